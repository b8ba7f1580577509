// How far each account of a rollout has come, as SQL. The stages are nested by construction; what stands in an
// account's way comes as the facts it follows from, for accountProblem() to name, so that there is one rule.
import { TRUST_CHECKS } from "#lib/domain/check.ts";
import { HEALTH_LIMITS_MINUTES } from "#lib/domain/health.ts";
import type { SelectedFacts } from "./rollout-account-row.ts";
import type { RolloutAccountFilter } from "./rollouts-port.ts";

const TRUST = TRUST_CHECKS.map((check) => `'${check}'`).join(", ");
/** From when on a trust check's result still counts. */
const YOUNG_ENOUGH = `CASE l.check_id ${TRUST_CHECKS.map(
	(check) => `WHEN '${check}' THEN $2::timestamptz - interval '${HEALTH_LIMITS_MINUTES[check]} minutes'`,
).join(" ")} END`;
const IS_STALE = "c.proven_until < $2::timestamptz";
/** Of a connector that is healthy the state says that all four have passed and are young enough: nothing is read. */
const IS_PROVEN_BY_STATE = `(c.status = 'registered' AND c.proof = 'direct' AND c.state = 'healthy'
	AND c.proven_until >= $2::timestamptz)`;

const PROOF = `
	LEFT JOIN LATERAL (
		SELECT count(*) FILTER (WHERE (l.outcome = 'passed' AND l.checked_at >= ${YOUNG_ENOUGH})
			OR (l.outcome = 'skipped' AND l.check_id = 'trust-policy' AND o.is_vendor)) AS passed
		FROM latest_result l
		WHERE l.connector_id = c.id AND l.connector_version >= c.evidence_version AND l.check_id IN (${TRUST})
			AND c.role_found_at IS NOT NULL AND c.status <> 'offboarded' AND NOT ${IS_PROVEN_BY_STATE}
	) t ON TRUE`;

// Of a draft no state tells it: a draft is pending until it is registered.
const PERMISSION = `
	LEFT JOIN LATERAL (
		SELECT l.code FROM latest_result l
		WHERE l.connector_id = c.id AND l.connector_version >= c.evidence_version
			AND l.check_id LIKE 'permissions:%' AND l.outcome = 'failed'
			AND c.status = 'draft' AND c.state = 'pending' AND c.role_found_at IS NOT NULL
		ORDER BY l.check_id LIMIT 1
	) p ON TRUE`;

/** What accountProblem() decides from, column by column: accounts of one cause share all of them. */
export const FACTS = [
	"f_state",
	"f_covered",
	"f_instance",
	"f_detail",
	"f_reason",
	"f_enrol",
	"f_status",
	"f_health",
	"f_check",
	"f_code",
	"f_permission",
] as const;
const FACT_TYPES = FACTS.map((fact) => `${fact} ${fact === "f_covered" ? "boolean" : "text"}`).join(", ");

const REASON = `regexp_replace(left(a.instance_reason, 500),
	'[0-9]{12}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '…', 'g')`;

/**
 * One row an account: its columns, `stage` (from 0; null: it is not expected), and its facts. `$1` is the rollout's id,
 * `$2` the time; `which` narrows the accounts, and may order and cut them, before anything is joined to them.
 */
