import { beforeAll, describe, expect, it } from "vitest";
import {
	DASHBOARD_SORTS,
	type DashboardFilter,
	type DashboardQuery,
	type DashboardTable,
	EMPTY_DASHBOARD_FILTER,
	parseDashboardQuery,
	type QueryParams,
} from "#lib/domain/dashboard-query.ts";
import { timelineStart } from "#lib/domain/timeline.ts";
import { rolledBack } from "#lib/testing/database.ts";
import { insertManyConnectors } from "#lib/testing/many-connectors.ts";
import { type OwnDatabase, ownDatabase } from "#lib/testing/own-database.ts";
import type { DashboardRow } from "./dashboard-port.ts";
import type { Db, Sql } from "./port.ts";

const now = new Date("2026-11-22T12:00:00Z");
const COUNT = 1_060;

let database: OwnDatabase;
beforeAll(async () => {
	database = await ownDatabase();
});

/** A fleet, and the means to change it; nothing stays. */
async function withFleet(run: (db: Db, sql: Sql) => Promise<void>, options = {}): Promise<void> {
	await rolledBack(database.prisma, (db) =>
		db.transaction(async (tx) => {
			await insertManyConnectors(tx.sql, { count: COUNT, now, ...options });
			await run(db, tx.sql);
		}),
	);
}

async function walk(db: Db, query: DashboardQuery, table: DashboardTable, options = {}) {
	const rows: DashboardRow[] = [];
	const offsets: number[] = [];
	let page = await db.dashboard.page(query, { table, limit: 50, now, ...options });
	for (;;) {
		rows.push(...page.rows);
		offsets.push(page.offset);
		if (page.next === null) return { rows, offsets, last: page };
		page = await db.dashboard.page({ ...query, [table]: page.next }, { table, limit: 50, now, ...options });
	}
}

type Stored = {
	id: string;
	name: string;
	identifier: string;
	aws_account_id: string;
	role_arn: string;
	proof: string;
	is_gov_cloud: boolean;
	cost_report_kind: string | null;
	features: { features: string[] };
	tags: Record<string, string>;
	state: string;
	proven_until: Date | null;
};

/** What the filter means, in plain words. */
function isFound(row: Stored, { q, health, proof, feature, tag, partition }: DashboardFilter): boolean {
	const text = [row.name, row.identifier, row.aws_account_id, row.role_arn].join("\n").toLowerCase();
	const digits = q.replace(/[\s-]/g, "");
	const state = row.proven_until !== null && row.proven_until < now ? "unknown" : row.state;
	return (
		(text.includes(q.toLowerCase()) || (/^\d+$/.test(digits) && text.includes(digits))) &&
		(health.length === 0 || health.some((one) => one === state)) &&
		(proof === null || row.proof === proof) &&
		(feature === null || row.features.features.includes(feature)) &&
		(tag === null || (tag.value === null ? tag.key in row.tags : row.tags[tag.key] === tag.value)) &&
		(partition === null || row.is_gov_cloud === (partition === "aws-us-gov"))
	);
}

const FILTERS: readonly QueryParams[] = [
	{},
	{ health: "unknown" },
	{ health: "healthy" },
	{ health: "failing,quarantined" },
	{ health: "failing,unknown,reported" },
	{ q: "CHECKOUT-prod" },
	{ q: "1000 0007 9190" },
	{ q: "1000-0007" },
	{ q: ":role/HarnessCERole" },
	{ q: "account_100" },
	{ q: "nothing like it" },
	{ proof: "harness" },
	{ proof: "direct", health: "unknown" },
	{ feature: "GOVERNANCE" },
	{ feature: "BILLING" },
	{ tag: "pci" },
	{ tag: "owner:team-7" },
	{ tag: "owner:nobody" },
	{ partition: "aws-us-gov" },
	{ partition: "aws", proof: "harness", feature: "OPTIMIZATION", tag: "env", q: "data" },
];

