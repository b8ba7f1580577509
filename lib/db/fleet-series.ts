import { durationQuantile } from "#lib/domain/fleet-series.ts";
import type { PrismaLike } from "./client.ts";
import type { FleetPoint, FleetSeries, FleetStatePoint } from "./dashboard-port.ts";

const MINUTE_MS = 60_000;
const POINTS = 96;
const POINT_MS = 15 * MINUTE_MS;
const STATE_POINTS = 120;
const STATE_POINT_MS = 6 * 60 * MINUTE_MS;

/** What the fleet's charts show, each with as many points as a chart can show. */
export async function readFleet(prisma: PrismaLike, now: Date): Promise<FleetSeries> {
	const [checks, states] = await Promise.all([readChecks(prisma, now), readStates(prisma, now)]);
	return { checks, states };
}

type MinutesRow = {
	readonly point: Date;
	readonly checks: number;
	readonly failed: number;
	readonly unknown: number;
	readonly sweeps: number;
	readonly durations: readonly number[] | null;
};

async function readChecks(prisma: PrismaLike, now: Date): Promise<readonly FleetPoint[]> {
	const start = startOf(now, POINT_MS, POINTS);
	const rows = await prisma.$queryRaw<MinutesRow[]>`
		WITH minutes AS (
			SELECT date_bin('15 minutes', minute, TIMESTAMPTZ 'epoch') AS point, * FROM fleet_minute
			WHERE minute >= ${start}::timestamptz
		), classes AS (
			SELECT point, class, sum(times) AS times
			FROM minutes, unnest(durations) WITH ORDINALITY AS counted (times, class) GROUP BY point, class
		), times AS (
			SELECT point, array_agg(times::float8 ORDER BY class) AS durations FROM classes GROUP BY point
		)
		SELECT minutes.point, sum(checks)::float8 AS checks, sum(failed)::float8 AS failed,
			sum(unknown)::float8 AS unknown, sum(sweeps)::float8 AS sweeps, max(times.durations) AS durations
		FROM minutes LEFT JOIN times USING (point) GROUP BY minutes.point`;
	const byPoint = new Map(rows.map((row) => [row.point.getTime(), row]));
	return Array.from({ length: POINTS }, (_, index) => {
		const at = start.getTime() + index * POINT_MS;
		return pointOf(at, byPoint.get(at), now);
	});
}

function pointOf(at: number, row: MinutesRow | undefined, now: Date): FleetPoint {
	const minutes = Math.max(1, Math.min(POINT_MS, now.getTime() - at) / MINUTE_MS);
	const { checks = 0, failed = 0, unknown = 0, sweeps = 0 } = row ?? {};
	const durations = row?.durations ?? [];
	return {
		at,
		checks,
		failed,
		unknown,
		sweeps,
		checksPerMinute: Math.round((checks / minutes) * 10) / 10,
		p50: durationQuantile(durations, 0.5),
		p95: durationQuantile(durations, 0.95),
	};
}

type StatesRow = { readonly at: Date; readonly states: FleetStatePoint["byHealth"] };

/** The last count of every six hours. */
async function readStates(prisma: PrismaLike, now: Date): Promise<readonly FleetStatePoint[]> {
	const start = startOf(now, STATE_POINT_MS, STATE_POINTS);
	const rows = await prisma.$queryRaw<StatesRow[]>`
		SELECT newest.at, jsonb_object_agg(counted.state, counted.count) AS states
		FROM generate_series(${start}::timestamptz, ${now}::timestamptz, interval '6 hours') AS point
		CROSS JOIN LATERAL (
			SELECT at FROM fleet_state WHERE at >= point AND at < point + interval '6 hours' ORDER BY at DESC LIMIT 1
		) AS newest
		JOIN fleet_state AS counted ON counted.at = newest.at
		GROUP BY newest.at ORDER BY newest.at`;
	return rows.map(({ at, states }) => ({ at: at.getTime(), byHealth: states }));
}

/** The first of so many points, the last of which is now. */
function startOf(now: Date, pointMs: number, points: number): Date {
	return new Date(Math.floor(now.getTime() / pointMs) * pointMs - (points - 1) * pointMs);
}
