// The dashboard's SQL about all connectors at once. How the texts are built, see dashboard-sql.ts.
import { EVERYWHERE, isUnlimited, type Scope } from "#lib/domain/access.ts";
import { LIVE, type Statement, TABLE } from "./dashboard-sql.ts";
import { scopeParts } from "./scope-sql.ts";

/** No more changes than that are looked at, the newest first. */
const CHANGE_LIMIT = 20_000;
const GROUP_LIMIT = 20;
const EXAMPLES = 3;

/** Connectors by all that the totals ask for; answered by an index alone. */
export function totalsStatement(now: Date, scope: Scope = EVERYWHERE): Statement {
	const values: unknown[] = [now];
	const text = `SELECT ${TABLE} AS table_number,
			CASE WHEN proven_until < $1::timestamptz THEN 'unknown' ELSE state END AS health,
			status = 'draft' AS is_draft, proof = 'harness' AS is_harness,
			count(*)::int AS count, max(last_proof_at) AS newest_proof_at
		FROM connector WHERE ${liveWithin(scope, values)} GROUP BY 1, 2, 3, 4`;
	return { text, values };
}

/** Who changed since, by how it stands now; evidence that ran out is a change too, though nobody wrote it down. */
export function changesStatement(since: Date, now: Date, scope: Scope = EVERYWHERE): Statement {
	const values: unknown[] = [since, now];
	const live = liveWithin(scope, values);
	const text = `WITH changed AS (
			SELECT connector_id, max(at) AS at FROM (
				(SELECT connector_id, at FROM health_change WHERE at >= $1::timestamptz${theirs(scope, live)}
					ORDER BY at DESC LIMIT ${CHANGE_LIMIT})
				UNION ALL
				(SELECT id, proven_until FROM connector
					WHERE ${live} AND state IN ('healthy', 'degraded', 'failing', 'pending', 'reported', 'quarantined', 'paused')
						AND proven_until >= $1::timestamptz AND proven_until < $2::timestamptz
					LIMIT ${CHANGE_LIMIT})
			) AS either GROUP BY connector_id
		), now_as AS (
			SELECT c.id, c.name, changed.at,
				CASE WHEN c.proven_until < $2::timestamptz THEN 'unknown' ELSE c.state END AS health,
				CASE WHEN c.proven_until < $2::timestamptz THEN 'EVIDENCE_EXPIRED' ELSE c.state_code END AS code
			FROM changed JOIN connector c ON c.id = changed.connector_id WHERE ${live}
		)
		SELECT health, code, count(*)::int AS count, min(at) AS first_at, max(at) AS last_at,
			(array_agg(id ORDER BY at DESC, id))[1:${EXAMPLES}] AS ids,
			(array_agg(name ORDER BY at DESC, id))[1:${EXAMPLES}] AS names
		FROM now_as GROUP BY health, code ORDER BY count DESC, health, code LIMIT ${GROUP_LIMIT}`;
	return { text, values };
}

/** So that the changes of others do not use up the limit of somebody who sees few. */
function theirs(scope: Scope, live: string): string {
	return isUnlimited(scope) ? "" : ` AND connector_id IN (SELECT id FROM connector WHERE ${live})`;
}

/** Adds what it compares with to the values. */
function liveWithin(scope: Scope, values: unknown[]): string {
	const param = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
	return [LIVE, ...scopeParts(scope, param)].join(" AND ");
}
