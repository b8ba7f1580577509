// A fleet made inside the database, for plans and measurements: realistic shares of states, tags and features.
import type { Sql } from "#lib/db/port.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { DURATION_BUCKETS_MS } from "#lib/domain/fleet.ts";

export type ManyConnectors = {
	readonly count: number;
	readonly now: Date;
	/** Counts up from here, for a second batch beside a first. */
	readonly from?: number;
	/** Days of the timeline that every connector has. */
	readonly days?: number;
	/** Raw check results that every connector has. */
	readonly results?: number;
	/** Only those results: the connectors are there already. */
	readonly resultsOnly?: boolean;
	/** Minutes and states of the fleet charts. */
	readonly withFleet?: boolean;
};

/**
 * Of 1,000 connectors: 20 with a cost report, 10 degraded, 10 failing (3 of them with expired evidence, as 5 of the
 * others), 1 quarantined, 10 paused, 9 drafts, the rest healthy or reported; 50 with proof `harness`, 10 in GovCloud.
 */
export async function insertManyConnectors(sql: Sql, options: ManyConnectors): Promise<void> {
	const { count, now, from = 0, days = 0, results = 0, withFleet = false } = options;
	const range = [from + 1, from + count, now];
	if (options.resultsOnly !== true) {
		await sql(HARNESS_ACCOUNT, []);
		await sql(CONNECTORS, [...range, JSON.stringify(DEFAULT_ROLE_OPTIONS)]);
		await sql(CHANGES, range);
	}
	if (days > 0) await sql(DAYS, [...range, days]);
	if (results > 0) await sql(RESULTS, [...range, results]);
	if (withFleet) {
		await sql(FLEET_MINUTES, [now, DURATION_BUCKETS_MS.length + 1]);
		await sql(FLEET_STATES, [now]);
	}
	for (const table of TABLES) await sql(`ANALYZE ${table}`, []);
}

/** The id of the connector with that number. */
const MANY_ID_SQL = "substr(md5('connector' || n), 1, 20)";

const TABLES = [
	"connector",
	"health_change",
	"connector_day",
	"check_result",
	"latest_result",
	"fleet_minute",
	"fleet_state",
];

const HARNESS_ACCOUNT = `
	INSERT INTO harness_account (ref, account_id, base_url)
	VALUES ('many', 'account-many', 'https://app.harness.io') ON CONFLICT DO NOTHING`;

const STATE_SQL = `
	CASE
		WHEN n % 1000 = 1 THEN 'quarantined'
		WHEN n % 1000 BETWEEN 10 AND 19 THEN 'failing'
		WHEN n % 1000 BETWEEN 20 AND 29 THEN 'degraded'
		WHEN n % 1000 BETWEEN 30 AND 38 THEN 'pending'
		WHEN n % 1000 BETWEEN 40 AND 49 THEN 'paused'
		WHEN n % 20 = 0 THEN 'reported'
		ELSE 'healthy'
	END`;

const CONNECTORS = `
	INSERT INTO connector (
		id, status, proof, harness_account_ref, name, identifier, aws_account_id, tags, is_gov_cloud,
		cost_report_kind, report_name, bucket_name, report_type, features, role, role_arn, verifier_external_id,
		registered_at, template_version, state, state_since, proven_until, last_proof_at, state_check_id, state_code,
		state_observed, evaluated_at, created_at, updated_at
	)
	SELECT
		${MANY_ID_SQL},
		CASE WHEN n % 1000 BETWEEN 30 AND 38 THEN 'draft' ELSE 'registered' END,
		CASE WHEN n % 20 = 0 THEN 'harness' ELSE 'direct' END,
		'many',
		(ARRAY['payments', 'checkout', 'search', 'media', 'data', 'ml', 'billing', 'edge', 'legacy', 'sandbox'])[1 + n % 10]
			|| '-' || (ARRAY['prod', 'stage', 'dev', 'test'])[1 + n % 4] || '-' || lpad(n::text, 6, '0'),
		'account_' || n,
		lpad((100000000000 + n::bigint * 7919 % 899999999999)::text, 12, '0'),
		jsonb_build_object('owner', 'team-' || n % 200, 'env', (ARRAY['prod', 'stage', 'dev', 'test'])[1 + n % 4])
			|| CASE WHEN n % 500 = 7 THEN '{"pci": "yes"}'::jsonb ELSE '{}' END,
		n % 100 = 99,
		CASE WHEN n % 50 = 3 THEN 'own' WHEN n % 100 = 99 THEN 'none' END,
		CASE WHEN n % 50 = 3 THEN 'report-' || n END,
		CASE WHEN n % 50 = 3 THEN 'bucket-' || n END,
		CASE WHEN n % 50 = 3 THEN 'CUR2.0' END,
		jsonb_build_object('features',
			CASE WHEN n % 50 = 3 THEN '["BILLING"]'::jsonb ELSE '["VISIBILITY"]'::jsonb END
				|| CASE WHEN n % 3 = 0 THEN '["OPTIMIZATION"]'::jsonb ELSE '[]' END
				|| CASE WHEN n % 200 = 5 THEN '["GOVERNANCE"]'::jsonb ELSE '[]' END,
			'autoStopping', '[]'::jsonb, 'governancePolicyArns', '[]'::jsonb, 'commitmentWrite', false),
		$4::jsonb,
		'arn:aws:iam::' || lpad((100000000000 + n::bigint * 7919 % 899999999999)::text, 12, '0') || ':role/HarnessCERole',
		'rb-' || md5('external' || n),
		$3::timestamptz - interval '90 days',
		3 + n % 2,
		${STATE_SQL},
		$3::timestamptz - (n % 5000) * interval '10 minutes',
		CASE
			WHEN n % 1000 BETWEEN 10 AND 12 OR n % 1000 BETWEEN 60 AND 64 THEN $3::timestamptz - interval '40 minutes'
			WHEN n % 1000 = 1 OR n % 1000 BETWEEN 30 AND 38 OR n % 1000 BETWEEN 40 AND 49 THEN NULL
			ELSE $3::timestamptz + interval '2 hours' + (n % 60) * interval '1 minute'
		END,
		CASE WHEN n % 1000 BETWEEN 30 AND 38 THEN NULL ELSE $3::timestamptz - (n % 1800) * interval '1 second' END,
		CASE WHEN n % 1000 BETWEEN 10 AND 19 THEN 'role-assumable' WHEN n % 1000 BETWEEN 20 AND 29 THEN 'template-current' END,
		CASE
			WHEN n % 1000 BETWEEN 10 AND 14 THEN 'ORGANIZATION_DENY'
			WHEN n % 1000 BETWEEN 15 AND 19 THEN 'ROLE_STOPPED_WORKING'
			WHEN n % 1000 BETWEEN 20 AND 29 THEN 'TEMPLATE_OUTDATED'
		END,
		CASE WHEN n % 1000 BETWEEN 10 AND 29 THEN 'Seen by the check of connector ' || n || '.' END,
		$3::timestamptz - (n % 1800) * interval '1 second',
		$3::timestamptz - interval '90 days' + n * interval '1 second',
		$3::timestamptz - interval '1 day'
	FROM generate_series($1::int, $2::int) AS n`;

