// A past for the timeline and the charts. It is made up, and says nothing about today: today is for the checks.
import type { Client } from "pg";
import { DURATION_BUCKETS_MS } from "#lib/domain/fleet.ts";

/** Days before today for these connectors, and the fleet's minutes and states. */
export async function insertHistory(client: Client, ids: readonly string[], days: number): Promise<void> {
	await client.query(DAYS, [ids, days]);
	await client.query(CHANGES, [ids, days]);
	await client.query(MINUTES, [ids.length, DURATION_BUCKETS_MS.length + 1]);
	await client.query(STATES, [ids.length, days]);
	for (const table of ["connector_day", "health_change", "fleet_minute", "fleet_state"]) {
		await client.query(`ANALYZE ${table}`);
	}
}

/** One in sixty has had a bad week, one in forty a bad day; on a day in two hundred nobody looked. */
const DAYS = `
	INSERT INTO connector_day (connector_id, day, worst_state, sweeps, misses)
	SELECT c.id, (now() AT TIME ZONE 'UTC')::date - d,
		CASE
			WHEN n % 60 = 7 AND d BETWEEN 5 AND 11 THEN 'failing'
			WHEN n % 40 = 3 AND d = 3 + n % 20 THEN 'degraded'
			ELSE 'healthy'
		END,
		48, CASE WHEN n % 60 = 7 AND d BETWEEN 5 AND 11 THEN 21 ELSE 0 END
	FROM unnest($1::text[]) WITH ORDINALITY AS c (id, n), generate_series(1, $2::int) AS d
	WHERE (n + d) % 200 <> 0
	ON CONFLICT DO NOTHING`;

const CHANGES = `
	INSERT INTO health_change (connector_id, from_state, to_state, check_id, code, at, handled_at)
	SELECT c.id, e.was, e.became, e.checked, e.code, now() - e.days * interval '1 day', now()
	FROM unnest($1::text[]) WITH ORDINALITY AS c (id, n), (VALUES
		('healthy', 'failing', 'role-assumable', 'ROLE_STOPPED_WORKING', 11),
		('failing', 'healthy', NULL, NULL, 5)
	) AS e (was, became, checked, code, days)
	WHERE n % 60 = 7 AND e.days <= $2::int AND NOT EXISTS (
		SELECT FROM health_change h WHERE h.connector_id = c.id AND h.at < now() - interval '4 days')`;

const MINUTES = `
	INSERT INTO fleet_minute (minute, checks, failed, unknown, sweeps, durations)
	SELECT date_trunc('minute', now()) - m * interval '1 minute', 3 * s.sweeps, s.sweeps / 100, 0, s.sweeps,
		ARRAY(SELECT CASE WHEN b BETWEEN 4 AND 7 THEN s.sweeps / 4 ELSE s.sweeps / 100 END FROM generate_series(1, $2::int) AS b)
	FROM generate_series(1, 1440) AS m,
		LATERAL (SELECT (greatest(1, $1::int / 30.0) * (0.95 + 0.1 * random()))::int AS sweeps) s
	ON CONFLICT DO NOTHING`;

const STATES = `
	INSERT INTO fleet_state (at, state, count)
	SELECT date_trunc('hour', now()) - f * interval '5 minutes', s.state, ($1::int * s.share)::int
	FROM generate_series(1, $2::int * 288) AS f, (VALUES
		('healthy', 0.91), ('degraded', 0.01), ('failing', 0.006), ('quarantined', 0.001), ('reported', 0.05), ('paused', 0.01)
	) AS s (state, share)
	ON CONFLICT DO NOTHING`;