describe("the dashboard", () => {
	it("finds just what each filter means, expired evidence as unknown, in page, count, batch and ids", async () => {
		await withFleet(async (db, sql) => {
			const stored = (await sql("SELECT * FROM connector", [])) as Stored[];
			for (const params of FILTERS) {
				const query = parseDashboardQuery(params);
				const expected = stored.filter((row) => isFound(row, query));
				for (const table of ["billing", "resource"] as const) {
					const mine = expected.filter((row) => (row.cost_report_kind === "own") === (table === "billing"));
					for (const isFew of [false, true]) {
						const { rows } = await walk(db, query, table, { isFew });
						expect({ params, table, isFew, ids: sortedIds(rows) }).toEqual({
							params,
							table,
							isFew,
							ids: sortedIds(mine),
						});
					}
					const count = await db.dashboard.count(query, { table, limit: 10_000, now });
					expect(count).toEqual({ count: mine.length, isCapped: false });
				}
				expect(sortedIds(await batches(db, query))).toEqual(sortedIds(expected));
				const ids = await db.dashboard.ids(query, { after: null, limit: 5_000, now });
				expect(ids).toEqual(sortedIds(expected));
			}
			expect(stored.filter((row) => isFound(row, parseDashboardQuery({ health: "unknown" }))).length).toBe(
				12,
			);
		});
	});

	it.each(DASHBOARD_SORTS.flatMap((sort) => (["asc", "desc"] as const).map((dir) => [sort, dir] as const)))(
		"visits every row once by %s %s, there and back, in one order",
		async (sort, dir) => {
			await withFleet(async (db) => {
				const query = parseDashboardQuery({ sort, dir });
				for (const isFew of [false, true]) {
					const { rows, offsets, last } = await walk(db, query, "resource", { isFew });
					expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
					expect(rows.length).toBe(COUNT - 22);
					expect(offsets).toEqual(offsets.map((_, index) => index * 50));
					const back: DashboardRow[] = [...last.rows];
					let page = last;
					while (page.previous !== null) {
						page = await db.dashboard.page(
							{ ...query, resource: page.previous },
							{ table: "resource", limit: 50, now, isFew },
						);
						back.unshift(...page.rows);
					}
					expect(page.offset).toBe(0);
					expect(back.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
					if (sort === "since")
						expect(
							isOrdered(
								rows.map(({ since }) => since ?? 0),
								dir,
							),
						).toBe(true);
					if (sort === "proof")
						expect(
							isOrdered(
								rows.map((row) => row.lastProofAt ?? 0),
								dir,
							),
						).toBe(true);
				}
			});
		},
	);

	it("visits every row that stays once while others come, go and change their health", async () => {
		await withFleet(async (db, sql) => {
			const query = parseDashboardQuery({ sort: "name" });
			const before = (await walk(db, query, "resource")).rows;
			const gone = before.filter((_, index) => index % 7 === 0).map(({ id }) => id);
			const seen: string[] = [];
			let page = await db.dashboard.page(query, { table: "resource", limit: 50, now });
			for (let turn = 0; ; turn += 1) {
				seen.push(...page.rows.map(({ id }) => id));
				if (page.next === null) break;
				await sql("UPDATE connector SET status = 'offboarded' WHERE id = $1", [gone[turn * 4]]);
				await sql("UPDATE connector SET state = 'failing' WHERE id LIKE $1 || '%'", [turn.toString(16)]);
				await insertManyConnectors(sql, { count: 5, from: 2_000 + turn * 5, now });
				page = await db.dashboard.page(
					{ ...query, resource: page.next },
					{ table: "resource", limit: 50, now },
				);
			}
			const times = Map.groupBy(seen, (id) => id);
			const stayed = before.filter(({ id }) => !gone.includes(id));
			expect(stayed.filter(({ id }) => times.get(id)?.length !== 1)).toEqual([]);
		});
	});

	it("begins at the first page again when a page before a cursor is the first", async () => {
		await withFleet(async (db, sql) => {
			const query = parseDashboardQuery({ sort: "name" });
			const options = { table: "resource", limit: 50, now } as const;
			const first = await db.dashboard.page(query, options);
			const second = await db.dashboard.page({ ...query, resource: first.next }, options);
			await sql("UPDATE connector SET status = 'offboarded' WHERE id = $1", [first.rows[3]?.id]);
			const back = await db.dashboard.page({ ...query, resource: second.previous }, options);
			expect(back).toMatchObject({ offset: 0, previous: null });
			expect(back.rows).toHaveLength(49);
			expect(back.next).not.toBeNull();
		});
	});

	it.each(["100%", "a_b", "back\\slash", "o'brien", '"quoted"', "$1", "%", "_"])(
		"searches for %j as it is written",
		async (text) => {
			await withFleet(async (db, sql) => {
				await sql(`UPDATE connector SET name = $1 WHERE name LIKE '%-001004'`, [`${text} account`]);
				const query = parseDashboardQuery({ q: text });
				const { rows } = await walk(db, query, "resource");
				expect(rows.map(({ name }) => name)).toEqual([`${text} account`]);
			});
		},
	);

	it("searches for one or two letters at the beginning of a name", async () => {
		await withFleet(async (db) => {
			const { rows } = await walk(db, parseDashboardQuery({ q: "ML" }), "resource");
			expect(rows.length).toBeGreaterThan(50);
			expect(rows.filter(({ name }) => name?.startsWith("ml-") !== true)).toEqual([]);
		});
	});

	it("says of expired evidence that it is unknown since it ran out, and why", async () => {
		await withFleet(async (db) => {
			const { rows } = await walk(db, parseDashboardQuery({ health: "unknown" }), "resource");
			const since = now.getTime() - 40 * 60_000;
			const reason = { checkId: null, code: "EVIDENCE_EXPIRED", observed: null };
			expect(rows.every((row) => row.health === "unknown" && row.since === since)).toBe(true);
			expect(rows.every((row) => JSON.stringify(row.reason) === JSON.stringify(reason))).toBe(true);
			const broken = await walk(db, parseDashboardQuery({ health: "degraded" }), "resource");
			expect(broken.rows[0]?.reason).toMatchObject({
				checkId: "template-current",
				code: "TEMPLATE_OUTDATED",
			});
		});
	});

	it("counts every live connector once, by what its health is now", async () => {
		await withFleet(async (db, sql) => {
			await sql("UPDATE connector SET status = 'offboarded' WHERE name LIKE '%-001004'", []);
			const totals = await db.dashboard.totals(now);
			expect(totals.all).toBe(COUNT - 1);
			expect(Object.values(totals.byHealth).reduce((sum, count) => sum + count, 0)).toBe(totals.all);
			expect(totals).toMatchObject({ byTable: { billing: 22 }, drafts: 18, harnessProof: 53 });
			expect(totals.byHealth).toMatchObject({ quarantined: 2, failing: 14, degraded: 20, unknown: 12 });
			expect(totals.newestProofAt).toBe(now.getTime() - 1_000);
			const later = await db.dashboard.totals(new Date(now.getTime() + 4 * 3_600_000));
			expect(later.byHealth).toMatchObject({ healthy: 0, failing: 0, degraded: 0, reported: 0 });
			expect(later.newestProofAt).toBe(totals.newestProofAt);
		});
	});

	it("caps a count and says so", async () => {
		await withFleet(async (db) => {
			const options = { table: "resource", limit: 500, now } as const;
			expect(await db.dashboard.count(EMPTY_DASHBOARD_FILTER, options)).toEqual({
				count: 500,
				isCapped: true,
			});
		});
	});

	it("groups who changed by how it stands now, and counts evidence that ran out as a change", async () => {
		await withFleet(async (db) => {
			const groups = await db.dashboard.changesSince(new Date(now.getTime() - 86_400_000), now);
			const found = Object.fromEntries(groups.map((group) => [`${group.health} ${group.code}`, group.count]));
			expect(found).toEqual({
				"degraded TEMPLATE_OUTDATED": 20,
				"unknown EVIDENCE_EXPIRED": 12,
				"failing ORGANIZATION_DENY": 4,
				"failing ROLE_STOPPED_WORKING": 10,
				"quarantined null": 2,
				"healthy null": 5,
			});
			expect(groups[0]?.count).toBe(20);
			expect(groups[0]?.examples).toHaveLength(3);
			expect(await db.dashboard.changesSince(now, now)).toEqual([]);
		});
	});

	it("reads the days on which somebody looked", async () => {
		await withFleet(
			async (db) => {
				const { rows } = await db.dashboard.page(parseDashboardQuery({ sort: "name" }), {
					table: "billing",
					limit: 3,
					now,
				});
				const days = await db.dashboard.days([...rows.map(({ id }) => id), "unheard-of"], timelineStart(now));
				expect(Object.keys(days).sort()).toEqual(sortedIds(rows));
				for (const records of Object.values(days)) {
					expect(records).toHaveLength(30);
					expect(records.at(-1)).toMatchObject({ day: "2026-11-22", sweeps: 48 });
				}
			},
			{ days: 35 },
		);
	});

	it("draws the last day in 96 points and the last month in 120", async () => {
		await withFleet(
			async (db, sql) => {
				await sql("DELETE FROM fleet_minute WHERE minute < $1::timestamptz - interval '12 hours'", [now]);
				const { checks, states } = await db.dashboard.fleet(now);
				expect(checks).toHaveLength(96);
				expect(checks[0]).toMatchObject({ checks: 0, p50: null, p95: null });
				expect(checks.at(-2)).toMatchObject({
					at: now.getTime() - 900_000,
					checks: 15_000,
					failed: 150,
					checksPerMinute: 1_000,
				});
				expect(checks.at(-2)?.p50).toBeGreaterThan(75);
				expect(checks.at(-2)?.p95).toBeLessThanOrEqual(200);
				expect(states.length).toBeGreaterThanOrEqual(119);
				expect(states.length).toBeLessThanOrEqual(121);
				expect(states.at(-1)?.byHealth).toEqual({ healthy: 100, failing: 100, degraded: 100, unknown: 100 });
			},
			{ withFleet: true },
		);
	});

	it("offers the tag keys that connectors bear, the most used first", async () => {
		await withFleet(async (db) => {
			expect(await db.dashboard.tagKeys(10)).toEqual(["env", "owner", "pci"]);
		});
	});
});

async function batches(db: Db, filter: DashboardFilter): Promise<readonly DashboardRow[]> {
	const rows: DashboardRow[] = [];
	for (;;) {
		const more = await db.dashboard.batch(filter, { after: rows.at(-1) ?? null, limit: 300, now });
		rows.push(...more);
		if (more.length < 300) return rows;
	}
}

function sortedIds(rows: readonly { readonly id: string }[]): readonly string[] {
	return rows.map(({ id }) => id).sort();
}

function isOrdered(values: readonly number[], dir: "asc" | "desc"): boolean {
	const ordered = values.toSorted((a, b) => (dir === "asc" ? a - b : b - a));
	return values.every((value, index) => value === ordered[index]);
}
