import "server-only";
import type { Context } from "#lib/context.ts";
import type {
	ChangeGroup,
	DashboardCount,
	DashboardPage,
	DashboardTotals,
	FleetSeries,
} from "#lib/db/dashboard-port.ts";
import { isUnlimited } from "#lib/domain/access.ts";
import { type DashboardQuery, type DashboardTable, isUnfiltered } from "#lib/domain/dashboard-query.ts";
import { formatTimeline, timelineCells, timelineStart } from "#lib/domain/timeline.ts";
import { remembered } from "./remembered.ts";

const PAGE_SIZE = 50;
const COUNT_LIMIT = 10_000;
const TAG_KEY_LIMIT = 100;
const DAY_MS = 86_400_000;
/** What is about all connectors is read once for everybody who looks within so long. */
const TOTALS_AGE_MS = 5_000;
const FLEET_AGE_MS = 30_000;
/** A smaller fleet is counted each time: what somebody has just connected is in the totals at once. */
const REMEMBERED_FROM = 2_000;

/** A connector's last 30 days; parseTimeline() reads it. */
export type DashboardDays = string;

export type DashboardTableView = DashboardPage & {
	readonly count: DashboardCount;
	/** By connector; who has none is new. */
	readonly timelines: Readonly<Record<string, DashboardDays>>;
};

export type DashboardView = {
	readonly totals: DashboardTotals;
	/** Of the last 24 hours. */
	readonly changes: readonly ChangeGroup[];
	readonly tables: Readonly<Record<DashboardTable, DashboardTableView>>;
	/** For the tag filter: those of the newest connectors, the most used first. */
	readonly tagKeys: readonly string[];
	/** Only where it was asked for. */
	readonly fleet: FleetSeries | null;
	/** Whoever looks sees some of the connectors only; what is counted over all is not for them. */
	readonly isLimited: boolean;
	readonly now: number;
};

/** `withDays`: timelines too, which a poll does not need. `withFleet`: what the fleet's charts show. */
export async function readDashboard(
	ctx: Context,
	query: DashboardQuery,
	{ withDays = false, withFleet = false }: { readonly withDays?: boolean; readonly withFleet?: boolean } = {},
): Promise<DashboardView> {
	const now = ctx.now();
	const totals = readTotals(ctx);
	const [overview, billing, resource, tagKeys, fleet] = await Promise.all([
		totals,
		readTable(ctx, query, "billing", { withDays, totals }),
		readTable(ctx, query, "resource", { withDays, totals }),
		remembered(ctx, "tag-keys", FLEET_AGE_MS, () => ctx.db.dashboard.tagKeys(TAG_KEY_LIMIT)),
		withFleet ? readFleet(ctx) : null,
	]);
	return {
		...overview,
		tables: { billing, resource },
		tagKeys,
		fleet,
		isLimited: !isUnlimited(ctx.actor.scope),
		now: now.getTime(),
	};
}

function readFleet(ctx: Context): Promise<FleetSeries> {
	return remembered(ctx, "fleet", FLEET_AGE_MS, () => ctx.db.dashboard.fleet(ctx.now()));
}

type Overview = Pick<DashboardView, "totals" | "changes">;

function readTotals(ctx: Context): Promise<Overview> {
	const isCostly = ({ totals }: Overview) => totals.all >= REMEMBERED_FROM;
	const read = async (): Promise<Overview> => {
		const now = ctx.now();
		const [totals, changes] = await Promise.all([
			ctx.db.dashboard.totals(now),
			ctx.db.dashboard.changesSince(new Date(now.getTime() - DAY_MS), now),
		]);
		return { totals, changes };
	};
	return remembered(ctx, "totals", TOTALS_AGE_MS, read, isCostly);
}

async function readTable(
	ctx: Context,
	query: DashboardQuery,
	table: DashboardTable,
	{ withDays, totals }: { readonly withDays: boolean; readonly totals: Promise<Overview> },
): Promise<DashboardTableView> {
	if (query.kind !== null && query.kind !== table) return NO_ROWS;
	const now = ctx.now();
	const counted = isUnfiltered(query)
		? totals.then((overview) => countOf(overview.totals.byTable[table]))
		: ctx.db.dashboard.count(query, { table, limit: COUNT_LIMIT, now });
	const options = { table, limit: PAGE_SIZE, now };
	// Where the order has many arms, it pays to know first whether there is much to sort.
	const page = needsCount(query)
		? counted.then((count) => ctx.db.dashboard.page(query, { ...options, isFew: !count.isCapped }))
		: ctx.db.dashboard.page(query, options);
	const timelines = withDays ? page.then(({ rows }) => readTimelines(ctx, rows, now)) : {};
	const [count, found, days] = await Promise.all([counted, page, timelines]);
	return { ...found, count, timelines: days };
}

/** The other table is not asked for. */
const NO_ROWS: DashboardTableView = {
	...{ rows: [], offset: 0, next: null, previous: null, timelines: {} },
	count: { count: 0, isCapped: false },
};

function needsCount({ sort, q, tag, feature, proof, partition, type }: DashboardQuery): boolean {
	const isNarrowed = q !== "" || (tag ?? feature ?? proof ?? partition ?? type) !== null;
	return isNarrowed && (sort === "health" || sort === "since");
}

function countOf(all: number): DashboardCount {
	return { count: Math.min(all, COUNT_LIMIT), isCapped: all > COUNT_LIMIT };
}

async function readTimelines(
	ctx: Context,
	rows: DashboardPage["rows"],
	now: Date,
): Promise<DashboardTableView["timelines"]> {
	const ids = rows.map(({ id }) => id);
	const days = await ctx.db.dashboard.days(ids, timelineStart(now));
	return Object.fromEntries(
		Object.entries(days).map(([id, records]) => [id, formatTimeline(timelineCells(records, now))]),
	);
}
