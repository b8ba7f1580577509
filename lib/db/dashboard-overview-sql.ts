// The dashboard's SQL about all connectors at once. How the texts are built, see dashboard-sql.ts.
import { LIVE, type Statement, TABLE } from "./dashboard-sql.ts";

/** No more changes than that are looked at, the newest first. */
const CHANGE_LIMIT = 20_000;
const GROUP_LIMIT = 20;
const EXAMPLES = 3;

/** Connectors by all that the totals ask for; answered by an index alone. */
export function totalsStatement(now: Date): Statement {
	const text = `SELECT ${TABLE} AS table_number,
			CASE WHEN proven_until < $1::timestamptz THEN 'unknown' ELSE state END AS health,
			status = 'draft' AS is_draft, proof = 'harness' AS is_harness,
			count(*)::int AS count, max(last_proof_at) AS newest_proof_at
		FROM connector WHERE ${LIVE} GROUP BY 1, 2, 3, 4`;
	return { text, values: [now] };
}

/** Who changed since, by how it stands now; evidence that ran out is a change too, though nobody wrote it down. */
export function changesStatement(since: Date, now: Date): Statement {
	const text = `WITH changed AS (
			SELECT connector_id, max(at) AS at FROM (
				(SELECT connector_id, at FROM health_change WHERE at >= $1::timestamptz ORDER BY at DESC LIMIT ${CHANGE_LIMIT})
				UNION ALL
				(SELECT id, proven_until FROM connector
					WHERE ${LIVE} AND state IN ('healthy', 'degraded', 'failing', 'pending', 'reported', 'quarantined', 'paused')
						AND proven_until >= $1::timestamptz AND proven_until < $2::timestamptz
					LIMIT ${CHANGE_LIMIT})
			) AS either GROUP BY connector_id
		), now_as AS (
			SELECT c.id, c.name, changed.at,
				CASE WHEN c.proven_until < $2::timestamptz THEN 'unknown' ELSE c.state END AS health,
				CASE WHEN c.proven_until < $2::timestamptz THEN 'EVIDENCE_EXPIRED' ELSE c.state_code END AS code
			FROM changed JOIN connector c ON c.id = changed.connector_id WHERE ${LIVE}
		)
		SELECT health, code, count(*)::int AS count, min(at) AS first_at, max(at) AS last_at,
			(array_agg(id ORDER BY at DESC, id))[1:${EXAMPLES}] AS ids,
			(array_agg(name ORDER BY at DESC, id))[1:${EXAMPLES}] AS names
		FROM now_as GROUP BY health, code ORDER BY count DESC, health, code LIMIT ${GROUP_LIMIT}`;
	return { text, values: [since, now] };
}
