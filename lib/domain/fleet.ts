import type { HealthState } from "./health.ts";

/**
 * Upper bounds in milliseconds of the classes that verification times are counted in; one more class above the
 * last. Wide enough apart that p50 and p95 can be read off them to about a quarter.
 */
export const DURATION_BUCKETS_MS = [
	10, 20, 35, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000, 60_000,
] as const;

/**
 * The class of one verification time: an index from 0 to `DURATION_BUCKETS_MS.length`.
 *
 * @example durationBucket(10) // 0
 * @example durationBucket(999_999) // 18, the class above all bounds
 */
export function durationBucket(durationMs: number): number {
	const index = DURATION_BUCKETS_MS.findIndex((bound) => durationMs <= bound);
	return index === -1 ? DURATION_BUCKETS_MS.length : index;
}

/** From the best to the worst: what a day is remembered by is the worst state that it saw. */
export const STATES_BY_SEVERITY = [
	"healthy",
	"reported",
	"paused",
	"pending",
	"unknown",
	"degraded",
	"failing",
	"quarantined",
] as const satisfies readonly HealthState[];
