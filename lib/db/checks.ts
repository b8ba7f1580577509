import type { CheckId, CheckResult } from "#lib/domain/check.ts";
import type { PrismaLike } from "./client.ts";
import type { CheckResult as ResultRow, CheckRun as RunRow } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { CheckRepository, CheckRun } from "./port.ts";

export function checkRepository(prisma: PrismaLike): CheckRepository {
	return {
		async latest(connectorId) {
			const rows = await prisma.$queryRaw<ResultRow[]>`
				SELECT DISTINCT ON (check_id)
					id, connector_id AS "connectorId", run_id AS "runId", check_id AS "checkId", outcome, code, observed,
					details, request_id AS "requestId", region, duration_ms AS "durationMs", checked_at AS "checkedAt"
				FROM check_result WHERE connector_id = ${connectorId} AND connector_version >=
					(SELECT evidence_version FROM connector WHERE id = ${connectorId})
				ORDER BY check_id, checked_at DESC, id DESC`;
			return rows.map(toResult);
		},

		async history(connectorId, checkId, limit) {
			const where = { connectorId, checkId };
			const rows = await prisma.checkResult.findMany({ where, orderBy: { checkedAt: "desc" }, take: limit });
			return rows.map(toResult);
		},

		async passedTimes(connectorId, checkId) {
			const { evidenceVersion } = await prisma.connector.findUniqueOrThrow({
				where: { id: connectorId },
				select: { evidenceVersion: true },
			});
			const { _min, _max } = await prisma.checkResult.aggregate({
				where: { connectorId, checkId, outcome: "passed", connectorVersion: { gte: evidenceVersion } },
				_min: { checkedAt: true },
				_max: { checkedAt: true },
			});
			return { first: _min.checkedAt, last: _max.checkedAt };
		},

		async record(connectorId, runId, results) {
			const run = await prisma.checkRun.findUniqueOrThrow({ where: { id: runId } });
			const of = { connectorId, runId, connectorVersion: run.connectorVersion };
			await prisma.checkResult.createMany({
				data: results.map((result) => ({ ...result, details: toJson(result.details), ...of })),
			});
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

		async startRun(id, at, connectorVersion) {
			const data = { state: "running", startedAt: at, connectorVersion };
			await prisma.checkRun.update({ where: { id }, data });
		},

		async finishRun(id, state, at) {
			await prisma.checkRun.update({ where: { id }, data: { state, finishedAt: at } });
		},
	};
}

/** Rows are written by record() alone, from checked results: their texts are ids and outcomes. */
function toResult(row: ResultRow): CheckResult {
	return {
		checkId: row.checkId as CheckId,
		outcome: row.outcome as CheckResult["outcome"],
		code: row.code as CheckResult["code"],
		observed: row.observed,
		details: row.details as CheckResult["details"],
		requestId: row.requestId,
		region: row.region,
		durationMs: row.durationMs,
		checkedAt: row.checkedAt,
	};
}

function toRun(row: RunRow): CheckRun {
	const { id, connectorId, requestedAt, startedAt, finishedAt } = row;
	const kind = row.kind === "role" ? "role" : "full";
	const state = row.state as CheckRun["state"];
	return { id, connectorId, kind, state, requestedAt, startedAt, finishedAt };
}
