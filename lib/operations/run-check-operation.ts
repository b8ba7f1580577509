import type { Context } from "#lib/context.ts";
import type { Operation } from "#lib/db/operations-port.ts";
import { isUnlimited } from "#lib/domain/access.ts";
import type { ItemOutcome } from "#lib/domain/operation.ts";
import { requestCheck } from "#lib/health/request-check.ts";

/** So few are verified before everything that is only due; more are made due and swept. */
const FEW = 20;
const LOOK_SECONDS = 2;
const GIVE_UP_MS = 60 * 60_000;
const BATCH = 500;

/**
 * A re-check of many: they are asked for once, then counted as their verifications end. The operation's progress
 * is that of the checks themselves, not of the asking. `own`: as whoever began it, who may see fewer by now.
 */
export async function runCheckOperation(ctx: Context, own: Context, operation: Operation): Promise<void> {
	const { id, createdAt } = operation;
	const { operations } = ctx.db;
	// Said to run only once everything was asked for: a crash in between asks again.
	if (operation.state === "queued") {
		await ask(ctx, own, operation);
		await operations.setState(id, "running", ctx.now());
	}
	await operations.finishVerified(id, createdAt);
	const { queued } = await operations.counts(id);
	if (queued > 0 && ctx.now().getTime() - createdAt.getTime() > GIVE_UP_MS) {
		await operations.finishRest(id, { state: "failed", code: "OPERATION_TIMED_OUT" });
		await operations.setState(id, "done", ctx.now());
	} else if (queued > 0) await ctx.jobs.runOperation(id, { startAfterSeconds: LOOK_SECONDS });
	else await operations.setState(id, "done", ctx.now());
}

async function ask(ctx: Context, own: Context, { id, total }: Operation): Promise<void> {
	await dropUnseen(ctx, own, id);
	if (total > FEW) await ctx.db.operations.makeDue(id, ctx.now());
	for (let after = ""; ; ) {
		const subjects = await (total > FEW
			? ctx.db.operations.unscheduledItems(id, { after, limit: BATCH })
			: ctx.db.operations.nextItems(id, { after, limit: BATCH }));
		if (subjects.length === 0) return;
		const refused: ItemOutcome[] = [];
		for (const subject of subjects) {
			const code = await askOne(own, subject);
			if (code !== null) refused.push({ subject, state: "skipped", code });
		}
		await ctx.db.operations.finishItems(id, refused);
		after = subjects.at(-1) ?? "";
	}
}

/** What left their sight since they asked is not looked at for them. */
async function dropUnseen({ db }: Context, own: Context, id: string): Promise<void> {
	if (isUnlimited(own.actor.scope)) return;
	for (let after = ""; ; ) {
		const subjects = await db.operations.nextItems(id, { after, limit: BATCH });
		if (subjects.length === 0) return;
		const seen = new Set((await own.db.dashboard.rows(subjects, own.now())).map((row) => row.id));
		const gone = subjects.filter((subject) => !seen.has(subject));
		const outcome = { state: "failed", code: "CONNECTOR_NOT_FOUND" } as const;
		await db.operations.finishItems(
			id,
			gone.map((subject) => ({ subject, ...outcome })),
		);
		after = subjects.at(-1) ?? "";
	}
}

async function askOne(ctx: Context, connectorId: string) {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector?.pausedAt != null || connector?.offboarding != null) return "CONNECTOR_PAUSED";
	const asked = await requestCheck(ctx, { connectorId });
	return asked.ok ? null : "CONNECTOR_INCOMPLETE";
}
