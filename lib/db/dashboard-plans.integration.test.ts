import { beforeAll, describe, expect, it } from "vitest";
import { DASHBOARD_SORTS, parseDashboardQuery, type QueryParams } from "#lib/domain/dashboard-query.ts";
import { insertManyConnectors } from "#lib/testing/many-connectors.ts";
import { type OwnDatabase, ownDatabase } from "#lib/testing/own-database.ts";
import { changesStatement, totalsStatement } from "./dashboard-overview-sql.ts";
import {
	batchStatement,
	countStatement,
	idsStatement,
	pageStatement,
	rowsStatement,
	type Statement,
} from "./dashboard-sql.ts";

const now = new Date("2026-11-22T12:00:00Z");
/** Tables that grow: none may be read from end to end. */
const LARGE = [
	"connector",
	"health_change",
	"check_result",
	"latest_result",
	"connector_day",
	"fleet_minute",
];

let database: OwnDatabase;
beforeAll(async () => {
	database = await ownDatabase();
	await insertManyConnectors(database.sql, { count: 20_000, now, withFleet: true });
	// As autovacuum leaves it: an index alone may then answer.
	await database.sql("VACUUM (ANALYZE) connector", []);
}, 120_000);

type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: readonly Plan[] };

async function fullReads({ text, values }: Statement): Promise<readonly string[]> {
	const rows = await database.sql(`EXPLAIN (FORMAT JSON) ${text}`, values);
	const plans = rows.flatMap((row) => row["QUERY PLAN"] as { Plan: Plan }[]);
	const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
	return plans
		.flatMap((explained) => nodes(explained.Plan))
		.filter((node) => node["Node Type"] === "Seq Scan" && LARGE.includes(node["Relation Name"] ?? ""))
		.map((node) => `Seq Scan on ${node["Relation Name"]}`);
}

/** Each narrows a lot; what hardly narrows is cut off by its limit. */
const FILTERS: readonly QueryParams[] = [
	{ q: "payments-prod-000100" },
	{ q: "1000 0007" },
	{ q: "ml" },
	{ health: "unknown" },
	{ health: "failing" },
	{ health: "degraded,quarantined,failing,unknown" },
	{ tag: "pci" },
	{ tag: "owner:team-7" },
	{ feature: "GOVERNANCE" },
	{ partition: "aws-us-gov" },
	{ proof: "harness" },
	{ type: "Aws" },
	{ type: "CloudZero" },
	{ kind: "billing" },
	{ q: "prod", health: "failing", tag: "env:prod", feature: "OPTIMIZATION" },
];

describe("with 20,000 connectors an index answers", () => {
	const pages = DASHBOARD_SORTS.flatMap((sort) => ["asc", "desc"].map((dir) => ({ sort, dir })));

	it.each(pages)("the first page by %j, and those after and before it", async (order) => {
		const key = {
			health: "7a",
			name: "ma",
			account: "500000000000",
			since: "1795331071152",
			proof: "1795331071152",
		};
		for (const table of ["billing", "resource"] as const) {
			for (const way of [null, "after", "before"] as const) {
				const cursor = way && [way, order.sort, order.dir, 50, "abcdefghij", key[order.sort]].join(".");
				const query = parseDashboardQuery({ ...order, ...(cursor && { [table]: cursor }) });
				expect(query[table]?.way ?? null).toBe(way);
				expect(await fullReads(pageStatement(query, { table, limit: 51, now }))).toEqual([]);
			}
		}
	});

	it.each(FILTERS)("the page, count, ids and export of %j", async (params) => {
		for (const sort of DASHBOARD_SORTS) {
			const query = parseDashboardQuery({ ...params, sort });
			for (const isFew of [false, true]) {
				const options = { table: "resource", limit: 51, now, isFew } as const;
				expect([sort, isFew, await fullReads(pageStatement(query, options))]).toEqual([sort, isFew, []]);
			}
		}
		const filter = parseDashboardQuery(params);
		const rest = { after: null, limit: 1_000, now };
		expect(await fullReads(countStatement(filter, { table: "resource", limit: 10_000, now }))).toEqual([]);
		expect(await fullReads(idsStatement(filter, rest))).toEqual([]);
		expect(await fullReads(batchStatement(filter, rest))).toEqual([]);
	});

	it("the next batch of an export of everything, and the rows by id", async () => {
		const filter = parseDashboardQuery({});
		const after = { table: "resource", name: "media-prod-000100", id: "abcdefghij" } as const;
		expect(await fullReads(batchStatement(filter, { after, limit: 1_000, now }))).toEqual([]);
		expect(await fullReads(idsStatement(filter, { after: "abc", limit: 1_000, now }))).toEqual([]);
		expect(await fullReads(rowsStatement(["a", "b"]))).toEqual([]);
	});

	it("the totals and what changed", async () => {
		expect(await fullReads(totalsStatement(now))).toEqual([]);
		expect(await fullReads(changesStatement(new Date(now.getTime() - 86_400_000), now))).toEqual([]);
	});

	it("and a query without one is found by this test", async () => {
		const text = "SELECT count(*) FROM connector WHERE description = 'x'";
		expect(await fullReads({ text, values: [] })).toEqual(["Seq Scan on connector"]);
	});
});
