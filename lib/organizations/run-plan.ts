import { harnessSide } from "#lib/connectors/harness-side.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import type { Context } from "#lib/context.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import {
	countRows,
	indexConnectors,
	NO_PLAN_COUNTS,
	type PlanFacts,
	type PlannedAccount,
	planRollout,
} from "#lib/domain/rollout/plan-rollout.ts";
import type { PlanCounts, Rollout } from "#lib/domain/rollout.ts";
import type { HarnessTarget } from "#lib/harness/port.ts";

type RunPlan = { readonly planId: string; readonly signal?: AbortSignal };

const DEADLINE_MS = 4 * 60_000;
/** So many accounts are in memory at once, however many there are. */
const BATCH = 1_000;
/** Of each rollout so many plans are kept. */
const KEPT = 10;

/** The job: works out a plan that was asked for, and stores it row by row. Harness is read, and written by nothing. */
export async function runPlan(
	ctx: Context,
	{ planId, signal = AbortSignal.timeout(DEADLINE_MS) }: RunPlan,
): Promise<void> {
	const plan = await ctx.db.rolloutPlans.find(planId);
	if (plan === null || plan.state !== "queued") return;
	const { rolloutId } = plan;
	const startedAt = ctx.now();
	const made = await makePlan(ctx, { planId, rolloutId, signal });
	const end = made.ok
		? ({ state: "ready", failure: null, counts: made.value } as const)
		: ({ state: "failed", failure: toldFailure(made.failure), counts: NO_PLAN_COUNTS } as const);
	const finishedAt = ctx.now();
	await ctx.db.rolloutPlans.finish(planId, { ...end, finishedAt });
	await ctx.db.rolloutPlans.prune(rolloutId, KEPT, finishedAt);
	const durationMs = finishedAt.getTime() - startedAt.getTime();
	const fields = { event: "rollout-planned", rolloutId, planId, code: end.failure?.code ?? null, durationMs };
	ctx.log.info({ ...fields, ...end.counts }, "a rollout's plan was made");
}

function toldFailure({ code, detail = "" }: Failure) {
	return { code, detail };
}

async function makePlan(
	ctx: Context,
	{ planId, rolloutId, signal }: { planId: string; rolloutId: string; signal: AbortSignal },
): Promise<Result<PlanCounts>> {
	const rollout = await ctx.db.rollouts.find(rolloutId);
	if (rollout === null) return failed({ code: "ROLLOUT_NOT_FOUND" });
	const facts = await readFacts(ctx, rollout, signal);
	if (!facts.ok) return facts;
	let counts = NO_PLAN_COUNTS;
	for (let next = readPage(ctx, rolloutId, ""); ; ) {
		const page = await next;
		const last = page.at(-1)?.account.accountId;
		if (last === undefined) return ok(counts);
		// Read while this one is stored.
		next = readPage(ctx, rolloutId, last);
		next.catch(() => undefined);
		const rows = planRollout(page, facts.value);
		await ctx.db.rolloutPlans.addRows(planId, rows);
		counts = countRows(counts, rows);
	}
}

async function readPage(ctx: Context, rolloutId: string, after: string): Promise<readonly PlannedAccount[]> {
	const page = { ...(after !== "" && { after }), limit: BATCH, now: ctx.now() };
	const accounts = await ctx.db.rollouts.accounts(rolloutId, {}, page);
	const known = await ctx.db.evidence.load(accounts.flatMap(({ connectorId }) => connectorId ?? []));
	return accounts.map((account) => {
		const evidence = known.get(account.connectorId ?? "");
		return { account, connector: evidence?.connector ?? null, results: evidence?.latest ?? [] };
	});
}

/** The key first: one that may not write would fail with every row. */
async function readFacts(ctx: Context, rollout: Rollout, signal: AbortSignal): Promise<Result<PlanFacts>> {
	const { harnessAccountRef, partition } = rollout;
	const target = await harnessTarget(ctx, harnessAccountRef);
	if (!target.ok) return target;
	const side = harnessSide(await ctx.db.harnessAccounts.find(harnessAccountRef), partition);
	if (!side.ok) return side;
	const refused = await keyRefused(ctx, target.value, signal);
	if (refused !== null) return failed(refused);
	const listed = await ctx.harness.listConnectors(target.value, { filter: {}, signal });
	if (!listed.ok) return listed;
	const { verifierMode } = await ctx.db.settings.get();
	return ok({
		harness: indexConnectors(listed.value.map(({ connector }) => connector)),
		harnessExternalId: side.value.externalId,
		now: ctx.now(),
		isVendorMode: verifierMode === "vendor",
	});
}

const MISSING = "The key's owner has no permission to create and edit connectors (core_connector_edit).";

/** Null: the key suffices, or Harness does not say. Then the first row is applied alone and tells. */
async function keyRefused(ctx: Context, target: HarnessTarget, signal: AbortSignal): Promise<Failure | null> {
	const may = await ctx.harness.permissions(target, { signal });
	if (may.ok) return may.value.mayEdit ? null : { code: "HARNESS_FORBIDDEN", detail: MISSING };
	return may.failure.code === "HARNESS_UNAUTHORIZED" ? may.failure : null;
}
