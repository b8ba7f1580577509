import { describe, expect, it } from "vitest";
import { dashboardRow } from "#components/dashboard/dashboard.test-support.ts";
import { parseDashboardQuery, type QueryParams } from "#lib/domain/dashboard-query.ts";
import { parseTimeline } from "#lib/domain/timeline.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { readDashboard } from "./read-dashboard.ts";

type Calls = { totals: number; counts: number; pages: (boolean | undefined)[]; days: number };

/** A dashboard whose reads are counted; `count` is what every count finds. */
function counted(count = 7, all = 20_003) {
	const ctx = testContext();
	const calls: Calls = { totals: 0, counts: 0, pages: [], days: 0 };
	const { dashboard } = ctx.db;
	const db: TestContext["db"] = {
		...ctx.db,
		dashboard: {
			...dashboard,
			totals: async (now) => {
				calls.totals += 1;
				return { ...(await dashboard.totals(now)), all, byTable: { billing: 3, resource: all - 3 } };
			},
			count: async (_, { limit }) => {
				calls.counts += 1;
				return { count: Math.min(count, limit), isCapped: count > limit };
			},
			page: async (_, { isFew, table }) => {
				calls.pages.push(isFew);
				const rows = table === "billing" ? [dashboardRow({ id: "billing" })] : [];
				return { rows, offset: 0, next: null, previous: null };
			},
			days: async (ids) => {
				calls.days += 1;
				const day = ctx.now().toISOString().slice(0, 10);
				return Object.fromEntries(ids.map((id) => [id, [{ day, worst: "failing", sweeps: 1, misses: 1 }]]));
			},
		},
	};
	const read = (params: QueryParams = {}, options = {}) =>
		readDashboard({ ...ctx, db }, parseDashboardQuery(params), options);
	return { ctx, db, calls, read };
}

describe("the dashboard's view", () => {
	it("reads what is about all connectors once in five seconds, however many look", async () => {
		const { ctx, calls, read } = counted();
		await Promise.all([read(), read({ q: "a" }), read({ sort: "name" })]);
		expect(calls.totals).toBe(1);
		ctx.advance(5_000);
		await read();
		expect(calls.totals).toBe(1);
		ctx.advance(1);
		await read();
		expect(calls.totals).toBe(2);
	});

	it("counts a small fleet each time, so that what was just connected is there", async () => {
		const { calls, read } = counted(7, 12);
		await read();
		await read();
		expect(calls.totals).toBe(2);
	});

	it("does not remember a read that failed", async () => {
		const { db, read } = counted();
		const { totals } = db.dashboard;
		Object.assign(db.dashboard, { totals: () => Promise.reject(new Error("The database is gone.")) });
		await expect(read()).rejects.toThrow("The database is gone.");
		Object.assign(db.dashboard, { totals });
		await expect(read()).resolves.toBeDefined();
	});

	it("takes the counts of everything from the totals, capped, and counts only what is filtered", async () => {
		const { calls, read } = counted();
		const { tables } = await read();
		expect(tables.billing.count).toEqual({ count: 3, isCapped: false });
		expect(tables.resource.count).toEqual({ count: 10_000, isCapped: true });
		expect(calls.counts).toBe(0);
		expect((await read({ q: "a" })).tables.resource.count).toEqual({ count: 7, isCapped: false });
		expect(calls.counts).toBe(2);
	});

	it.each([
		[7, { q: "a" }, true],
		[20_000, { q: "a" }, false],
		[7, { tag: "a", sort: "since" }, true],
		[7, { q: "a", sort: "name" }, undefined],
		[7, { health: "failing" }, undefined],
	] as const)("of %i found by %j, isFew is %s", async (count, params, isFew) => {
		const { calls, read } = counted(count);
		await read(params);
		expect(calls.pages).toEqual([isFew, isFew]);
	});

	it("has timelines only where they are asked for", async () => {
		const { calls, read } = counted();
		expect((await read()).tables.billing.timelines).toEqual({});
		expect(calls.days).toBe(0);
		const { timelines } = (await read({}, { withDays: true })).tables.billing;
		expect(parseTimeline(timelines.billing ?? "").at(-1)).toEqual({ day: "2026-11-22", worst: "failing" });
	});

	it("has the fleet's charts only where they are asked for", async () => {
		const { read } = counted();
		expect((await read()).fleet).toBeNull();
		expect((await read({}, { withFleet: true })).fleet).toEqual({ checks: [], states: [] });
	});
});
