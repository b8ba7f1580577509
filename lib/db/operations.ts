import type {
	FailedItem,
	ItemCounts,
	ItemState,
	OperationAct,
	OperationState,
} from "#lib/domain/operation.ts";
import type { PrismaLike } from "./client.ts";
import type { Operation as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { Operation, OperationRepository } from "./operations-port.ts";

const UNFINISHED = { state: { in: ["queued", "running"] } };

export function operationRepository(prisma: PrismaLike): OperationRepository {
	return {
		async insert({ id, kind, input, actor, createdAt }) {
			const who = { actorId: actor.id, actorName: actor.name };
			await prisma.operation.create({
				data: { id, kind, input: toJson(input), total: 0, createdAt, ...who },
			});
		},

		async addItems(id, subjects) {
			const added = await prisma.$executeRaw`
				INSERT INTO operation_item (operation_id, subject)
				SELECT ${id}, subject FROM unnest(${[...subjects]}::text[]) AS given(subject)
				ON CONFLICT DO NOTHING`;
			await prisma.operation.update({ where: { id }, data: { total: { increment: added } } });
		},

		async find(id) {
			const row = await prisma.operation.findUnique({ where: { id } });
			return row && toOperation(row);
		},

		async list({ after, limit, actorId }) {
			const where = {
				...(actorId !== undefined && { actorId }),
				...(after && {
					OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
				}),
			};
			const rows = await prisma.operation.findMany({
				where,
				orderBy: [{ createdAt: "desc" }, { id: "desc" }],
				take: limit,
			});
			return rows.map(toOperation);
		},

		async unfinished(limit) {
			const rows = await prisma.operation.findMany({
				where: UNFINISHED,
				orderBy: { createdAt: "asc" },
				take: limit,
				select: { id: true },
			});
			return rows.map(({ id }) => id);
		},

		async counts(id) {
			const rows = await prisma.operationItem.groupBy({
				by: ["state"],
				where: { operationId: id },
				_count: { _all: true },
			});
			const counts = { queued: 0, done: 0, failed: 0, skipped: 0 } satisfies ItemCounts;
			for (const { state, _count } of rows) counts[stored<ItemState>(state)] = _count._all;
			return counts;
		},

		async failedItems(id, { after, limit }) {
			const rows = await prisma.$queryRaw<FailedItem[]>`
				SELECT i.subject, coalesce(c.name, a.name) AS name, i.code
				FROM operation_item i
				JOIN operation o ON o.id = i.operation_id
				LEFT JOIN connector c ON c.id = i.subject
				LEFT JOIN rollout_account a ON o.kind = 'register'
					AND a.rollout_id = o.input ->> 'rolloutId' AND a.account_id = i.subject
				WHERE i.operation_id = ${id} AND i.state = 'failed' AND i.subject > ${after}
				ORDER BY i.subject LIMIT ${limit}`;
			return rows;
		},

		async nextItems(id, { after, limit }) {
			const rows = await prisma.operationItem.findMany({
				where: { operationId: id, state: "queued", subject: { gt: after } },
				orderBy: { subject: "asc" },
				take: limit,
				select: { subject: true },
			});
			return rows.map(({ subject }) => subject);
		},

		async finishItems(id, outcomes) {
			const of = <K extends keyof (typeof outcomes)[number]>(key: K) => outcomes.map((item) => item[key]);
			await prisma.$executeRaw`
				UPDATE operation_item i SET state = o.state, code = o.code
				FROM unnest(${of("subject")}::text[], ${of("state")}::text[], ${of("code")}::text[])
					AS o(subject, state, code)
				WHERE i.operation_id = ${id} AND i.subject = o.subject AND i.state IN ('queued', 'skipped')`;
		},

		async makeDue(id, now) {
			await prisma.$executeRaw`
				UPDATE connector_schedule s SET due_at = LEAST(s.due_at, ${now}), full_at = NULL
				FROM operation_item i
				WHERE i.operation_id = ${id} AND i.state = 'queued' AND s.connector_id = i.subject`;
		},

		async unscheduledItems(id, { after, limit }) {
			const rows = await prisma.$queryRaw<{ subject: string }[]>`
				SELECT i.subject FROM operation_item i
				WHERE i.operation_id = ${id} AND i.state = 'queued' AND i.subject > ${after}
					AND NOT EXISTS (SELECT 1 FROM connector_schedule s WHERE s.connector_id = i.subject)
				ORDER BY i.subject LIMIT ${limit}`;
			return rows.map(({ subject }) => subject);
		},

		finishVerified(id, since) {
			return prisma.$executeRaw`
				UPDATE operation_item i SET state = 'done'
				FROM connector c
				WHERE i.operation_id = ${id} AND i.state = 'queued' AND c.id = i.subject AND c.evaluated_at >= ${since}`;
		},

		async finishRest(id, { state, code }) {
			const where = { operationId: id, state: "queued" };
			await prisma.operationItem.updateMany({ where, data: { state, code } });
		},

		async setState(id, state, at) {
			const finishedAt = state === "done" || state === "stopped" ? at : null;
			const { count } = await prisma.operation.updateMany({
				where: { id, ...UNFINISHED },
				data: { state, finishedAt },
			});
			return count > 0;
		},
	};
}

function toOperation({ kind, input, actorId, actorName, ...row }: Row): Operation {
	return {
		...stored<OperationAct>({ kind, input }),
		id: row.id,
		state: stored<OperationState>(row.state),
		total: row.total,
		actor: { id: actorId, name: actorName },
		createdAt: row.createdAt,
		finishedAt: row.finishedAt,
	};
}

/** Columns that only this file writes, from the same types. */
function stored<T>(value: unknown): T {
	return value as T;
}
