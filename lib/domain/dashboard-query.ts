import type { Proof } from "./connector.ts";
import { CONNECTOR_TYPES, type ConnectorType, DESTINATIONS } from "./destination.ts";
import { FEATURES, type Feature } from "./features.ts";
import type { HealthState } from "./health.ts";
import { PARTITION_FACTS, PARTITIONS, type Partition } from "./partition.ts";

/** Health states in the order in which they need somebody. */
export const HEALTH_ORDER = [
	"quarantined",
	"failing",
	"degraded",
	"unknown",
	"pending",
	"reported",
	"paused",
	"healthy",
] as const satisfies readonly HealthState[];

export const DASHBOARD_SORTS = ["health", "name", "account", "since", "proof"] as const;
export type DashboardSort = (typeof DASHBOARD_SORTS)[number];

/** `billing`: connectors with a cost report of their own. `resource`: all others. */
export const DASHBOARD_TABLES = ["billing", "resource"] as const;
export type DashboardTable = (typeof DASHBOARD_TABLES)[number];

/** What may be shown beside the name and the health, in the order of the table. */
export const DASHBOARD_COLUMNS = [
	"account",
	"type",
	"timeline",
	"proof",
	"since",
	"features",
	"tags",
	"template",
	"partition",
] as const;
export type DashboardColumn = (typeof DASHBOARD_COLUMNS)[number];
export const DEFAULT_DASHBOARD_COLUMNS = [
	"account",
	"timeline",
	"proof",
] as const satisfies readonly DashboardColumn[];

export const CONNECTABLE_PARTITIONS = PARTITIONS.filter((name) => PARTITION_FACTS[name].harness.isSupported);

/** Which connectors: every part that is given must hold. */
export type DashboardFilter = {
	/** Part of a name, identifier, account id or role ARN; empty: any. */
	readonly q: string;
	/** Any of these; empty: any at all. Evidence past its limit counts as `unknown`. */
	readonly health: readonly HealthState[];
	readonly proof: Proof | null;
	readonly feature: Feature | null;
	readonly tag: TagFilter | null;
	readonly partition: Partition | null;
	readonly type: ConnectorType | null;
	/** As CloudZero names connections: those with a cost report of their own, or all others. */
	readonly kind: DashboardTable | null;
};
/** A tag of that key; with a value only that one. */
export type TagFilter = { readonly key: string; readonly value: string | null };

export type DashboardQuery = DashboardFilter & {
	readonly sort: DashboardSort;
	/** `asc`: what needs somebody first, A to Z, the longest ago first. */
	readonly dir: "asc" | "desc";
	/** Where each table's page begins; null: at the start. */
	readonly billing: DashboardCursor | null;
	readonly resource: DashboardCursor | null;
	readonly cols: readonly DashboardColumn[];
};

/** A place between two rows of one order. `key` is what the order sorts by, `id` settles ties. */
export type DashboardCursor = {
	/** The page after that row, or the one that ends before it. */
	readonly way: "after" | "before";
	readonly sort: DashboardSort;
	readonly dir: "asc" | "desc";
	/** How many rows stand before the page, as counted when the link was made. */
	readonly offset: number;
	readonly id: string;
	readonly key: string;
};

export type QueryParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export const EMPTY_DASHBOARD_FILTER: DashboardFilter = {
	q: "",
	health: [],
	proof: null,
	feature: null,
	tag: null,
	partition: null,
	type: null,
	kind: null,
};

/** Every type once, in the order in which they came. */
export const DASHBOARD_TYPES: readonly ConnectorType[] = DESTINATIONS.map(
	(destination) => CONNECTOR_TYPES[destination],
);

/**
 * A query's filter alone: which connectors, without their order and columns.
 *
 * @example dashboardFilterOf(parseDashboardQuery({ q: "prod", sort: "name" })).q // "prod"
 */
export function dashboardFilterOf(query: DashboardFilter): DashboardFilter {
	const { q, health, proof, feature, tag, partition, type, kind } = query;
	return { q, health, proof, feature, tag, partition, type, kind };
}

/**
 * The dashboard's query from a URL's parameters. Whatever is unknown, too long or broken is left out, so that an
 * old link still shows something; of a parameter that stands twice the first counts.
 *
 * @example parseDashboardQuery({ q: "prod", health: "failing,unknown", tag: "owner:ada", sort: "name" })
 */
export function parseDashboardQuery(params: QueryParams): DashboardQuery {
	const sort = oneOf(DASHBOARD_SORTS, first(params.sort)) ?? "health";
	const dir = first(params.dir) === "desc" ? "desc" : "asc";
	const cursor = (text: string) => {
		const parsed = parseCursor(text);
		return parsed?.sort === sort && parsed.dir === dir ? parsed : null;
	};
	const cols = manyOf(DASHBOARD_COLUMNS, first(params.cols));
	return {
		q: cleanSearch(first(params.q)),
		health: manyOf(HEALTH_ORDER, first(params.health)),
		proof: oneOf(["direct", "harness"], first(params.proof)),
		feature: oneOf(FEATURES, first(params.feature)),
		tag: parseTag(first(params.tag)),
		partition: oneOf(CONNECTABLE_PARTITIONS, first(params.partition)),
		type: oneOf(DASHBOARD_TYPES, first(params.type)),
		kind: oneOf(DASHBOARD_TABLES, first(params.kind)),
		sort,
		dir,
		billing: cursor(first(params.billing)),
		resource: cursor(first(params.resource)),
		cols: first(params.cols) === NO_COLUMNS ? [] : cols.length > 0 ? cols : DEFAULT_DASHBOARD_COLUMNS,
	};
}

