import { EVERYWHERE, isUnlimited, type Scope } from "#lib/domain/access.ts";
import {
	type DashboardCursor,
	type DashboardQuery,
	type DashboardTable,
	HEALTH_ORDER,
} from "#lib/domain/dashboard-query.ts";
import type { HealthState } from "#lib/domain/health.ts";
import type { DayRecord } from "#lib/domain/timeline.ts";
import type { PrismaLike } from "./client.ts";
import { changesStatement, totalsStatement } from "./dashboard-overview-sql.ts";
import type { ChangeGroup, DashboardPage, DashboardRepository, DashboardTotals } from "./dashboard-port.ts";
import { type SelectedRow, toDashboardRow } from "./dashboard-row.ts";
import {
	batchStatement,
	countStatement,
	idsStatement,
	pageStatement,
	rowsStatement,
	type Statement,
} from "./dashboard-sql.ts";
import { readFleet } from "./fleet-series.ts";
import { scopeSql } from "./scope-sql.ts";

export function dashboardRepository(prisma: PrismaLike, scope: Scope = EVERYWHERE): DashboardRepository {
	const within = scopeSql(scope);
	/** Sound as far as each statement selects what its caller names. */
	const read = <Row>({ text, values }: Statement) => prisma.$queryRawUnsafe<Row[]>(text, ...values);

	return {
		async page(query, options) {
			const { table, limit, now } = options;
			// One more than is shown: whether there is a next page.
			const found = await read<SelectedRow>(pageStatement(query, { ...options, limit: limit + 1, scope }));
			return pageOf(query, table, limit, found, now);
		},

		async count(filter, options) {
			const [row] = await read<{ count: number }>(countStatement(filter, { ...options, scope }));
			const count = row?.count ?? 0;
			return { count: Math.min(count, options.limit), isCapped: count > options.limit };
		},

		totals: async (now) => totalsOf(await read<TotalsRow>(totalsStatement(now, scope))),

		changesSince: async (since, now) =>
			(await read<ChangeRow>(changesStatement(since, now, scope))).map(toChangeGroup),

		async days(ids, since) {
			const rows = await prisma.$queryRaw<{ connector_id: string; days: string }[]>`
				SELECT connector_id, string_agg(concat_ws(' ', day, worst_state, sweeps, misses), ',' ORDER BY day) AS days
				FROM connector_day
				WHERE connector_id IN (SELECT id FROM connector WHERE id = ANY(${[...ids]}::text[]) AND ${within}) AND day >= (${since}::timestamptz AT TIME ZONE 'UTC')::date
				GROUP BY connector_id`;
			return Object.fromEntries(rows.map((row) => [row.connector_id, row.days.split(",").map(toDay)]));
		},

		// The counts are of the whole fleet: nobody wrote down which connectors they are of.
		fleet: async (now) => (isUnlimited(scope) ? readFleet(prisma, now) : { checks: [], states: [] }),

		async batch(filter, { after, limit, now }) {
			const place = after && { table: after.table, name: after.name ?? "", id: after.id };
			const rows = await read<SelectedRow>(batchStatement(filter, { after: place, limit, now, scope }));
			return rows.map((row) => toDashboardRow(row, now));
		},

		ids: async (filter, options) =>
			(await read<{ id: string }>(idsStatement(filter, { ...options, scope }))).map(({ id }) => id),

		rows: async (ids, now) =>
			(await read<SelectedRow>(rowsStatement(ids, scope))).map((row) => toDashboardRow(row, now)),

		async tagKeys(limit) {
			const rows = await prisma.$queryRaw<{ key: string }[]>`
				SELECT key FROM (
					SELECT tags FROM connector WHERE status <> 'offboarded' AND ${within}
					ORDER BY created_at DESC, id DESC LIMIT 2000
				) AS newest, jsonb_object_keys(tags) AS key
				GROUP BY key ORDER BY count(*) DESC, key LIMIT ${limit}`;
			return rows.map(({ key }) => key);
		},
	};
}

function pageOf(
	query: DashboardQuery,
	table: DashboardTable,
	limit: number,
	found: readonly SelectedRow[],
	now: Date,
): DashboardPage {
	const cursor = query[table];
	const isBackwards = cursor?.way === "before";
	const hasMore = found.length > limit;
	const shown = isBackwards ? found.slice(0, limit).reverse() : found.slice(0, limit);
	// Going back, the start is reached when nothing more was found, whatever was counted before.
	const offset = isBackwards && !hasMore ? 0 : (cursor?.offset ?? 0);
	const [first, last] = [shown.at(0), shown.at(-1)];
	const hasPrevious = isBackwards ? hasMore : cursor !== null;
	const hasNext = isBackwards || hasMore;
	const previousOffset = Math.max(0, offset - limit);
	return {
		rows: shown.map((row) => toDashboardRow(row, now)),
		offset,
		previous: first !== undefined && hasPrevious ? cursorAt("before", query, first, previousOffset) : null,
		next: last !== undefined && hasNext ? cursorAt("after", query, last, offset + shown.length) : null,
	};
}

function cursorAt(
	way: DashboardCursor["way"],
	{ sort, dir }: DashboardQuery,
	{ id, rank, key }: SelectedRow,
	offset: number,
): DashboardCursor {
	return { way, sort, dir, offset, id, key: sort === "health" ? `${rank}${key}` : key };
}

type TotalsRow = {
	readonly table_number: number;
	readonly health: HealthState;
	readonly is_draft: boolean;
	readonly is_harness: boolean;
	readonly count: number;
	readonly newest_proof_at: Date | null;
};

function totalsOf(rows: readonly TotalsRow[]): DashboardTotals {
	const sum = (counts: (row: TotalsRow) => boolean) =>
		rows.filter(counts).reduce((total, { count }) => total + count, 0);
	const newest = Math.max(...rows.map((row) => row.newest_proof_at?.getTime() ?? 0));
	return {
		all: sum(() => true),
		byTable: {
			billing: sum((row) => row.table_number === 0),
			resource: sum((row) => row.table_number === 1),
		},
		byHealth: countsByHealth((state) => sum((row) => row.health === state)),
		drafts: sum((row) => row.is_draft),
		harnessProof: sum((row) => row.is_harness),
		newestProofAt: newest > 0 ? newest : null,
	};
}

/** Sound: every state is named. */
function countsByHealth(count: (state: HealthState) => number): DashboardTotals["byHealth"] {
	return Object.fromEntries(
		HEALTH_ORDER.map((state) => [state, count(state)]),
	) as DashboardTotals["byHealth"];
}

type ChangeRow = {
	readonly health: HealthState;
	readonly code: ChangeGroup["code"];
	readonly count: number;
	readonly first_at: Date;
	readonly last_at: Date;
	readonly ids: readonly string[];
	readonly names: readonly (string | null)[];
};

function toChangeGroup({ health, code, count, first_at, last_at, ids, names }: ChangeRow): ChangeGroup {
	return {
		health,
		code,
		count,
		firstAt: first_at.getTime(),
		lastAt: last_at.getTime(),
		examples: ids.map((id, index) => ({ id, name: names[index] ?? null })),
	};
}

function toDay(text: string): DayRecord {
	const [day = "", worst = "", sweeps = "0", misses = "0"] = text.split(" ");
	return { day, worst: storedState(worst), sweeps: Number(sweeps), misses: Number(misses) };
}

/** Written together with evidence only, from a decided state. */
function storedState(text: string): HealthState {
	return text as HealthState;
}
