import { EVERYWHERE, isUnlimited, isWithin, type Scope } from "#lib/domain/access.ts";
import { roleDefaultsOf } from "#lib/domain/destinations/role-defaults.ts";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { InTransaction, PrismaLike } from "./client.ts";
import {
	changeColumns,
	draftsFromJson,
	evidenceColumns,
	healthStateFrom,
	reportStackColumn,
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

		async listPayers(harnessAccountRef, destination) {
			const registered = { status: "registered", costReportKind: "own" };
			const where = { harnessAccountRef, destination, ...registered, AND: within };
			const rows = await prisma.connector.findMany({ where, orderBy: { name: "asc" }, take: 100 });
			return rows.map(toConnector);
		},

		async insert(draft) {
			const { harnessAccountRef, tags = {} } = draft;
			if (!isWithin(scope, { harnessAccountRef, tags })) throw new OutsideScope();
			const isPlatform = draft.destination === "harness-platform";
			const data = {
				...draft,
				tags: toJson(tags),
				role: toJson(roleDefaultsOf(draft.destination ?? "harness-ccm")),
				// What only Harness's own delegates and keys reach is Harness's word until our side is trusted too.
				...(isPlatform && { platform: toJson(NEW_PLATFORM), proof: "harness" }),
			};
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
			const { reportStack, ...plain } = facts;
			const data = {
				...plain,
				...(reportStack !== undefined && { reportStack: reportStackColumn(reportStack) }),
				updatedAt,
			};
			await prisma.connector.update({ where: { id }, data });
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
