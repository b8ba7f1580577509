import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { WRITTEN_ACTIONS } from "#lib/domain/rollout/plan-rollout.ts";
import { storeOperation } from "#lib/operations/start-operation.ts";
import { findRollout } from "./open-rollout.ts";

/** Older, a plan says too little about what is in Harness now. */
export const PLAN_VALID_MINUTES = 60;
const BATCH = 5_000;

type Started = { readonly operationId: string; readonly total: number };

/**
 * Starts the operation that does what a plan says: what it would create, update or adopt, and nothing that it blocks.
 * A plan is applied once; each account's evidence is asked again when its turn comes.
 */
export async function applyPlan(
	ctx: Context,
	{ planId }: { readonly planId: string },
): Promise<Result<Started>> {
	const plan = await ctx.db.rolloutPlans.find(planId);
	if (plan === null) return failed({ code: "ROLLOUT_PLAN_NOT_FOUND" });
	const rollout = await findRollout(ctx, plan.rolloutId);
	if (!rollout.ok) return rollout;
	if (plan.state !== "ready" || plan.finishedAt === null) return failed({ code: "ROLLOUT_PLAN_NOT_READY" });
	if (plan.operationId !== null) return failed({ code: "ROLLOUT_PLAN_APPLIED" });
	const ageMs = ctx.now().getTime() - plan.finishedAt.getTime();
	if (ageMs > PLAN_VALID_MINUTES * 60_000) return failed({ code: "ROLLOUT_PLAN_TOO_OLD" });
	const ids = await writtenAccounts(ctx, planId);
	if (ids.length === 0) return failed({ code: "OPERATION_EMPTY" });
	const operationId = newId(ctx.randomBytes);
	const act = { kind: "register", input: { rolloutId: plan.rolloutId, planId } } as const;
	try {
		const total = await ctx.db.transaction(async (tx) => {
			// First, so that of two that apply it at once only one goes on.
			if (!(await tx.rolloutPlans.setOperation(planId, operationId, null))) throw new AppliedAlready();
			return storeOperation(ctx, tx, { id: operationId, act, subjects: { ids } });
		});
		return ok({ operationId, total });
	} catch (error) {
		if (error instanceof AppliedAlready) return failed({ code: "ROLLOUT_PLAN_APPLIED" });
		throw error;
	}
}

/** Thrown, so that the transaction leaves nothing behind. */
class AppliedAlready extends Error {}

async function writtenAccounts({ db }: Context, planId: string): Promise<readonly string[]> {
	const ids: string[] = [];
	for (const action of WRITTEN_ACTIONS) {
		for (let after: string | null = ""; after !== null; ) {
			const page = { action, ...(after !== "" && { after }), limit: BATCH };
			const rows = await db.rolloutPlans.rows(planId, page);
			for (const { accountId } of rows) ids.push(accountId);
			after = rows.length < BATCH ? null : (rows.at(-1)?.accountId ?? null);
		}
	}
	return ids;
}
