import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { Operation } from "#lib/db/operations-port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { storeOperation } from "#lib/operations/start-operation.ts";
import { findRollout } from "./open-rollout.ts";

const BATCH = 5_000;
/** After a day a new plan says more than the old one's remains. */
const VALID_MS = 24 * 3_600_000;

/**
 * Applies a plan once more to the accounts that failed, and to no others. Each is looked at anew, in Harness and
 * here: what was changed there since the plan stays as it is and needs a new plan.
 */
export async function retryFailed(
	ctx: Context,
	{ operationId }: { readonly operationId: string },
): Promise<Result<{ readonly operationId: string; readonly total: number }>> {
	const operation = await ctx.db.operations.find(operationId);
	if (operation === null || operation.kind !== "register") return failed({ code: "OPERATION_NOT_FOUND" });
	const plan = await ctx.db.rolloutPlans.find(operation.input.planId);
	if (plan === null) return failed({ code: "ROLLOUT_PLAN_NOT_FOUND" });
	const rollout = await findRollout(ctx, plan.rolloutId);
	if (!rollout.ok) return rollout;
	if (ctx.now().getTime() - plan.createdAt.getTime() > VALID_MS)
		return failed({ code: "ROLLOUT_PLAN_TOO_OLD" });
	const newest = plan.operationId === null ? null : await ctx.db.operations.find(plan.operationId);
	if (isUnfinished(operation) || isUnfinished(newest)) return failed({ code: "OPERATION_UNFINISHED" });
	const ids = await failedSubjects(ctx, operationId);
	if (ids.length === 0) return failed({ code: "OPERATION_EMPTY" });
	const id = newId(ctx.randomBytes);
	const { kind, input } = operation;
	try {
		const total = await ctx.db.transaction(async (tx) => {
			// First, so that of two that press at once only one goes on.
			if (!(await tx.rolloutPlans.setOperation(plan.id, id, plan.operationId))) throw new BegunAlready();
			return storeOperation(ctx, tx, { id, act: { kind, input }, subjects: { ids } });
		});
		return ok({ operationId: id, total });
	} catch (error) {
		if (error instanceof BegunAlready) return failed({ code: "OPERATION_UNFINISHED" });
		throw error;
	}
}

/** Thrown, so that the transaction leaves nothing behind. */
class BegunAlready extends Error {}

function isUnfinished(operation: Pick<Operation, "state"> | null): boolean {
	return operation !== null && operation.state !== "done" && operation.state !== "stopped";
}

async function failedSubjects({ db }: Context, operationId: string): Promise<readonly string[]> {
	const ids: string[] = [];
	for (let after = ""; ; ) {
		const items = await db.operations.failedItems(operationId, { after, limit: BATCH });
		for (const { subject } of items) ids.push(subject);
		if (items.length < BATCH) return ids;
		after = items.at(-1)?.subject ?? "";
	}
}
