import { DURATION_BUCKETS_MS } from "./fleet.ts";

/**
 * The verification time in milliseconds that a share of all stayed within, read off counts by the classes of
 * `DURATION_BUCKETS_MS`: within a class as if its times were spread evenly. Null: nothing was counted. What lies in
 * the open class at the end reads as the last bound.
 *
 * @example durationQuantile([10, 10], 0.5) // 10
 */
export function durationQuantile(counts: readonly number[], share: number): number | null {
	const total = counts.reduce((sum, count) => sum + count, 0);
	if (total === 0) return null;
	const wanted = total * share;
	let before = 0;
	for (const [index, count] of counts.entries()) {
		if (count > 0 && before + count >= wanted) {
			const low = DURATION_BUCKETS_MS[index - 1] ?? 0;
			const high = DURATION_BUCKETS_MS[index] ?? low;
			return Math.round(low + ((high - low) * (wanted - before)) / count);
		}
		before += count;
	}
	return DURATION_BUCKETS_MS.at(-1) ?? null;
}
