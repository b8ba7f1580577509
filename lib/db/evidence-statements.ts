// Longer lines than elsewhere: one statement for each table that a batch of evidence touches. Rows come as one JSON
// text, so that a statement's shape, and with it its plan, is the same for one row and for a hundred.

import { STATES_BY_SEVERITY } from "#lib/domain/fleet.ts";
import type { PrismaLike } from "./client.ts";
import type { BatchRows } from "./evidence-rows.ts";
import { storableJson } from "./plain-json.ts";

const RESULT = `"checkId" text, outcome text, code text, observed text, details jsonb, "requestId" text, region text,
	"durationMs" int, "checkedAt" timestamptz`;

const HISTORY = `
	INSERT INTO check_result (connector_id, run_id, connector_version, check_id, outcome, code, observed, details,
		request_id, region, duration_ms, checked_at)
	SELECT "connectorId", "runId", "connectorVersion", "checkId", outcome, code, observed, details, "requestId",
		region, "durationMs", "checkedAt"
	FROM json_to_recordset($1::json) AS r("connectorId" text, "runId" text, "connectorVersion" int, ${RESULT})`;

const NEWEST = `
	INSERT INTO latest_result (connector_id, check_id, connector_version, outcome, code, observed, details, request_id,
		region, duration_ms, checked_at, first_passed_at, last_passed_at)
	SELECT "connectorId", "checkId", "connectorVersion", outcome, code, observed, details, "requestId", region,
		"durationMs", "checkedAt", "firstPassedAt", "lastPassedAt"
	FROM json_to_recordset($1::json) AS r("connectorId" text, "connectorVersion" int, ${RESULT},
		"firstPassedAt" timestamptz, "lastPassedAt" timestamptz)
	ON CONFLICT (connector_id, check_id) DO UPDATE SET
		connector_version = excluded.connector_version, outcome = excluded.outcome, code = excluded.code,
		observed = excluded.observed, details = excluded.details, request_id = excluded.request_id,
		region = excluded.region, duration_ms = excluded.duration_ms, checked_at = excluded.checked_at,
		first_passed_at = excluded.first_passed_at, last_passed_at = excluded.last_passed_at`;

// Not an edit: neither version nor updated_at moves under an open form.
const PROJECTION = `
	UPDATE connector c SET
		state = coalesce(r.state, c.state),
		state_since = CASE WHEN r.state IS NULL THEN c.state_since ELSE r.since END,
		proven_until = CASE WHEN r.state IS NULL THEN c.proven_until ELSE r."validUntil" END,
		last_proof_at = CASE WHEN r.state IS NULL THEN c.last_proof_at ELSE r."lastProofAt" END,
		state_check_id = CASE WHEN r.state IS NULL THEN c.state_check_id ELSE r."checkId" END,
		state_code = CASE WHEN r.state IS NULL THEN c.state_code ELSE r.code END,
		state_observed = CASE WHEN r.state IS NULL THEN c.state_observed ELSE r.observed END,
		evaluated_at = coalesce(r."evaluatedAt", c.evaluated_at),
		role_found_at = coalesce(c.role_found_at, r."roleFoundAt"),
		trust_policy_hash = coalesce(r."trustPolicyHash", c.trust_policy_hash),
		template_version = CASE WHEN r."hasTemplateVersion" THEN r."templateVersion" ELSE c.template_version END
	FROM json_to_recordset($1::json) AS r("connectorId" text, state text, since timestamptz, "validUntil" timestamptz,
		"lastProofAt" timestamptz, "checkId" text, code text, observed text, "evaluatedAt" timestamptz,
		"roleFoundAt" timestamptz, "trustPolicyHash" text, "hasTemplateVersion" boolean, "templateVersion" int)
	WHERE c.id = r."connectorId"`;

