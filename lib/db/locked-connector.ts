import type { CheckId } from "#lib/domain/check.ts";
import type { ConnectorStatus, Proof } from "#lib/domain/connector.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { type ResultRow, toResult } from "./check-row.ts";
import type { PrismaLike } from "./client.ts";
import { healthStateFrom } from "./connector-row.ts";
import type { KnownResult } from "./evidence-rows.ts";

/** A connector's row, its schedule and its newest results, which nobody else changes until the transaction ends. */
export type LockedConnector = {
	readonly id: string;
	readonly evidenceVersion: number;
	readonly status: ConnectorStatus;
	readonly proof: Proof;
	readonly isPaused: boolean;
	readonly requiresBilling: boolean;
	readonly results: Map<CheckId, KnownResult>;
	/** What was decided last; null: never. */
	health: { readonly state: HealthState; readonly since: Date } | null;
	isEvaluated: boolean;
	readonly schedule: { lease: string | null; misses: number; dueAt: Date } | null;
};

type ConnectorRow = {
	id: string;
	evidenceVersion: number;
	status: string;
	proof: string;
	isPaused: boolean;
	requiresBilling: boolean;
	state: string;
	stateSince: Date | null;
	isEvaluated: boolean;
	clock: Date;
};
type ScheduleRow = { connectorId: string; lease: string | null; misses: number; dueAt: Date };
type LatestRow = {
	connectorId: string;
	checkId: string;
	outcome: string;
	code: string | null;
	observed: string;
	details: ResultRow["details"];
	checkedAt: Date;
	firstPassedAt: Date | null;
	lastPassedAt: Date | null;
};

/** Connectors first, then schedules, each in the order of the ids: whoever locks both does it so. */
export async function lockConnectors(
	tx: PrismaLike,
	ids: readonly string[],
): Promise<{ readonly connectors: ReadonlyMap<string, LockedConnector>; readonly clock: Date }> {
	const rows = await tx.$queryRaw<ConnectorRow[]>`
		SELECT id, evidence_version AS "evidenceVersion", status, proof, paused_at IS NOT NULL AS "isPaused",
			coalesce(cost_report_kind = 'own' AND features -> 'features' ? 'BILLING', false) AS "requiresBilling",
			state, state_since AS "stateSince", evaluated_at IS NOT NULL AS "isEvaluated", clock_timestamp() AS clock
		FROM connector WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR NO KEY UPDATE`;
	const schedules = await tx.$queryRaw<ScheduleRow[]>`
		SELECT connector_id AS "connectorId", lease, misses, due_at AS "dueAt" FROM connector_schedule
		WHERE connector_id = ANY(${[...ids]}::text[]) ORDER BY connector_id FOR UPDATE`;
	const latest = await tx.$queryRaw<LatestRow[]>`
		SELECT l.connector_id AS "connectorId", l.check_id AS "checkId", l.outcome, l.code, l.observed,
			CASE WHEN l.check_id = 'harness-connector' THEN l.details ELSE '{}' END AS details,
			l.checked_at AS "checkedAt", l.first_passed_at AS "firstPassedAt", l.last_passed_at AS "lastPassedAt"
		FROM latest_result l JOIN connector c ON c.id = l.connector_id
		WHERE l.connector_id = ANY(${[...ids]}::text[]) AND l.connector_version >= c.evidence_version`;
	const scheduleOf = new Map(schedules.map(({ connectorId, ...row }) => [connectorId, row]));
	const latestOf = Map.groupBy(latest, ({ connectorId }) => connectorId);
	const connectors = new Map(
		rows.map((row): [string, LockedConnector] => [
			row.id,
			toLocked(row, scheduleOf.get(row.id) ?? null, latestOf.get(row.id) ?? []),
		]),
	);
	return { connectors, clock: rows[0]?.clock ?? new Date(0) };
}

function toLocked(
	row: ConnectorRow,
	schedule: LockedConnector["schedule"],
	latest: readonly LatestRow[],
): LockedConnector {
	return {
		id: row.id,
		evidenceVersion: row.evidenceVersion,
		status: row.status === "registered" || row.status === "offboarded" ? row.status : "draft",
		proof: row.proof === "harness" ? "harness" : "direct",
		isPaused: row.isPaused,
		requiresBilling: row.requiresBilling,
		results: new Map(latest.map(toKnown)),
		health: row.stateSince && { state: healthStateFrom(row.state), since: row.stateSince },
		isEvaluated: row.isEvaluated,
		schedule,
	};
}

function toKnown({ firstPassedAt, lastPassedAt, ...row }: LatestRow): [CheckId, KnownResult] {
	const result = toResult({ ...row, requestId: null, region: null, durationMs: 0 });
	return [result.checkId, { ...result, firstPassedAt, lastPassedAt }];
}
