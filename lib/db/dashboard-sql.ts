// The dashboard's SQL, built from typed parts: whatever a person typed is a parameter. The migration
// dashboard_search indexes these very expressions; dashboard.integration.test.ts looks at the plans.
import { EVERYWHERE, type Scope } from "#lib/domain/access.ts";
import {
	DASHBOARD_TABLES,
	type DashboardCursor,
	type DashboardFilter,
	type DashboardQuery,
	type DashboardSort,
	type DashboardTable,
	HEALTH_ORDER,
} from "#lib/domain/dashboard-query.ts";
import { type ConnectorType, destinationOfType } from "#lib/domain/destination.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { scopeParts } from "./scope-sql.ts";

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

type SqlType = "text" | "text[]" | "timestamptz" | "jsonb" | "int" | "float8";
/** Names a value in the text being built: `$1::text`. */
type Param = (value: unknown, type: SqlType) => string;
/** The time, a value like another; only a text that asks for it carries it. */
type Clock = () => string;

export const LIVE = "status <> 'offboarded'";
export const TABLE = "(CASE WHEN cost_report_kind = 'own' THEN 0 ELSE 1 END)";
const NAME = `(lower(coalesce(name, '')) COLLATE "C")`;
const ACCOUNT = `(coalesce(aws_account_id, '') COLLATE "C")`;
const SINCE = "coalesce(state_since, TIMESTAMPTZ 'epoch')";
const PROOF = "coalesce(last_proof_at, TIMESTAMPTZ 'epoch')";
const SEARCH = `(lower(
	E'\\n' || coalesce(name, '') || E'\\n' || coalesce(identifier, '') ||
	E'\\n' || coalesce(aws_account_id, '') || E'\\n' || coalesce(role_arn, '')
))`;
/** A search of fewer letters finds only beginnings: an index of trigrams knows no shorter parts. */
const TRIGRAM = 3;

const COLUMNS = `
	c.id, c.name, c.identifier, c.aws_account_id, c.status, c.proof, c.is_gov_cloud, c.cost_report_kind,
	c.features -> 'features' AS features, c.tags, c.role_arn, c.destination, c.state, c.state_since, c.proven_until, c.last_proof_at,
	c.state_check_id, c.state_code, c.state_observed, c.template_version, c.offboarding_at`;

function statement(build: (param: Param) => string): Statement {
	const values: unknown[] = [];
	const text = build((value, type) => `$${values.push(value)}::${type}`);
	return { text, values };
}

function clock(now: Date, param: Param): Clock {
	let name: string | null = null;
	return () => {
		name ??= param(now, "timestamptz");
		return name;
	};
}

export type PageOptions = {
	readonly table: DashboardTable;
	readonly limit: number;
	readonly now: Date;
	/** The filter finds so few that they are best sorted as they are found. */
	readonly isFew?: boolean;
	/** Everywhere, where nothing is said. */
	readonly scope?: Scope;
};

/** One page, in the order of reading it: a page before a cursor comes backwards. */
export function pageStatement(
	query: DashboardQuery,
	{ table, limit, now, isFew = false, scope = EVERYWHERE }: PageOptions,
): Statement {
	return statement((param) => {
		const cursor = query[table];
		const isUp = (query.dir === "asc") === (cursor?.way !== "before");
		const where = [LIVE, isTable(table), ...scopeParts(scope, param), ...filterParts(query, param)];
		const count = param(limit, "int");
		const at = clock(now, param);
		const arms = isFew
			? [onlyArmOf(query, at)]
			: armsOf(query, at).filter(
					({ rank }) => cursor === null || typeof rank === "string" || isReached(rank, rankOf(cursor), isUp),
				);
		const direction = isUp ? "ASC" : "DESC";
		const selects = arms.map((arm) => {
			const parts = [...where, ...arm.parts, ...placeParts(arm, cursor, isUp, param)];
			return `(SELECT id, ${arm.rank} AS rank, ${arm.key} AS key FROM connector
				WHERE ${parts.join(" AND ")}
				ORDER BY rank ${direction}, key ${direction}, id ${direction} LIMIT ${count})`;
		});
		if (selects.length === 0) return "SELECT NULL WHERE FALSE";
		return `WITH place AS MATERIALIZED (
				SELECT * FROM (${selects.join(" UNION ALL ")}) AS arm
				ORDER BY rank ${direction}, key ${direction}, id ${direction} LIMIT ${count}
			)
			SELECT ${COLUMNS}, place.rank, ${keyText(query.sort)} AS key
			FROM place JOIN connector c ON c.id = place.id
			ORDER BY place.rank ${direction}, place.key ${direction}, place.id ${direction}`;
	});
}

