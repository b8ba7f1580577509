import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { lowerBudget, takeTokens } from "#lib/domain/budget.ts";
import { testPrisma } from "#lib/testing/database.ts";
import { budgetRepository } from "./budgets.ts";

const prisma = testPrisma();
const budgets = budgetRepository(prisma);
const KEY = "sts:test-region-1";
const TERMS = { base: 200, burst: 50 };
const ask = (want: number, leave = 0) => ({ ...TERMS, want, leave });

beforeEach(async () => {
	await prisma.requestBudget.deleteMany({ where: { key: KEY } });
});

type Row = { tokens: number; rate: number; updatedAt: Date; loweredAt: Date | null };

/** Puts the budget where it would be had so much time passed since it was drawn on or lowered. */
async function ago(row: { tokens: number; rate: number; ms: number; loweredMs?: number }): Promise<void> {
	await prisma.$executeRaw`
		INSERT INTO request_budget (key, tokens, rate, updated_at, lowered_at)
		VALUES (${KEY}, ${row.tokens}, ${row.rate}, clock_timestamp() - ${row.ms}::float8 * interval '1 ms',
			clock_timestamp() - ${row.loweredMs ?? null}::float8 * interval '1 ms')
		ON CONFLICT (key) DO UPDATE SET tokens = excluded.tokens, rate = excluded.rate,
			updated_at = excluded.updated_at, lowered_at = excluded.lowered_at`;
}

async function stored(): Promise<Row> {
	return prisma.requestBudget.findUniqueOrThrow({ where: { key: KEY } });
}

describe("the shared budget", () => {
	test("opens full, for many who come first at the same time", async () => {
		const startedAt = performance.now();
		const grants = await Promise.all([1, 2, 3, 4].map(() => budgets.take(KEY, ask(20))));
		const given = grants.reduce((sum, { granted }) => sum + granted, 0);
		const seconds = (performance.now() - startedAt) / 1_000;
		expect(given).toBeGreaterThanOrEqual(50);
		expect(given).toBeLessThanOrEqual(TERMS.burst + TERMS.base * seconds);
	});

	test("four takers at once never get more than the burst and what the time brought", async () => {
		const startedAt = performance.now();
		let given = 0;
		await Promise.all(
			[1, 2, 3, 4].map(async () => {
				for (let turn = 0; turn < 60; turn += 1) {
					const { granted } = await budgets.take(KEY, ask(7));
					given += granted;
				}
			}),
		);
		const seconds = (performance.now() - startedAt) / 1_000;
		expect(given).toBeLessThanOrEqual(TERMS.burst + TERMS.base * seconds);
		// And the budget is used, not only kept.
		expect(given).toBeGreaterThanOrEqual(TERMS.burst);
	});

	test("a complaint halves the rate for everybody, once a second, and time raises it again", async () => {
		await ago({ tokens: 30, rate: 200, ms: 0 });
		await Promise.all([1, 2, 3].map(() => budgets.lower(KEY, TERMS)));
		const lowered = await stored();
		expect(lowered.rate).toBeCloseTo(100, 0);
		expect(lowered.tokens).toBe(0);

		await ago({ tokens: 0, rate: 100, ms: 2_000, loweredMs: 2_000 });
		expect((await budgets.take(KEY, ask(1))).rate).toBeCloseTo(110, 0);
		await ago({ tokens: 0, rate: 100, ms: 60_000, loweredMs: 60_000 });
		expect((await budgets.take(KEY, ask(500))).granted).toBe(50);
		expect((await stored()).rate).toBe(200);
	});

	test("goes no lower than 5 % of the base", async () => {
		for (let turn = 0; turn < 8; turn += 1) {
			const { rate } = turn === 0 ? { rate: 200 } : await stored();
			await ago({ tokens: 0, rate, ms: 0, loweredMs: 1_500 });
			await budgets.lower(KEY, TERMS);
		}
		expect((await stored()).rate).toBeCloseTo(10, 0);
	});

	test("tells how long to wait when there is nothing", async () => {
		await ago({ tokens: 0, rate: 200, ms: 0 });
		// More than it ever holds, so that no pause of this machine brings it.
		const { granted, waitMs } = await budgets.take(KEY, ask(5, 2_000));
		expect(granted).toBe(0);
		expect(waitMs).toBeGreaterThan(9_700);
		expect(waitMs).toBeLessThanOrEqual(10_005);
	});

	test("a database clock that was set back stops nobody", async () => {
		await ago({ tokens: 0, rate: 200, ms: -3_600_000 });
		expect((await budgets.take(KEY, ask(1))).granted).toBe(0);
		const { updatedAt } = await stored();
		expect(Math.abs(updatedAt.getTime() - Date.now())).toBeLessThan(60_000);
	});

	test("decides as lib/domain/budget.ts does", async () => {
		const state = fc.record({
			tokens: fc.double({ min: -20, max: 50, noNaN: true }),
			rate: fc.double({ min: 10, max: 250, noNaN: true }),
			ms: fc.nat(3_000),
			want: fc.nat(80),
			leave: fc.nat(20),
			isLower: fc.boolean(),
		});
		const check = async ({
			tokens,
			rate,
			ms,
			want,
			leave,
			isLower,
		}: typeof state extends fc.Arbitrary<infer T> ? T : never) => {
			await ago({ tokens, rate, ms });
			const before = (await stored()).updatedAt.getTime();
			const known = { tokens, rate, updatedAt: before, loweredAt: null };
			if (isLower) {
				await budgets.lower(KEY, TERMS);
				const after = await stored();
				const wanted = lowerBudget(known, TERMS, after.updatedAt.getTime());
				expect(after.rate).toBeCloseTo(wanted.rate, 6);
				expect(after.tokens).toBeCloseTo(wanted.tokens, 6);
			} else {
				const { granted } = await budgets.take(KEY, ask(want, leave));
				const after = await stored();
				const wanted = takeTokens(known, ask(want, leave), after.updatedAt.getTime());
				expect(granted).toBe(wanted.grant.granted);
				expect(after.tokens).toBeCloseTo(wanted.budget.tokens, 6);
				expect(after.rate).toBeCloseTo(wanted.budget.rate, 6);
			}
		};
		await fc.assert(fc.asyncProperty(state, check), { numRuns: 60 });
	});
});
