import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { CheckRun } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { nextRoleQuestion } from "#lib/domain/waiting.ts";
import { mayBeTested } from "./may-be-tested.ts";
import { verifyConnector } from "./verify-connector.ts";

/** A step that was not heard of for so long is no longer open. */
const WATCH_SECONDS = 20;
/** The queue looks every half second: asked so much earlier, the answer is there on time. */
const QUEUE_SECONDS = 0.5;

type Input = { readonly connectorId: string; readonly signal: AbortSignal };

/** The job: whatever is due for one connector. Idempotent; what is due stands in the database. */
export async function checkConnector(ctx: Context, { connectorId, signal }: Input): Promise<void> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.status === "offboarded") return;
	const open = await ctx.db.checks.openRuns(connectorId);
	if (open.length > 0) return runAll(ctx, open, signal);
	if (await isWatched(ctx, connector)) return askForRole(ctx, connector, signal);
	// Nothing was asked for: this is a follow-up that an earlier run wanted (a provisional denial).
	if (!mayBeTested(connector)) return;
	await runAll(ctx, [await newRun(ctx, connectorId, "full")], signal);
}

/** One verification answers every open request. */
async function runAll(ctx: Context, open: readonly CheckRun[], signal: AbortSignal): Promise<void> {
	const run = open.find(({ kind }) => kind === "full") ?? open[0];
	if (run === undefined) return;
	let state: "done" | "crashed" = "crashed";
	try {
		const { id: runId, connectorId, kind } = run;
		const verified = await verifyConnector(ctx, { connectorId, runId, kind, signal });
		state = "done";
		const outcomes = verified.ok
			? verified.value.map(({ checkId, outcome, code }) => [checkId, outcome, code])
			: [];
		ctx.log.info({ event: "verified", connectorId, runId, kind, outcomes }, "connector verified");
	} finally {
		for (const { id } of open) await ctx.db.checks.finishRun(id, state, ctx.now());
	}
}

async function isWatched(ctx: Context, connector: Connector): Promise<boolean> {
	if (connector.roleFoundAt !== null) return false;
	const watchedAt = await ctx.db.connectors.watchedAt(connector.id);
	return watchedAt !== null && ctx.now().getTime() - watchedAt.getTime() < WATCH_SECONDS * 1_000;
}

async function askForRole(ctx: Context, connector: Connector, signal: AbortSignal): Promise<void> {
	const startedAt = ctx.now();
	await runAll(ctx, [await newRun(ctx, connector.id, "role")], signal);
	const after = await ctx.db.connectors.find(connector.id);
	if (after === null || after.roleFoundAt !== null) return;
	const watchStartedAt = after.launchedAt ?? after.updatedAt;
	const took = (ctx.now().getTime() - startedAt.getTime()) / 1_000;
	const wait = nextRoleQuestion({ watchStartedAt, now: ctx.now() }) - QUEUE_SECONDS - took;
	await ctx.jobs.checkConnector(connector.id, { startAfterSeconds: Math.max(0.1, wait) });
}

function newRun(ctx: Context, connectorId: string, kind: CheckRun["kind"]): Promise<CheckRun> {
	return ctx.db.checks.requestRun({ id: newId(ctx.randomBytes), connectorId, kind, requestedAt: ctx.now() });
}
