import { EVERYWHERE, isUnlimited, isWithin, type Scope } from "#lib/domain/access.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { InTransaction, PrismaLike } from "./client.ts";
import {
	changeColumns,
	draftsFromJson,
	evidenceColumns,
	healthStateFrom,
	toConnector,
	toConnectorSummary,
} from "./connector-row.ts";
import { followSave } from "./follow-save.ts";
import { toJson } from "./json.ts";
import { OutsideScope } from "./outside-scope.ts";
import { storableJson } from "./plain-json.ts";
import type { ConnectorRepository } from "./port.ts";
import { scopeSql, scopeWhere } from "./scope-sql.ts";
import { uniqueViolation } from "./unique-violation.ts";

const LIVE = { status: { not: "offboarded" } };

/** What lies outside the scope is not there: it is neither found nor changed. */
export function connectorRepository(
	prisma: PrismaLike,
	inTransaction: InTransaction,
	scope: Scope = EVERYWHERE,
): ConnectorRepository {
	const within = scopeWhere(scope);

	async function find(id: string) {
		const row = await prisma.connector.findUnique({ where: { id, AND: within } });
		return row && toConnector(row);
	}

	/** Thrown inside a transaction, so that nothing of it stays. */
	async function mustBeWithin(tx: PrismaLike, id: string) {
		if (isUnlimited(scope)) return;
		if ((await tx.connector.findUnique({ where: { id, AND: within }, select: { id: true } })) === null)
			throw new OutsideScope();
	}

	return {
		find,

		async findByAccount(harnessAccountRef, awsAccountId) {
			const rows = await prisma.connector.findMany({
				where: { harnessAccountRef, awsAccountId, ...LIVE, AND: within },
			});
			return rows.map(toConnector);
		},

		async list({ after, limit, now }) {
			const rows = await prisma.connector.findMany({
				where: { ...LIVE, AND: within },
				orderBy: [{ createdAt: "desc" }, { id: "desc" }],
				take: limit,
				...(after !== undefined && { cursor: { id: after }, skip: 1 }),
			});
			return rows.map((row) => toConnectorSummary(row, now));
		},

		async listPayers(harnessAccountRef) {
			const where = { harnessAccountRef, status: "registered", costReportKind: "own", AND: within };
			const rows = await prisma.connector.findMany({ where, orderBy: { name: "asc" }, take: 100 });
			return rows.map(toConnector);
		},

		async insert(draft) {
			const { harnessAccountRef, tags = {} } = draft;
			if (!isWithin(scope, { harnessAccountRef, tags })) throw new OutsideScope();
			const data = { ...draft, tags: toJson(tags), role: toJson(DEFAULT_ROLE_OPTIONS) };
			return toConnector(await prisma.connector.create({ data }));
		},

		async save(id, version, change) {
			const before = await prisma.connector.findUnique({ where: { id, AND: within } });
			if (before === null || before.version !== version) return null;
			const stored = toConnector(before);
			const next = { ...stored, ...change };
			const roleArn = derivedRoleArn(next);
			const outdated = evidenceColumns(stored, next);
			const isEvidenceOld = "evidenceVersion" in outdated;
			const data = {
				...changeColumns(change),
				...outdated,
				roleArn,
				version: version + 1,
			};
			try {
				return await inTransaction(async (tx) => {
					const { count } = await tx.connector.updateMany({ where: { id, version }, data });
					const saved = count === 0 ? null : await tx.connector.findUnique({ where: { id } });
					if (saved === null) return null;
					await mustBeWithin(tx, id);
					await followSave(tx, before, saved, isEvidenceOld);
					return toConnector(saved);
				});
			} catch (error) {
				const violation = uniqueViolation(error);
				if (violation === null) throw error;
				return violation;
			}
		},

		async observe(id, facts) {
			await mustBeWithin(prisma, id);
			// Not an edit: neither version nor updatedAt may move under an open form.
			const { updatedAt } = await prisma.connector.findUniqueOrThrow({
				where: { id },
				select: { updatedAt: true },
			});
			await prisma.connector.update({ where: { id }, data: { ...facts, updatedAt } });
		},

		async watchedAt(id) {
			const row = await prisma.connector.findUnique({
				where: { id, AND: within },
				select: { watchedAt: true },
			});
			return row?.watchedAt ?? null;
		},

		async health(id) {
			const row = await prisma.connector.findUnique({
				where: { id, AND: within },
				select: { state: true, stateSince: true },
			});
			if (row === null || row.stateSince === null) return null;
			return { state: healthStateFrom(row.state), since: row.stateSince };
		},

		async saveDraft(id, step, values) {
			await prisma.$executeRaw`
				UPDATE connector SET drafts = jsonb_set(drafts, ARRAY[${step}], ${storableJson(values)}::jsonb)
				WHERE id = ${id} AND ${scopeSql(scope)}`;
		},

		async drafts(id) {
			const row = await prisma.connector.findUnique({ where: { id, AND: within }, select: { drafts: true } });
			return draftsFromJson(row?.drafts);
		},

		async deleteEmptyDrafts(olderThan) {
			const where = { status: "draft", name: null, updatedAt: { lt: olderThan }, AND: within };
			return (await prisma.connector.deleteMany({ where })).count;
		},
	};
}