export function countStatement(
	filter: DashboardFilter,
	{ table, limit, now, scope = EVERYWHERE }: PageOptions,
): Statement {
	return statement((param) => {
		const found = [...filterParts(filter, param), ...healthParts(filter, now, param)];
		const where = [LIVE, isTable(table), ...scopeParts(scope, param), ...found];
		return `SELECT count(*)::int AS count FROM (
			SELECT 1 FROM connector WHERE ${where.join(" AND ")} LIMIT ${param(limit + 1, "int")}
		) AS found`;
	});
}

type BatchOptions<After> = {
	readonly after: After | null;
	readonly limit: number;
	readonly now: Date;
	readonly scope?: Scope;
};
export type BatchPlace = { readonly table: DashboardTable; readonly name: string; readonly id: string };

/** All that the filter finds: billing connectors first, by name. */
export function batchStatement(
	filter: DashboardFilter,
	{ after, limit, now, scope = EVERYWHERE }: BatchOptions<BatchPlace>,
): Statement {
	return statement((param) => {
		const found = [...filterParts(filter, param), ...healthParts(filter, now, param)];
		const where = [LIVE, ...scopeParts(scope, param), ...found];
		if (after !== null) {
			// Lowered by the database, as the index is: it may know other letters than JavaScript.
			const name = `lower(${param(after.name, "text")})`;
			const place = [param(tableNumber(after.table), "int"), name, param(after.id, "text")];
			where.push(`(${TABLE}, ${NAME}, id) > (${place.join(", ")})`);
		}
		return `SELECT ${COLUMNS}, 0 AS rank, ${NAME} AS key FROM connector c
			WHERE ${where.join(" AND ")}
			ORDER BY ${TABLE}, ${NAME}, id LIMIT ${param(limit, "int")}`;
	});
}

export function idsStatement(
	filter: DashboardFilter,
	{ after, limit, now, scope = EVERYWHERE }: BatchOptions<string>,
): Statement {
	return statement((param) => {
		const found = [...filterParts(filter, param), ...healthParts(filter, now, param)];
		const where = [LIVE, ...scopeParts(scope, param), ...found];
		if (after !== null) where.push(`id > ${param(after, "text")}`);
		return `SELECT id FROM connector WHERE ${where.join(" AND ")} ORDER BY id LIMIT ${param(limit, "int")}`;
	});
}

export function rowsStatement(ids: readonly string[], scope: Scope = EVERYWHERE): Statement {
	return statement((param) => {
		const where = [`c.id = ANY(${param(ids, "text[]")})`, LIVE, ...scopeParts(scope, param)];
		return `SELECT ${COLUMNS}, 0 AS rank, '' AS key FROM connector c WHERE ${where.join(" AND ")}`;
	});
}

/** What a sort walks through, one arm after the other: each has an order of its own that an index knows. */
type Arm = {
	/** A text: computed for each row. */
	readonly rank: number | string;
	readonly key: string;
	readonly parts: readonly string[];
};

/** The same order in one piece, which no index knows. */
function onlyArmOf({ sort, health }: DashboardQuery, now: Clock): Arm {
	const parts = health.length === 0 ? [] : [isOneOf(health, now)];
	if (sort === "since") {
		const key = `CASE WHEN proven_until < ${now()} THEN proven_until ELSE ${SINCE} END`;
		return { rank: 0, key, parts };
	}
	const key = { health: NAME, name: NAME, account: ACCOUNT, proof: PROOF }[sort];
	return { rank: sort === "health" ? rankSql(now) : 0, key, parts };
}

function rankSql(now: Clock): string {
	const ranks = HEALTH_ORDER.map((state, rank) => `WHEN '${state}' THEN ${rank}`).join(" ");
	const unknown = HEALTH_ORDER.indexOf("unknown");
	return `CASE WHEN proven_until < ${now()} THEN ${unknown} ELSE CASE state ${ranks} END END`;
}

function armsOf(query: DashboardQuery, now: Clock): readonly Arm[] {
	const wanted = query.health.length === 0 ? HEALTH_ORDER : query.health;
	if (query.sort === "health") {
		return HEALTH_ORDER.filter((state) => wanted.includes(state)).map((state) => ({
			rank: HEALTH_ORDER.indexOf(state),
			key: NAME,
			parts: [isState(state, now)],
		}));
	}
	if (query.sort !== "since") {
		const key = { name: NAME, account: ACCOUNT, proof: PROOF }[query.sort];
		return [{ rank: 0, key, parts: query.health.length === 0 ? [] : [isOneOf(query.health, now)] }];
	}
	// What expired is unknown since it expired, whatever it was before.
	const fresh = { rank: 0, key: SINCE, parts: [isFresh(now), isAnyState(wanted)] };
	const expired = { rank: 0, key: "proven_until", parts: [isExpired(now)] };
	return wanted.includes("unknown") ? [fresh, expired] : [fresh];
}

