import type { Context } from "#lib/context.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { PLAN_ACTIONS, type PlanAction, type PlanCounts, type PlanRow } from "#lib/domain/rollout.ts";
import { PLAN_VALID_MINUTES } from "#lib/organizations/apply-plan.ts";

/** What GET /api/live/rollouts/<id>/plan answers; times in milliseconds since 1970. */
export type RolloutPlanView = {
	readonly now: number;
	/** Null: none was asked for yet. */
	readonly plan: PlanView | null;
};
export type PlanView = {
	readonly id: string;
	readonly state: "queued" | "ready" | "failed";
	readonly failure: { readonly code: FailureCode; readonly detail: string } | null;
	readonly counts: PlanCounts;
	readonly operationId: string | null;
	readonly actorName: string;
	readonly createdAt: number;
	readonly finishedAt: number | null;
	/** It says too little about what is in Harness by now. */
	readonly isTooOld: boolean;
	/** Of one action, by account id. */
	readonly action: PlanAction;
	readonly rows: readonly PlanRow[];
	readonly nextAfter: string | null;
};

const ROWS_A_PAGE = 50;

type Asked = { readonly action?: PlanAction; readonly after?: string };

/** The newest plan of a rollout with one page of its rows; from the database only. */
export async function readRolloutPlan(
	ctx: Context,
	rolloutId: string,
	asked: Asked = {},
): Promise<RolloutPlanView> {
	const now = ctx.now();
	const plan = await ctx.db.rolloutPlans.latest(rolloutId);
	if (plan === null) return { now: now.getTime(), plan: null };
	const action = asked.action ?? firstWith(plan.counts);
	const page = { action, limit: ROWS_A_PAGE + 1, ...(asked.after !== undefined && { after: asked.after }) };
	const found = plan.state === "ready" ? await ctx.db.rolloutPlans.rows(plan.id, page) : [];
	const rows = found.slice(0, ROWS_A_PAGE);
	const ageMs = plan.finishedAt === null ? 0 : now.getTime() - plan.finishedAt.getTime();
	const { id, state, failure, counts, operationId, actorName } = plan;
	return {
		now: now.getTime(),
		plan: {
			...{ id, state, failure, counts, operationId, actorName, action, rows },
			createdAt: plan.createdAt.getTime(),
			finishedAt: plan.finishedAt?.getTime() ?? null,
			isTooOld: ageMs > PLAN_VALID_MINUTES * 60_000,
			nextAfter: found.length > ROWS_A_PAGE ? (rows.at(-1)?.accountId ?? null) : null,
		},
	};
}

/** What is looked at first: what would be written, else what is blocked. */
function firstWith(counts: PlanCounts): PlanAction {
	return PLAN_ACTIONS.find((action) => action !== "unchanged" && counts[action] > 0) ?? "unchanged";
}
