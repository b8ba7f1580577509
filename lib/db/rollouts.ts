import type { InTransaction, PrismaLike } from "./client.ts";
import { draftsFromJson } from "./connector-row.ts";
import { toJson } from "./json.ts";
import { storableJson } from "./plain-json.ts";
import { rolloutAccounts } from "./rollout-accounts.ts";
import { enrolConnectors } from "./rollout-enrolment.ts";
import { rolloutReading } from "./rollout-reading.ts";
import { editColumns, factColumns, toRollout } from "./rollout-row.ts";
import { rolloutTies } from "./rollout-ties.ts";
import { rolloutTurns } from "./rollout-turns.ts";
import type { RolloutRepository } from "./rollouts-port.ts";

// While somebody looks, the next look at AWS is seconds away. One that did not succeed is not repeated sooner for it,
// but for a role that is only about to be made: whoever holds a page open does not wear out what AWS allows.
const WATCHED = `
	UPDATE rollout SET watched_at = $2::timestamptz,
		due_at = CASE WHEN status = 'launched' AND (reconcile_code IS NULL OR (
				reconcile_code = 'ORGANIZATION_READER_NOT_FOUND' AND reader_found_at IS NULL
				AND launched_at > $2::timestamptz - interval '2 hours'))
			THEN LEAST(due_at, GREATEST($2::timestamptz, leased_until + interval '15 seconds'))
			ELSE due_at END
	WHERE id = $1`;

export function rolloutRepository(prisma: PrismaLike, inTransaction: InTransaction): RolloutRepository {
	return {
		...rolloutTurns(prisma),
		...rolloutAccounts(prisma, inTransaction),
		...rolloutReading(prisma),
		...rolloutTies(prisma, inTransaction),
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
			const { watchedAt, ...seen } = facts;
			if (watchedAt !== undefined) await prisma.$executeRawUnsafe(WATCHED, id, watchedAt);
			if (Object.keys(seen).length === 0) return;
			// Not an edit: neither version nor updatedAt may move under an open form.
			const { updatedAt } = await prisma.rollout.findUniqueOrThrow({
				where: { id },
				select: { updatedAt: true },
			});
			await prisma.rollout.update({ where: { id }, data: { ...factColumns(seen), updatedAt } });
		},

		async holdDraft(id, managementAccountId) {
			const rows = await prisma.$queryRaw<unknown[]>`
				SELECT 1 FROM rollout WHERE id = ${id} AND status = 'draft'
					AND management_account_id IS NOT DISTINCT FROM ${managementAccountId} FOR UPDATE`;
			return rows.length > 0;
		},

		async saveDraft(id, step, values) {
			await prisma.$executeRaw`
				UPDATE rollout SET drafts = jsonb_set(drafts, ARRAY[${step}], ${storableJson(values)}::jsonb)
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
