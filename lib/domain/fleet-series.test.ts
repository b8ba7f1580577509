import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DURATION_BUCKETS_MS, durationBucket } from "./fleet.ts";
import { durationQuantile } from "./fleet-series.ts";

describe("a quantile read off counted verification times", () => {
	it("is nothing when nothing was counted", () => {
		expect(durationQuantile([], 0.5)).toBeNull();
		expect(durationQuantile([0, 0], 0.95)).toBeNull();
	});

	it.each([
		[[10], 0.5, 5],
		[[10, 10], 0.5, 10],
		[[0, 0, 0, 100], 1, 50],
		[[95, 0, 5], 0.95, 10],
	] as const)("of %j at %f is %f", (counts, share, expected) => {
		expect(durationQuantile(counts, share)).toBe(expected);
	});

	it("reads the open class as the last bound", () => {
		const counts = DURATION_BUCKETS_MS.map(() => 0);
		expect(durationQuantile([...counts, 3], 0.95)).toBe(60_000);
	});

	it("lies in the class of the true quantile", () => {
		const times = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 200 });
		fc.assert(
			fc.property(times, fc.constantFrom(0.5, 0.95), (durations, share) => {
				const counts = Array.from({ length: DURATION_BUCKETS_MS.length + 1 }, () => 0);
				for (const duration of durations) {
					const bucket = durationBucket(duration);
					counts[bucket] = (counts[bucket] ?? 0) + 1;
				}
				const sorted = durations.toSorted((a, b) => a - b);
				const truth = sorted[Math.ceil(durations.length * share) - 1] ?? 0;
				const read = durationQuantile(counts, share) ?? 0;
				const bucket = durationBucket(truth);
				expect(read).toBeGreaterThanOrEqual(DURATION_BUCKETS_MS[bucket - 1] ?? 0);
				expect(read).toBeLessThanOrEqual(DURATION_BUCKETS_MS[bucket] ?? 60_000);
			}),
		);
	});
});
