import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	BUDGET_MOVES,
	type Budget,
	harnessTerms,
	LANE_RESERVE,
	lowerBudget,
	openBudget,
	refill,
	stsTerms,
	takeTokens,
} from "./budget.ts";

const TERMS = { base: 100, burst: 25 };

describe("taking tokens", () => {
	test("gives what is wanted while it is there, then the rest, then nothing", () => {
		const full = openBudget(TERMS, 0);
		const first = takeTokens(full, { ...TERMS, want: 20, leave: 0 }, 0);
		const second = takeTokens(first.budget, { ...TERMS, want: 20, leave: 0 }, 0);
		const third = takeTokens(second.budget, { ...TERMS, want: 20, leave: 0 }, 0);
		expect([first, second, third].map(({ grant }) => grant.granted)).toEqual([20, 5, 0]);
		expect(third.grant.waitMs).toBe(10);
	});

	test("gives one token after exactly the wait it told", () => {
		const empty: Budget = { tokens: 0, rate: 100, updatedAt: 0, loweredAt: null };
		const ask = { ...TERMS, want: 5, leave: 0 };
		const { waitMs } = takeTokens(empty, ask, 0).grant;
		expect(takeTokens(empty, ask, waitMs - 1).grant.granted).toBe(0);
		expect(takeTokens(empty, ask, waitMs).grant.granted).toBe(1);
	});

	test("a clock that was set back adds nothing and stops nothing", () => {
		const budget: Budget = { tokens: 3, rate: 100, updatedAt: 1_000_000, loweredAt: null };
		const back = refill(budget, TERMS, 400_000);
		expect(back.tokens).toBe(3);
		expect(refill(back, TERMS, 400_100).tokens).toBe(13);
	});

	test("never gives more than the burst and what the time brought", () => {
		const step = fc.record({ ms: fc.nat(2_000), want: fc.nat(200), throttled: fc.boolean() });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				let budget = openBudget(TERMS, 0);
				let [now, given] = [0, 0];
				for (const { ms, want, throttled } of steps) {
					now += ms;
					if (throttled) budget = lowerBudget(budget, TERMS, now);
					const taken = takeTokens(budget, { ...TERMS, want, leave: 0 }, now);
					budget = taken.budget;
					given += taken.grant.granted;
					expect(taken.grant.granted).toBeLessThanOrEqual(want);
					expect(given).toBeLessThanOrEqual(TERMS.burst + (TERMS.base * now) / 1_000 + 1e-6);
				}
			}),
		);
	});
});

describe("lanes", () => {
	const terms = harnessTerms(400);
	const ask = (lane: keyof typeof LANE_RESERVE) => ({
		...terms,
		want: 1_000,
		leave: terms.burst * LANE_RESERVE[lane],
	});

	test("a sweep leaves 40 % and a rollout 20 % of the bucket to those before them", () => {
		const full = openBudget(terms, 0);
		expect(takeTokens(full, ask("sweeps"), 0).grant.granted).toBe(12);
		expect(takeTokens(full, ask("rollouts"), 0).grant.granted).toBe(16);
		expect(takeTokens(full, ask("people"), 0).grant.granted).toBe(20);
	});

	test("a rollout that nobody disturbs uses at least nine tenths of what Harness allows, and never more", () => {
		let budget = openBudget(terms, 0);
		const grants: number[] = [];
		for (let tenth = 0; tenth < 6_000; tenth += 1) {
			const taken = takeTokens(budget, ask("rollouts"), tenth * 100);
			budget = taken.budget;
			grants.push(taken.grant.granted);
		}
		for (let from = 0; from + 600 <= grants.length; from += 50) {
			const inOneMinute = grants.slice(from, from + 600).reduce((sum, count) => sum + count, 0);
			expect(inOneMinute).toBeGreaterThanOrEqual(360);
			expect(inOneMinute).toBeLessThanOrEqual(400);
		}
	});

	test("people find tokens however greedy the sweeps are", () => {
		let budget = openBudget(terms, 0);
		for (let second = 0; second < 600; second += 1)
			budget = takeTokens(budget, ask("sweeps"), second * 1_000).budget;
		expect(takeTokens(budget, ask("people"), 600_000).grant.granted).toBeGreaterThanOrEqual(8);
	});
});

describe("giving way", () => {
	test("a complaint halves the rate and takes away what was saved up", () => {
		const lowered = lowerBudget(openBudget(TERMS, 0), TERMS, 0);
		expect(lowered).toEqual({ tokens: 0, rate: 50, updatedAt: 0, loweredAt: 0 });
	});

	test("a burst of complaints counts once a second", () => {
		const once = lowerBudget(openBudget(TERMS, 0), TERMS, 0);
		expect(lowerBudget(once, TERMS, 999)).toBe(once);
		expect(lowerBudget(once, TERMS, 1_000).rate).toBeLessThan(once.rate);
	});

	test("goes no lower than 5 % of the base, and comes back to it, never above", () => {
		let budget = openBudget(TERMS, 0);
		for (let second = 0; second < 30; second += 1) budget = lowerBudget(budget, TERMS, second * 1_000);
		expect(budget.rate).toBeCloseTo(5, 5);
		expect(refill(budget, TERMS, budget.updatedAt + 2_000).rate).toBeCloseTo(10, 5);
		expect(refill(budget, TERMS, budget.updatedAt + 3_600_000).rate).toBe(100);
	});

	test("a base that was set lower holds at once", () => {
		const less = { base: 40, burst: 10 };
		const { budget } = takeTokens(openBudget(TERMS, 0), { ...less, want: 0, leave: 0 }, 0);
		expect(budget).toMatchObject({ rate: 40, tokens: 10 });
	});

	test("the rate stays between the floor and the base whatever happens", () => {
		fc.assert(
			fc.property(fc.array(fc.nat(5_000), { maxLength: 80 }), (pauses) => {
				let budget = openBudget(TERMS, 0);
				let now = 0;
				for (const pause of pauses) {
					now += pause;
					budget = lowerBudget(budget, TERMS, now);
					expect(budget.rate).toBeGreaterThanOrEqual(TERMS.base * BUDGET_MOVES.floor);
					expect(budget.rate).toBeLessThanOrEqual(TERMS.base);
				}
			}),
		);
	});
});

describe("what the settings are worth", () => {
	test("no 60 seconds hold more than Harness's limit", () => {
		fc.assert(
			fc.property(fc.integer({ min: 30, max: 1_000 }), (perMinute) => {
				const { base, burst } = harnessTerms(perMinute);
				expect(burst + base * 60).toBeLessThanOrEqual(perMinute + 1e-9);
			}),
		);
	});

	test("a quarter of a second of STS is saved up", () => {
		expect(stsTerms(300)).toEqual({ base: 300, burst: 75 });
		expect(stsTerms(10)).toEqual({ base: 10, burst: 2.5 });
	});
});
