import type { Context } from "#lib/context.ts";
import type { RolloutAccountRow } from "#lib/db/rollouts-port.ts";
import type { Rollout, RolloutPlan } from "#lib/domain/rollout.ts";
import { PLAN_VALID_MINUTES } from "#lib/organizations/apply-plan.ts";
import type { ApiPlan, ApiRollout, ApiRolloutDetail } from "#lib/schemas/api/rollout-schemas.ts";

export function rolloutAnswer({ config }: Context, rollout: Rollout): ApiRollout {
	const { id, launch, organization, reconcileFailure } = rollout;
	return {
		id,
		name: rollout.name,
		kind: rollout.kind,
		status: rollout.status,
		partition: rollout.partition,
		managementAccountId: rollout.managementAccountId,
		organizationId: organization?.organizationId ?? null,
		way: launch?.way ?? null,
		waves: { begun: launch?.wavesBegun ?? 0, total: launch?.waves.length ?? 0 },
		createdBy: rollout.createdByName,
		createdAt: rollout.createdAt.toISOString(),
		launchedAt: instant(rollout.launchedAt),
		endedAt: instant(rollout.endedAt),
		readAt: instant(rollout.reconciledAt),
		readFailure: reconcileFailure && { ...reconcileFailure },
		url: config.publicUrl === null ? null : new URL(`/organizations/${id}`, config.publicUrl).href,
	};
}

export async function rolloutDetailAnswer(ctx: Context, rollout: Rollout): Promise<ApiRolloutDetail> {
	const { id, stackSet } = rollout;
	const now = ctx.now();
	const [coverage, problems, latest] = await Promise.all([
		ctx.db.rollouts.coverage(id, now),
		ctx.db.rollouts.problems(id, now),
		ctx.db.rolloutPlans.latest(id),
	]);
	return {
		...rolloutAnswer(ctx, rollout),
		coverage: { ...coverage.total },
		units: coverage.units.map((unit) => ({
			id: unit.unit?.id ?? null,
			path: unit.unit?.path ?? null,
			coverage: { ...unit.coverage },
			problems: unit.problems,
		})),
		problems: problems.map(({ problem, count, examples }) => ({
			...problem,
			count,
			examples: [...examples],
		})),
		stackSet: stackSet && {
			name: stackSet.name,
			status: stackSet.status,
			operation: stackSet.operation && {
				id: stackSet.operation.id,
				action: stackSet.operation.action,
				status: stackSet.operation.status,
				reason: stackSet.operation.reason,
			},
		},
		latestPlan: latest && planAnswer(latest),
	};
}

export function rolloutAccountAnswer(rolloutId: string, row: RolloutAccountRow) {
	const { instance, connector } = row;
	return {
		accountId: row.accountId,
		name: row.name,
		unitId: row.unitId,
		tags: { ...row.tags },
		state: row.state,
		isManagement: row.isManagement,
		wave: row.wave,
		leftAt: instant(row.leftAt),
		stage: row.stage,
		problem: row.problem && { ...row.problem },
		instance: instance && { status: instance.status, detail: instance.detail, reason: instance.reason },
		connector: connector && {
			id: connector.id,
			name: connector.name,
			identifier: connector.identifier,
			status: connector.status,
			health: connector.state,
			isVerified: connector.isVerified,
			isAdopted: connector.rolloutId !== rolloutId,
		},
	};
}

export function planAnswer(plan: RolloutPlan): ApiPlan {
	const { finishedAt } = plan;
	const validUntil =
		plan.state === "ready" && finishedAt !== null
			? new Date(finishedAt.getTime() + PLAN_VALID_MINUTES * 60_000)
			: null;
	return {
		id: plan.id,
		rolloutId: plan.rolloutId,
		state: plan.state,
		failure: plan.failure && { ...plan.failure },
		counts: { ...plan.counts },
		operationId: plan.operationId,
		createdBy: plan.actorName,
		createdAt: plan.createdAt.toISOString(),
		finishedAt: instant(finishedAt),
		validUntil: instant(validUntil),
	};
}

function instant(at: Date | null): string | null {
	return at?.toISOString() ?? null;
}