/** Whatever is not in order broke within the last day; one in 200 broke and recovered; half had a change long ago. */
const CHANGES = `
	INSERT INTO health_change (connector_id, from_state, to_state, check_id, code, at, handled_at)
	SELECT c.id, 'healthy', c.state, c.state_check_id, c.state_code, $3::timestamptz - (n % 1000) * interval '1 minute', $3
	FROM generate_series($1::int, $2::int) AS n JOIN connector c ON c.id = ${MANY_ID_SQL}
	WHERE c.state IN ('failing', 'degraded', 'quarantined')
	UNION ALL
	SELECT ${MANY_ID_SQL}, 'failing', 'healthy', NULL, NULL, $3::timestamptz - (n % 1000) * interval '1 minute', $3
	FROM generate_series($1::int, $2::int) AS n WHERE n % 200 = 101
	UNION ALL
	SELECT ${MANY_ID_SQL}, 'pending', 'healthy', NULL, NULL, $3::timestamptz - (2 + n % 80) * interval '1 day', $3
	FROM generate_series($1::int, $2::int) AS n WHERE n % 2 = 0`;

const DAYS = `
	INSERT INTO connector_day (connector_id, day, worst_state, sweeps, misses)
	SELECT ${MANY_ID_SQL}, ($3::timestamptz AT TIME ZONE 'UTC')::date - d,
		CASE WHEN (n + d) % 97 = 0 THEN 'failing' WHEN (n + d) % 31 = 0 THEN 'degraded' ELSE 'healthy' END,
		48, CASE WHEN (n + d) % 97 = 0 THEN 5 ELSE 0 END
	FROM generate_series($1::int, $2::int) AS n, generate_series(0, $4::int - 1) AS d`;

const RESULTS = `
	INSERT INTO check_result (
		connector_id, run_id, connector_version, check_id, outcome, observed, details, request_id, region, duration_ms,
		checked_at
	)
	SELECT ${MANY_ID_SQL}, 'run-' || r, 1, (ARRAY['role-assumable', 'external-id-required', 'external-id-exact'])[1 + r % 3],
		'passed', 'The role answered.', '{"attempts": 1}', md5('request' || n || '-' || r), 'us-east-1', 80 + r % 50,
		$3::timestamptz - r * interval '10 minutes'
	FROM generate_series(1, $4::int) AS r, generate_series($1::int, $2::int) AS n`;

const FLEET_MINUTES = `
	INSERT INTO fleet_minute (minute, checks, failed, unknown, sweeps, durations)
	SELECT date_trunc('minute', $1::timestamptz) - m * interval '1 minute', 1000, 10, 5, 333,
		ARRAY(SELECT CASE WHEN bucket BETWEEN 6 AND 8 THEN 100 ELSE 1 END FROM generate_series(1, $2::int) AS bucket)
	FROM generate_series(0, 1439) AS m`;

const FLEET_STATES = `
	INSERT INTO fleet_state (at, state, count)
	SELECT date_trunc('hour', $1::timestamptz) - f * interval '5 minutes', state, 100
	FROM generate_series(0, 8639) AS f, unnest(ARRAY['healthy', 'failing', 'degraded', 'unknown']) AS state`;
