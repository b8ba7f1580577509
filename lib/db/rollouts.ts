import type { InTransaction, PrismaLike } from "./client.ts";
import { draftsFromJson } from "./connector-row.ts";
import { toJson } from "./json.ts";
import { rolloutAccounts } from "./rollout-accounts.ts";
import { enrolConnectors } from "./rollout-enrolment.ts";
import { rolloutReading } from "./rollout-reading.ts";
import { editColumns, factColumns, toRollout } from "./rollout-row.ts";
import { rolloutTurns } from "./rollout-turns.ts";
import type { RolloutRepository } from "./rollouts-port.ts";

/** While somebody has the page open AWS is looked at so often. */
const WATCHED_SECONDS = 15;

export function rolloutRepository(prisma: PrismaLike, inTransaction: InTransaction): RolloutRepository {
	return {
		...rolloutTurns(prisma),
		...rolloutAccounts(prisma, inTransaction),
		...rolloutReading(prisma),
		enrol: (id, connectors) => inTransaction((tx) => enrolConnectors(tx, id, connectors)),

		async insert({ naming, ...rollout }) {
			return toRollout(await prisma.rollout.create({ data: { ...rollout, naming: toJson(naming) } }));
		},

		async find(id) {
			const row = await prisma.rollout.findUnique({ where: { id } });
			return row && toRollout(row);
		},

		async list({ after, limit }) {
			const where = after && {
				OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
			};
			const rows = await prisma.rollout.findMany({
				...(where && { where }),
				orderBy: [{ createdAt: "desc" }, { id: "desc" }],
				take: limit,
			});
			return rows.map(toRollout);
		},

		async save(id, version, edit) {
			return inTransaction(async (tx) => {
				const { count } = await tx.rollout.updateMany({
					where: { id, version },
					data: { ...editColumns(edit), version: version + 1 },
				});
				const row = count === 0 ? null : await tx.rollout.findUnique({ where: { id } });
				if (row === null) return null;
				// What a person changes of one that is launched is looked at now; an ended one no more.
				const dueAt = row.status === "launched" ? row.updatedAt : null;
				await tx.$executeRaw`UPDATE rollout SET due_at = ${dueAt} WHERE id = ${id}`;
				return toRollout(row);
			});
		},

		async observe(id, facts) {
			// Not an edit: neither version nor updatedAt may move under an open form.
			const { updatedAt } = await prisma.rollout.findUniqueOrThrow({
				where: { id },
				select: { updatedAt: true },
			});
			await prisma.rollout.update({ where: { id }, data: { ...factColumns(facts), updatedAt } });
			if (facts.watchedAt === undefined) return;
			// Somebody looks: the next look at AWS is not minutes away.
			await prisma.$executeRaw`
				UPDATE rollout SET due_at = LEAST(due_at, GREATEST(${facts.watchedAt}::timestamptz,
					leased_until + ${WATCHED_SECONDS} * interval '1 second'))
				WHERE id = ${id} AND status = 'launched'`;
		},

		async saveDraft(id, step, values) {
			await prisma.$executeRaw`
				UPDATE rollout SET drafts = jsonb_set(drafts, ARRAY[${step}], ${JSON.stringify(values)}::jsonb)
				WHERE id = ${id}`;
		},

		async drafts(id) {
			const row = await prisma.rollout.findUnique({ where: { id }, select: { drafts: true } });
			return draftsFromJson(row?.drafts);
		},

		async delete(id) {
			const { count } = await prisma.rollout.deleteMany({ where: { id, status: "draft", launchedAt: null } });
			return count > 0;
		},
	};
}