const CHANGES = `
	INSERT INTO health_change (connector_id, from_state, to_state, check_id, code, at)
	SELECT "connectorId", "from", "to", "checkId", code, at
	FROM json_to_recordset($1::json)
		AS r("connectorId" text, "from" text, "to" text, "checkId" text, code text, at timestamptz)`;

const DAYS = `
	INSERT INTO connector_day AS d (connector_id, day, worst_state, sweeps, misses)
	SELECT "connectorId", day, "worstState", sweeps, misses
	FROM json_to_recordset($1::json) AS r("connectorId" text, day date, "worstState" text, sweeps int, misses int)
	ON CONFLICT (connector_id, day) DO UPDATE SET
		sweeps = d.sweeps + excluded.sweeps,
		misses = d.misses + excluded.misses,
		worst_state = CASE
			WHEN array_position($2::text[], excluded.worst_state) > array_position($2::text[], d.worst_state)
			THEN excluded.worst_state ELSE d.worst_state END`;

const SCHEDULE = `
	UPDATE connector_schedule s SET
		due_at = coalesce(r."dueAt", s.due_at),
		misses = r.misses,
		full_at = coalesce(r."fullAt", s.full_at),
		harness_test_at = coalesce(r."harnessTestAt", s.harness_test_at),
		lease = CASE WHEN r."isReleased" THEN NULL ELSE s.lease END,
		leased_until = CASE WHEN r."isReleased" THEN NULL ELSE s.leased_until END
	FROM json_to_recordset($1::json) AS r("connectorId" text, "dueAt" timestamptz, misses int, "fullAt" timestamptz,
		"harnessTestAt" timestamptz, "isReleased" boolean)
	WHERE s.connector_id = r."connectorId"`;

const MINUTES = `
	INSERT INTO fleet_minute AS f (minute, checks, failed, unknown, sweeps, durations)
	SELECT minute, checks, failed, unknown, sweeps, durations
	FROM json_to_recordset($1::json)
		AS r(minute timestamptz, checks int, failed int, unknown int, sweeps int, durations int[])
	ON CONFLICT (minute) DO UPDATE SET
		checks = f.checks + excluded.checks,
		failed = f.failed + excluded.failed,
		unknown = f.unknown + excluded.unknown,
		sweeps = f.sweeps + excluded.sweeps,
		durations = ARRAY(
			SELECT coalesce(a, 0) + coalesce(b, 0)
			FROM unnest(f.durations, excluded.durations) WITH ORDINALITY AS t(a, b, i) ORDER BY i)`;

/** Writes a batch's rows. The minute's row, which all writers share, comes last: it is locked the shortest. */
export async function writeRows(tx: PrismaLike, rows: BatchRows): Promise<void> {
	const run = async (statement: string, items: readonly object[], ...more: unknown[]) => {
		if (items.length > 0) await tx.$executeRawUnsafe(statement, storableJson(items), ...more);
	};
	await run(HISTORY, rows.history);
	await run(NEWEST, rows.newest());
	await run(PROJECTION, rows.projections().map(projectionRow));
	await run(CHANGES, rows.changes);
	await run(DAYS, rows.days(), [...STATES_BY_SEVERITY]);
	await run(SCHEDULE, rows.schedule());
	await run(MINUTES, rows.minutes());
}

function projectionRow(row: ReturnType<BatchRows["projections"]>[number]): object {
	const { connectorId, health, lastProofAt, reasonObserved, evaluatedAt, facts } = row;
	const [reason] = health?.reasons ?? [];
	return {
		connectorId,
		state: health?.state,
		since: health?.since,
		validUntil: health?.validUntil,
		lastProofAt,
		checkId: reason?.checkId,
		code: reason?.code,
		observed: reasonObserved,
		evaluatedAt,
		roleFoundAt: facts?.roleFoundAt,
		trustPolicyHash: facts?.trustPolicyHash,
		hasTemplateVersion: facts?.templateVersion !== undefined,
		templateVersion: facts?.templateVersion,
	};
}
