import { type ResultRow, toResult } from "./check-row.ts";
import type { InTransaction, PrismaLike } from "./client.ts";
import { evidenceRepository } from "./evidence.ts";
import type { CheckRun as RunRow } from "./generated/client.ts";
import type { CheckRepository, CheckRun } from "./port.ts";

export function checkRepository(prisma: PrismaLike, inTransaction: InTransaction): CheckRepository {
	const evidence = evidenceRepository(prisma, inTransaction);
	return {
		async latest(connectorId) {
			const rows = await prisma.$queryRaw<ResultRow[]>`
				SELECT check_id AS "checkId", outcome, code, observed, details, request_id AS "requestId", region,
					duration_ms AS "durationMs", checked_at AS "checkedAt"
				FROM latest_result WHERE connector_id = ${connectorId} AND connector_version >=
					(SELECT evidence_version FROM connector WHERE id = ${connectorId})
				ORDER BY check_id`;
			return rows.map(toResult);
		},

		async history(connectorId, checkId, limit, before) {
			const where = { connectorId, checkId, ...(before && { checkedAt: { lt: before } }) };
			const rows = await prisma.checkResult.findMany({ where, orderBy: { checkedAt: "desc" }, take: limit });
			return rows.map(toResult);
		},

		async passedTimes(connectorId, checkId) {
			const [row] = await prisma.$queryRaw<{ first: Date | null; last: Date | null }[]>`
				SELECT first_passed_at AS first, last_passed_at AS last FROM latest_result
				WHERE connector_id = ${connectorId} AND check_id = ${checkId} AND connector_version >=
					(SELECT evidence_version FROM connector WHERE id = ${connectorId})`;
			return row ?? { first: null, last: null };
		},

		async record(connectorId, runId, results) {
			const { connectorVersion } = await prisma.checkRun.findUniqueOrThrow({ where: { id: runId } });
			await evidence.write([{ connectorId, connectorVersion, runId, lease: null, results, evaluate: null }]);
		},

		async requestRun(run) {
			return toRun(await prisma.checkRun.create({ data: run }));
		},

		async latestRun(connectorId, kind) {
			const row = await prisma.checkRun.findFirst({
				where: { connectorId, kind },
				orderBy: { requestedAt: "desc" },
			});
			return row && toRun(row);
		},

		async openRuns(connectorId) {
			const where = { connectorId, state: { in: ["queued", "running"] } };
			return (await prisma.checkRun.findMany({ where, orderBy: { requestedAt: "asc" } })).map(toRun);
		},

		async findRun(id) {
			const row = await prisma.checkRun.findUnique({ where: { id } });
			return row && toRun(row);
		},

		async startRun(id, at, connectorVersion) {
			const data = { state: "running", startedAt: at, connectorVersion };
			await prisma.checkRun.update({ where: { id }, data });
		},

		async finishRun(id, state, at) {
			await prisma.checkRun.update({ where: { id }, data: { state, finishedAt: at } });
		},
	};
}

function toRun(row: RunRow): CheckRun {
	const { id, connectorId, requestedAt, startedAt, finishedAt } = row;
	const kind = row.kind === "role" ? "role" : "full";
	const state = row.state as CheckRun["state"];
	return { id, connectorId, kind, state, requestedAt, startedAt, finishedAt };
}
