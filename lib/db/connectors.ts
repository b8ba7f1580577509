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
import type { ConnectorRepository } from "./port.ts";
import { uniqueViolation } from "./unique-violation.ts";

const LIVE = { status: { not: "offboarded" } };

export function connectorRepository(prisma: PrismaLike, inTransaction: InTransaction): ConnectorRepository {
	async function find(id: string) {
		const row = await prisma.connector.findUnique({ where: { id } });
		return row && toConnector(row);
	}

	return {
		find,

		async findByAccount(harnessAccountRef, awsAccountId) {
			const rows = await prisma.connector.findMany({ where: { harnessAccountRef, awsAccountId, ...LIVE } });
			return rows.map(toConnector);
		},

		async list({ after, limit, now }) {
			const rows = await prisma.connector.findMany({
				where: LIVE,
				orderBy: [{ createdAt: "desc" }, { id: "desc" }],
				take: limit,
				...(after !== undefined && { cursor: { id: after }, skip: 1 }),
			});
			return rows.map((row) => toConnectorSummary(row, now));
		},

		async listPayers(harnessAccountRef) {
			const where = { harnessAccountRef, status: "registered", costReportKind: "own" };
			const rows = await prisma.connector.findMany({ where, orderBy: { name: "asc" }, take: 100 });
			return rows.map(toConnector);
		},

		async insert(draft) {
			const row = await prisma.connector.create({ data: { ...draft, role: toJson(DEFAULT_ROLE_OPTIONS) } });
			return toConnector(row);
		},

		async save(id, version, change) {
			const before = await prisma.connector.findUnique({ where: { id } });
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
			// Not an edit: neither version nor updatedAt may move under an open form.
			const { updatedAt } = await prisma.connector.findUniqueOrThrow({
				where: { id },
				select: { updatedAt: true },
			});
			await prisma.connector.update({ where: { id }, data: { ...facts, updatedAt } });
		},

		async watchedAt(id) {
			const row = await prisma.connector.findUnique({ where: { id }, select: { watchedAt: true } });
			return row?.watchedAt ?? null;
		},

		async health(id) {
			const row = await prisma.connector.findUnique({
				where: { id },
				select: { state: true, stateSince: true },
			});
			if (row === null || row.stateSince === null) return null;
			return { state: healthStateFrom(row.state), since: row.stateSince };
		},

		async saveDraft(id, step, values) {
			await prisma.$executeRaw`
				UPDATE connector SET drafts = jsonb_set(drafts, ARRAY[${step}], ${JSON.stringify(values)}::jsonb) WHERE id = ${id}`;
		},

		async drafts(id) {
			const row = await prisma.connector.findUnique({ where: { id }, select: { drafts: true } });
			return draftsFromJson(row?.drafts);
		},

		async deleteEmptyDrafts(olderThan) {
			const where = { status: "draft", name: null, updatedAt: { lt: olderThan } };
			return (await prisma.connector.deleteMany({ where })).count;
		},
	};
}
