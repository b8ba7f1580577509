import { describe, expect, test } from "vitest";
import { memoryBudgets } from "#lib/testing/memory-budgets.ts";
import { createLimiter, type LimiterParts } from "./create-limiter.ts";

const TERMS = { base: 100, burst: 20 };
const KEY = "sts:us-east-1";

/** A limiter in a time of its own: whoever waits lets that much time pass. */
function limiter(change: Partial<LimiterParts> = {}) {
	let at = 1_000_000;
	const asked = { terms: 0, takes: 0, lowers: 0 };
	const shared = memoryBudgets(() => new Date(at));
	const warned: object[] = [];
	const parts: LimiterParts = {
		budgets: {
			take: (key, ask) => {
				asked.takes += 1;
				return shared.take(key, ask);
			},
			lower: (key, terms) => {
				asked.lowers += 1;
				return shared.lower(key, terms);
			},
		},
		termsOf: async () => {
			asked.terms += 1;
			return TERMS;
		},
		clock: () => at,
		wait: async (ms) => {
			at += ms;
		},
		log: { warn: (fields) => void warned.push(fields) },
		...change,
	};
	return {
		...createLimiter(parts),
		asked,
		warned,
		elapsed: () => at - 1_000_000,
		pass: (ms: number) => (at += ms),
	};
}

const signal = () => new AbortController().signal;

describe("the limiter", () => {
	test("lets calls pass at the rate, after what was saved up", async () => {
		const { take, elapsed, asked } = limiter();
		const passed = await Promise.all(Array.from({ length: 120 }, () => take(KEY, "people", signal())));
		expect(passed.every(Boolean)).toBe(true);
		expect(elapsed()).toBeGreaterThanOrEqual(1_000);
		expect(elapsed()).toBeLessThan(1_150);
		expect(asked.terms).toBe(1);
	});

	test("asks the database once for many calls", async () => {
		const { take, asked } = limiter();
		await Promise.all(Array.from({ length: 20 }, () => take(KEY, "people", signal())));
		expect(asked.takes).toBeLessThanOrEqual(2);
	});

	test("tokens that lie for a second are not used any more", async () => {
		const { take, asked, pass } = limiter();
		await take(KEY, "people", signal());
		await take(KEY, "people", signal());
		expect(asked.takes).toBe(1);
		pass(1_000);
		await take(KEY, "people", signal());
		expect(asked.takes).toBe(2);
	});

	test("a call that is given up leaves its place to the next", async () => {
		const { take } = limiter({ wait: () => new Promise((resolve) => setImmediate(resolve)) });
		await Promise.all(Array.from({ length: 20 }, () => take(KEY, "people", signal())));
		const leaving = new AbortController();
		const left = take(KEY, "people", leaving.signal);
		leaving.abort();
		expect(await left).toBe(false);
		expect(await take(KEY, "people", leaving.signal)).toBe(false);
	});

	test("sweeps leave their share of the bucket to people", async () => {
		const { take, elapsed } = limiter();
		await Promise.all(Array.from({ length: 12 }, () => take(KEY, "sweeps", signal())));
		expect(elapsed()).toBe(0);
		await take(KEY, "sweeps", signal());
		expect(elapsed()).toBeGreaterThan(0);
	});

	test("a throttled answer lowers the rate once a second and drops the stock", async () => {
		const { take, throttled, asked, elapsed } = limiter();
		await take(KEY, "people", signal());
		throttled(KEY);
		throttled(KEY);
		await take(KEY, "people", signal());
		expect(asked.lowers).toBe(1);
		expect(elapsed()).toBeGreaterThanOrEqual(20);
	});

	test("while the database is away calls wait, and none passes", async () => {
		let isAway = true;
		let waits = 0;
		const shared = memoryBudgets(() => new Date(0));
		const { take, warned } = limiter({
			budgets: {
				take: (key, ask) => (isAway ? Promise.reject(new Error("gone")) : shared.take(key, ask)),
				lower: shared.lower,
			},
			wait: async () => {
				waits += 1;
				isAway = waits < 5;
			},
		});
		expect(await take(KEY, "people", signal())).toBe(true);
		expect(warned).toHaveLength(5);
	});
});
