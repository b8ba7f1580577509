import fc from "fast-check";
import { expect, test } from "vitest";
import { delaysOf, totalWaiting } from "./back-off.ts";
import type { BackOff } from "./platform-settings.ts";

const jitter = (type: "EqualJitterBackoffStrategy" | "FullJitterBackoffStrategy") =>
	delaysOf({ type, baseDelay: 101, maxBackoffTime: 1_000, retryCount: 5 });

test("a fixed delay is the same before every retry", () => {
	const delays = delaysOf({ type: "FixedDelayBackoffStrategy", fixedBackoff: 250, retryCount: 3 });
	expect(delays.map(({ minMs, maxMs, expectedMs }) => [minMs, maxMs, expectedMs])).toEqual(
		Array.from({ length: 3 }, () => [250, 250, 250]),
	);
	expect(delays.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
	expect(totalWaiting(delays)).toEqual({ minMs: 750, maxMs: 750, expectedMs: 750 });
});

test("full jitter is anything up to a ceiling that doubles, as far as the longest delay", () => {
	expect(jitter("FullJitterBackoffStrategy").map(({ minMs, maxMs }) => [minMs, maxMs])).toEqual([
		[0, 101],
		[0, 202],
		[0, 404],
		[0, 808],
		[0, 1_000],
	]);
});

test("equal jitter is half of the ceiling at least, in whole milliseconds as the SDK halves it", () => {
	expect(jitter("EqualJitterBackoffStrategy").map(({ minMs, maxMs }) => [minMs, maxMs])).toEqual([
		[50, 100],
		[101, 202],
		[202, 404],
		[404, 808],
		[500, 1_000],
	]);
});

test("no retry is no wait", () => {
	expect(delaysOf({ type: "FixedDelayBackoffStrategy", fixedBackoff: 100, retryCount: 0 })).toEqual([]);
});

test("no delay is longer than the longest, and what is expected lies between least and most", () => {
	const numbers = fc.record({
		baseDelay: fc.integer({ min: 1, max: 900_000 }),
		maxBackoffTime: fc.integer({ min: 1, max: 900_000 }),
		retryCount: fc.integer({ min: 0, max: 10 }),
	});
	const types = fc.constantFrom("EqualJitterBackoffStrategy", "FullJitterBackoffStrategy");
	fc.assert(
		fc.property(types, numbers, (type, rest) => {
			const backOff: BackOff = { type, ...rest };
			for (const { minMs, maxMs, expectedMs } of delaysOf(backOff)) {
				expect(maxMs).toBeLessThanOrEqual(rest.maxBackoffTime);
				expect(minMs).toBeLessThanOrEqual(expectedMs);
				expect(expectedMs).toBeLessThanOrEqual(maxMs);
			}
		}),
	);
});