export const standing = (which: string): string => `
	SELECT a.*, c.id AS c_id, c.version AS c_version, c.name AS c_name, c.identifier AS c_identifier,
		CASE WHEN ${IS_STALE} THEN c.proven_until ELSE c.state_since END AS c_since,
		c.state_observed AS c_observed, c.role_found_at AS c_role_found_at, c.rollout_id AS c_rollout_id,
		coalesce(${IS_PROVEN_BY_STATE} OR t.passed = ${TRUST_CHECKS.length}, FALSE) AS is_verified,
		CASE
			WHEN NOT (e.is_covered AND a.left_at IS NULL AND a.state IN ('ACTIVE', 'UNKNOWN', 'PENDING_ACTIVATION'))
				THEN NULL
			WHEN a.instance_status IS DISTINCT FROM 'CURRENT' AND c.role_found_at IS NULL THEN 0
			WHEN c.role_found_at IS NULL OR c.status = 'offboarded' THEN 1
			WHEN NOT coalesce(${IS_PROVEN_BY_STATE}, FALSE) AND t.passed < ${TRUST_CHECKS.length} THEN 2
			WHEN c.status <> 'registered' THEN 3
			WHEN c.state <> 'healthy' OR ${IS_STALE} THEN 4
			ELSE 5 END AS stage,
		a.state AS f_state, e.is_covered OR c.id IS NOT NULL AS f_covered, a.instance_status AS f_instance,
		a.instance_detail AS f_detail, ${REASON} AS f_reason, a.enrol_code AS f_enrol, c.status AS f_status,
		CASE WHEN ${IS_STALE} THEN 'unknown' ELSE c.state END AS f_health,
		CASE WHEN ${IS_STALE} THEN NULL ELSE c.state_check_id END AS f_check,
		CASE WHEN ${IS_STALE} THEN 'EVIDENCE_EXPIRED' ELSE c.state_code END AS f_code,
		p.code AS f_permission
	FROM (SELECT * FROM rollout_account a WHERE a.rollout_id = $1 AND ${which}) a
	CROSS JOIN (
		SELECT r.kind = 'list' AS is_list, coalesce((r.launch ->> 'wavesBegun')::int, 0) AS waves_begun,
			coalesce(jsonb_typeof(r.features -> 'payer') = 'object', FALSE) AS has_payer,
			r.status <> 'draft' AS is_launched,
			EXISTS (SELECT 1 FROM settings WHERE verifier_mode = 'vendor') AS is_vendor
		FROM rollout r WHERE r.id = $1 OFFSET 0
	) o
	CROSS JOIN LATERAL (
		SELECT o.is_launched AND CASE WHEN o.is_list THEN TRUE WHEN a.is_management THEN o.has_payer
			ELSE coalesce(a.wave < o.waves_begun, FALSE) END AS is_covered
	) e
	LEFT JOIN connector c ON c.id = a.connector_id
	${PROOF}
	${PERMISSION}`;

type StandingStatement = { readonly text: string; readonly values: readonly unknown[] };

type Narrowing = {
	readonly id: string;
	readonly now: Date;
	readonly filter: RolloutAccountFilter;
	/** The stage's number; undefined: any. */
	readonly stage: number | undefined;
	/** Facts of the problem that is asked for; undefined: any. */
	readonly facts: readonly SelectedFacts[] | undefined;
};

export function standingPage(
	which: Narrowing & { readonly after: string; readonly limit: number },
): StandingStatement {
	const { values, inside, outside, param } = narrowed(which);
	const wanted = [...inside, `a.account_id > ${param(which.after, "text")}`].join(" AND ");
	const cut = `ORDER BY a.account_id LIMIT ${param(which.limit, "int")}`;
	// What asks for nothing that must be worked out first is worked out for one page alone.
	const text =
		outside.length === 0
			? `SELECT * FROM (${standing(`${wanted} ${cut}`)}) AS a ORDER BY a.account_id`
			: `SELECT * FROM (${standing(wanted)}) AS a WHERE ${outside.join(" AND ")} ${cut}`;
	return { text, values };
}

export function standingCount(which: Narrowing): StandingStatement {
	const { values, inside, outside } = narrowed(which);
	const wanted = inside.length === 0 ? "TRUE" : inside.join(" AND ");
	const where = outside.length === 0 ? "TRUE" : outside.join(" AND ");
	return { text: `SELECT count(*)::int AS count FROM (${standing(wanted)}) AS a WHERE ${where}`, values };
}

function narrowed({ id, now, filter, stage, facts }: Narrowing) {
	const values: unknown[] = [id, now];
	const param = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
	const { unitId, text, hasLeft } = filter;
	const inside = [
		...(unitId === undefined ? [] : [`a.unit_id = ${param(unitId, "text")}`]),
		...(hasLeft === undefined ? [] : [`a.left_at IS ${hasLeft ? "NOT NULL" : "NULL"}`]),
		...(text === undefined || text === "" ? [] : [textPart(text, param)]),
	];
	const outside = [
		...(stage === undefined ? [] : [`stage = ${param(stage, "int")}`]),
		...(facts === undefined
			? []
			: [`left_at IS NULL AND ${factsPart(param(JSON.stringify(facts), "json"))}`]),
	];
	return { values, inside, outside, param };
}

function factsPart(wanted: string): string {
	const same = FACTS.map((fact) => `w.${fact} IS NOT DISTINCT FROM a.${fact}`).join(" AND ");
	return `EXISTS (SELECT 1 FROM json_to_recordset(${wanted}) AS w(${FACT_TYPES}) WHERE ${same})`;
}

function textPart(text: string, param: (value: unknown, type: string) => string): string {
	const literal = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
	const digits = text.replace(/[\s-]/gu, "");
	const byId = /^[0-9]+$/.test(digits) ? [`a.account_id LIKE ${param(`%${digits}%`, "text")}`] : [];
	return `(${[`lower(a.name) LIKE lower(${param(literal, "text")})`, ...byId].join(" OR ")})`;
}