/**
 * The parameters of a query, in a fixed order; what is as by default is left out. parseDashboardQuery() of it is
 * the same query.
 *
 * @example serializeDashboardQuery({ ...query, q: "prod" }) // { q: "prod" }
 */
export function serializeDashboardQuery(query: DashboardQuery): Readonly<Record<string, string>> {
	const isDefaultCols = query.cols.join() === DEFAULT_DASHBOARD_COLUMNS.join();
	const all = {
		q: query.q,
		health: query.health.join(","),
		proof: query.proof ?? "",
		feature: query.feature ?? "",
		tag: query.tag === null ? "" : formatTag(query.tag),
		partition: query.partition ?? "",
		type: query.type ?? "",
		kind: query.kind ?? "",
		sort: query.sort === "health" ? "" : query.sort,
		dir: query.dir === "asc" ? "" : query.dir,
		billing: query.billing === null ? "" : formatCursor(query.billing),
		resource: query.resource === null ? "" : formatCursor(query.resource),
		cols: isDefaultCols ? "" : query.cols.length === 0 ? NO_COLUMNS : query.cols.join(","),
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** Whether the query asks for all connectors. */
export function isUnfiltered(filter: DashboardFilter): boolean {
	const { q, health, proof, feature, tag, partition, type, kind } = filter;
	return q === "" && health.length === 0 && (proof ?? feature ?? tag ?? partition ?? type ?? kind) === null;
}

/** As in the URL: `key` or `key:value`; a colon or backslash in the key has a backslash before it. */
export function formatTag({ key, value }: TagFilter): string {
	const escaped = key.replaceAll(/[:\\]/gu, "\\$&");
	return value === null ? escaped : `${escaped}:${value}`;
}

const NO_COLUMNS = "none";
const SEARCH_LIMIT = 100;
const TAG_LIMIT = 128;
const CURSOR_LIMIT = 400;

function first(value: string | readonly string[] | undefined): string {
	const one = typeof value === "string" ? value : value?.[0];
	return one?.toWellFormed() ?? "";
}

function oneOf<T extends string>(known: readonly T[], text: string): T | null {
	return known.find((one) => one === text) ?? null;
}

/** In the list's own order, each once. */
function manyOf<T extends string>(known: readonly T[], text: string): readonly T[] {
	const asked = new Set(text.split(",", known.length * 4));
	return known.filter((one) => asked.has(one));
}

function cleanSearch(text: string): string {
	const cleaned = text
		.slice(0, SEARCH_LIMIT * 4)
		.replace(/\p{Cc}/gu, " ")
		.replace(/\s+/gu, " ")
		.trim();
	return [...cleaned].slice(0, SEARCH_LIMIT).join("").toWellFormed().trim();
}

function parseTag(text: string): TagFilter | null {
	if (text.length > TAG_LIMIT * 3 || /\p{Cc}/u.test(text)) return null;
	const [, escaped, value = null] = /^((?:[^:\\]|\\[:\\])+)(?::(.*))?$/su.exec(text) ?? [];
	if (escaped === undefined) return null;
	const key = escaped.replaceAll(/\\([:\\])/gu, "$1");
	const isBounded = key.length <= TAG_LIMIT && (value?.length ?? 0) <= TAG_LIMIT;
	return isBounded ? { key, value } : null;
}

/** What each order sorts by, as text: so that a made-up cursor never reaches the database. */
const CURSOR_KEYS = {
	health: /^[0-7][^\p{Cc}]*$/u,
	name: /^[^\p{Cc}]*$/u,
	account: /^([0-9]{12})?$/,
	since: /^[0-9]{1,15}$/,
	proof: /^[0-9]{1,15}$/,
} as const satisfies Record<DashboardSort, RegExp>;

function parseCursor(text: string): DashboardCursor | null {
	if (text.length > CURSOR_LIMIT) return null;
	const match = /^(after|before)\.([a-z]+)\.(asc|desc)\.([0-9]{1,9})\.([a-z0-9]{1,40})\.(.*)$/su.exec(text);
	const sort = oneOf(DASHBOARD_SORTS, match?.[2] ?? "");
	const [, way, , dir, offset = "", id = "", key = ""] = match ?? [];
	if (match === null || sort === null || !CURSOR_KEYS[sort].test(key)) return null;
	return {
		way: way === "before" ? "before" : "after",
		sort,
		dir: dir === "desc" ? "desc" : "asc",
		offset: Number(offset),
		id,
		key,
	};
}

function formatCursor({ way, sort, dir, offset, id, key }: DashboardCursor): string {
	return [way, sort, dir, offset, id, key].join(".");
}
