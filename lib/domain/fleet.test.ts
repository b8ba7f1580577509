import { expect, test } from "vitest";
import { DURATION_BUCKETS_MS, durationBucket } from "./fleet.ts";

test("a time is counted in the first class whose bound it does not pass", () => {
	for (const [index, bound] of DURATION_BUCKETS_MS.entries()) {
		expect(durationBucket(bound)).toBe(index);
		expect(durationBucket(bound + 0.5)).toBe(index + 1);
	}
	expect(durationBucket(0)).toBe(0);
	expect(durationBucket(Number.MAX_SAFE_INTEGER)).toBe(DURATION_BUCKETS_MS.length);
});

test("the bounds rise", () => {
	expect([...DURATION_BUCKETS_MS].sort((a, b) => a - b)).toEqual([...DURATION_BUCKETS_MS]);
});
