import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { RolloutPlan } from "#lib/domain/rollout.ts";
import { applyPlan } from "#lib/organizations/apply-plan.ts";
import { retryFailed } from "#lib/organizations/retry-failed.ts";
import { startPlan } from "#lib/organizations/start-plan.ts";
import type { ApiOperation } from "#lib/schemas/api/operation-schemas.ts";
import type { ApiPlan } from "#lib/schemas/api/rollout-schemas.ts";
import { formatCursor } from "./cursor.ts";
import type { Answer, Input } from "./endpoints.ts";
import { operationAnswer } from "./operation-answer.ts";
import { planAnswer } from "./rollout-answer.ts";
import { accountPlace } from "./rollouts.ts";

export async function beginPlan(
	ctx: Context,
	{ params: { id } }: Input<"POST /api/v1/rollouts/[id]/plans">,
): Promise<Result<ApiPlan>> {
	const started = await startPlan(ctx, { rolloutId: id });
	if (!started.ok) return started;
	const plan = await findPlan(ctx, { id, planId: started.value.planId });
	return plan.ok ? ok(planAnswer(plan.value)) : plan;
}

export async function getPlan(
	ctx: Context,
	{ params }: Input<"GET /api/v1/rollouts/[id]/plans/[planId]">,
): Promise<Result<ApiPlan>> {
	const plan = await findPlan(ctx, params);
	return plan.ok ? ok(planAnswer(plan.value)) : plan;
}

type Rows = "GET /api/v1/rollouts/[id]/plans/[planId]/rows";

export async function listPlanRows(
	ctx: Context,
	{ params, query: { limit, cursor, action } }: Input<Rows>,
): Promise<Result<Answer<Rows>>> {
	const after = accountPlace(cursor);
	if (after === null) return failed({ code: "INPUT_INVALID", field: "cursor" });
	const plan = await findPlan(ctx, params);
	if (!plan.ok) return plan;
	const page = { ...(action && { action }), ...(after !== "" && { after }), limit: limit + 1 };
	const found = await ctx.db.rolloutPlans.rows(params.planId, page);
	const rows = found.slice(0, limit);
	const last = found.length > limit ? rows.at(-1) : undefined;
	return ok({
		items: rows.map((row) => ({ ...row, changes: row.changes.map((change) => ({ ...change })) })),
		next: last === undefined ? null : formatCursor([last.accountId]),
	});
}

export async function beginApply(
	ctx: Context,
	{ params }: Input<"POST /api/v1/rollouts/[id]/plans/[planId]/apply">,
): Promise<Result<ApiOperation>> {
	const plan = await findPlan(ctx, params);
	if (!plan.ok) return plan;
	const started = await applyPlan(ctx, { planId: params.planId });
	return started.ok ? operationOf(ctx, started.value.operationId) : started;
}

export async function beginRetry(
	ctx: Context,
	{ params: { id } }: Input<"POST /api/v1/operations/[id]/retry">,
): Promise<Result<ApiOperation>> {
	const started = await retryFailed(ctx, { operationId: id });
	return started.ok ? operationOf(ctx, started.value.operationId) : started;
}

/** A plan under another rollout's address is none. */
async function findPlan(
	{ db }: Context,
	{ id, planId }: { readonly id: string; readonly planId: string },
): Promise<Result<RolloutPlan>> {
	const plan = await db.rolloutPlans.find(planId);
	return plan?.rolloutId === id ? ok(plan) : failed({ code: "ROLLOUT_PLAN_NOT_FOUND" });
}

async function operationOf(ctx: Context, id: string): Promise<Result<ApiOperation>> {
	const operation = await ctx.db.operations.find(id);
	return operation === null
		? failed({ code: "OPERATION_NOT_FOUND" })
		: ok(await operationAnswer(ctx, operation));
}