function isReached(rank: number, from: number, isUp: boolean): boolean {
	return isUp ? rank >= from : rank <= from;
}

/** The cursor of a sort by health begins with the state's rank. */
function rankOf({ sort, key }: DashboardCursor): number {
	return sort === "health" ? Number(key.slice(0, 1)) : 0;
}

function placeParts(
	arm: Arm,
	cursor: DashboardCursor | null,
	isUp: boolean,
	param: Param,
): readonly string[] {
	if (cursor === null) return [];
	const rank = rankOf(cursor);
	if (typeof arm.rank === "number" && arm.rank !== rank) return [];
	const isTime = cursor.sort === "since" || cursor.sort === "proof";
	const key = isTime
		? `to_timestamp(${param(Number(cursor.key) / 1_000, "float8")})`
		: param(cursor.sort === "health" ? cursor.key.slice(1) : cursor.key, "text");
	const [mine, theirs] = typeof arm.rank === "number" ? ["", ""] : [`${arm.rank}, `, `${rank}, `];
	const id = param(cursor.id, "text");
	return [`(${mine}${arm.key}, id) ${isUp ? ">" : "<"} (${theirs}${key}, ${id})`];
}

/** As a cursor carries it. */
function keyText(sort: DashboardSort): string {
	const isTime = sort === "since" || sort === "proof";
	return isTime ? "round(extract(epoch FROM place.key) * 1000)::text" : "place.key";
}

function isTable(table: DashboardTable): string {
	return `${TABLE} = ${tableNumber(table)}`;
}

function tableNumber(table: DashboardTable): number {
	return DASHBOARD_TABLES.indexOf(table);
}

/** Everything but health, which depends on the time. */
function filterParts(filter: DashboardFilter, param: Param): readonly string[] {
	const { q, proof, feature, tag, partition, type, kind } = filter;
	return [
		...(kind === null ? [] : [isTable(kind)]),
		...(type === null ? [] : [isType(type)]),
		...(q === "" ? [] : [searchPart(q, param)]),
		// As literals, so that the partial indexes are seen to fit.
		...(proof === null ? [] : [proof === "harness" ? "proof = 'harness'" : "proof = 'direct'"]),
		...(feature === null ? [] : [`features @> ${param(JSON.stringify({ features: [feature] }), "jsonb")}`]),
		...(tag === null ? [] : [tagPart(tag.key, tag.value, param)]),
		...(partition === null ? [] : [partition === "aws-us-gov" ? "is_gov_cloud" : "NOT is_gov_cloud"]),
	];
}

/** Only names that are our own stand in the text, so that the partial index is seen to fit. */
function isType(type: ConnectorType): string {
	const destination = destinationOfType(type);
	return destination === null ? "FALSE" : `destination = '${destination}'`;
}

function tagPart(key: string, value: string | null, param: Param): string {
	return value === null
		? `tags ? ${param(key, "text")}`
		: `tags @> ${param(JSON.stringify({ [key]: value }), "jsonb")}`;
}

function searchPart(q: string, param: Param): string {
	const digits = q.replace(/[\s-]/gu, "");
	const texts = /^[0-9]+$/.test(digits) && digits !== q ? [q, digits] : [q];
	const likes = texts.map((text) => {
		const literal = text.replaceAll(/[\\%_]/g, "\\$&");
		const pattern = [...text].length < TRIGRAM ? `%\n${literal}%` : `%${literal}%`;
		return `${SEARCH} LIKE lower(${param(pattern, "text")})`;
	});
	return `(${likes.join(" OR ")})`;
}

function healthParts(filter: DashboardFilter, now: Date, param: Param): readonly string[] {
	return filter.health.length === 0 ? [] : [isOneOf(filter.health, clock(now, param))];
}

function isOneOf(states: readonly HealthState[], now: Clock): string {
	const fresh = `(${isAnyState(states)} AND ${isFresh(now)})`;
	return states.includes("unknown") ? `(${fresh} OR ${isExpired(now)})` : fresh;
}

function isState(state: HealthState, now: Clock): string {
	const fresh = `${isAnyState([state])} AND ${isFresh(now)}`;
	return state === "unknown" ? `((${fresh}) OR ${isExpired(now)})` : `${fresh}`;
}

/** Only names that are our own stand in the text, whatever the list holds. */
function isAnyState(states: readonly HealthState[]): string {
	const names = HEALTH_ORDER.filter((state) => states.includes(state)).map((state) => `'${state}'`);
	return names.length === 0 ? "FALSE" : `state IN (${names.join(", ")})`;
}

function isFresh(now: Clock): string {
	return `(proven_until IS NULL OR proven_until >= ${now()})`;
}

/** Names the states, so that the index by state and time answers. */
function isExpired(now: Clock): string {
	return `(${isAnyState(HEALTH_ORDER)} AND proven_until < ${now()})`;
}
