import type { FailureCode } from "#lib/domain/failures.ts";
import type { PLAN_ACTIONS, PlanRow, RolloutPlan } from "#lib/domain/rollout.ts";
import type { PrismaLike } from "./client.ts";
import type { RolloutPlan as Row, RolloutPlanRow as RowOfPlan } from "./generated/client.ts";
import { toJson } from "./json.ts";
import { storableJson } from "./plain-json.ts";
import type { RolloutPlanRepository } from "./rollouts-port.ts";

export function rolloutPlanRepository(prisma: PrismaLike): RolloutPlanRepository {
	return {
		async insert(plan) {
			await prisma.rolloutPlan.create({ data: plan });
		},

		async find(id) {
			const row = await prisma.rolloutPlan.findUnique({ where: { id } });
			return row && toPlan(row);
		},

		async latest(rolloutId) {
			const row = await prisma.rolloutPlan.findFirst({
				where: { rolloutId },
				orderBy: [{ createdAt: "desc" }, { id: "desc" }],
			});
			return row && toPlan(row);
		},

		async addRows(planId, rows) {
			await prisma.$executeRawUnsafe(ROWS, storableJson(rows), planId);
		},

		async finish(planId, { state, failure, counts, finishedAt }) {
			await prisma.rolloutPlan.update({
				where: { id: planId },
				data: {
					state,
					code: failure?.code ?? null,
					detail: failure?.detail ?? null,
					counts: toJson(counts),
					finishedAt,
				},
			});
		},

		async rows(planId, { action, after = "", limit }) {
			const rows = await prisma.rolloutPlanRow.findMany({
				where: { planId, accountId: { gt: after }, ...(action && { action }) },
				orderBy: { accountId: "asc" },
				take: limit,
			});
			return rows.map(toPlanRow);
		},

		async row(planId, accountId) {
			const row = await prisma.rolloutPlanRow.findUnique({
				where: { planId_accountId: { planId, accountId } },
			});
			return row && toPlanRow(row);
		},

		async setOperation(planId, operationId, before) {
			const { count } = await prisma.rolloutPlan.updateMany({
				where: { id: planId, operationId: before },
				data: { operationId },
			});
			return count > 0;
		},

		async prune(rolloutId, keep, now) {
			// An operation goes by the rows of its plan, and so does who tries again what failed in it.
			await prisma.$executeRaw`
				DELETE FROM rollout_plan p WHERE p.id IN (
					SELECT id FROM rollout_plan WHERE rollout_id = ${rolloutId}
					ORDER BY created_at DESC, id DESC OFFSET ${keep}
				) AND NOT EXISTS (
					SELECT 1 FROM operation o WHERE o.id = p.operation_id
						AND (o.finished_at IS NULL OR o.finished_at > ${now}::timestamptz - interval '24 hours')
				)`;
		},
	};
}

// A batch that is written again, after a crash, is what it was.
const ROWS = `
	INSERT INTO rollout_plan_row (plan_id, account_id, connector_id, action, reason, name, identifier, changes)
	SELECT $2, "accountId", "connectorId", action, reason, name, identifier, changes
	FROM json_to_recordset($1::json) AS r("accountId" text, "connectorId" text, action text, reason text, name text,
		identifier text, changes jsonb)
	ON CONFLICT (plan_id, account_id) DO UPDATE SET
		connector_id = excluded.connector_id, action = excluded.action, reason = excluded.reason,
		name = excluded.name, identifier = excluded.identifier, changes = excluded.changes`;

function toPlan(row: Row): RolloutPlan {
	const counts = stored<Partial<RolloutPlan["counts"]>>(row.counts);
	return {
		id: row.id,
		rolloutId: row.rolloutId,
		state: row.state === "ready" || row.state === "failed" ? row.state : "queued",
		failure: row.code === null ? null : { code: stored<FailureCode>(row.code), detail: row.detail ?? "" },
		counts: { ...NO_COUNTS, ...counts },
		operationId: row.operationId,
		actorName: row.actorName,
		createdAt: row.createdAt,
		finishedAt: row.finishedAt,
	};
}

const NO_COUNTS = { create: 0, update: 0, adopt: 0, unchanged: 0, blocked: 0 } satisfies Record<
	(typeof PLAN_ACTIONS)[number],
	number
>;

function toPlanRow({ planId: _, action, reason, changes, ...row }: RowOfPlan): PlanRow {
	return {
		...row,
		action: stored<PlanRow["action"]>(action),
		reason: stored<PlanRow["reason"]>(reason),
		changes: stored<PlanRow["changes"]>(changes),
	};
}

/** Columns that only this file writes. */
function stored<T>(value: unknown): T {
	return value as T;
}
