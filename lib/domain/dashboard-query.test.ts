import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	CONNECTABLE_PARTITIONS,
	DASHBOARD_COLUMNS,
	DASHBOARD_SORTS,
	DASHBOARD_TABLES,
	DASHBOARD_TYPES,
	type DashboardCursor,
	type DashboardQuery,
	type DashboardSort,
	DEFAULT_DASHBOARD_COLUMNS,
	EMPTY_DASHBOARD_FILTER,
	HEALTH_ORDER,
	isUnfiltered,
	parseDashboardQuery,
	serializeDashboardQuery,
} from "./dashboard-query.ts";
import { FEATURES } from "./features.ts";

const EMPTY: DashboardQuery = {
	...EMPTY_DASHBOARD_FILTER,
	sort: "health",
	dir: "asc",
	billing: null,
	resource: null,
	cols: DEFAULT_DASHBOARD_COLUMNS,
};

const text = (maxLength: number) =>
	fc
		.string({ unit: "grapheme", maxLength })
		.map((value) =>
			[...value.replace(/[\p{Cc}\s]+/gu, " ").trim()].slice(0, maxLength).join("").slice(0, maxLength).trim(),
		)
		.filter((value) => value.isWellFormed());
const ordered = <T>(all: readonly T[]) =>
	fc.subarray([...all]).map((some) => all.filter((one) => some.includes(one)));

const cursorKey = (sort: DashboardSort): fc.Arbitrary<string> => {
	if (sort === "since" || sort === "proof") return fc.nat().map(String);
	if (sort === "account") return fc.constantFrom("", "123456789012");
	if (sort === "name") return text(128);
	return fc.tuple(fc.nat(7), text(128)).map(([rank, name]) => `${rank}${name}`);
};
const cursor = (sort: DashboardSort, dir: "asc" | "desc"): fc.Arbitrary<DashboardCursor> =>
	fc.record({
		way: fc.constantFrom("after" as const, "before" as const),
		sort: fc.constant(sort),
		dir: fc.constant(dir),
		offset: fc.nat(999_999_999),
		id: fc.stringMatching(/^[a-z0-9]{20}$/),
		key: cursorKey(sort),
	});
const queries: fc.Arbitrary<DashboardQuery> = fc
	.tuple(fc.constantFrom(...DASHBOARD_SORTS), fc.constantFrom("asc" as const, "desc" as const))
	.chain(([sort, dir]) =>
		fc.record({
			q: text(100),
			health: ordered(HEALTH_ORDER),
			proof: fc.constantFrom(null, "direct" as const, "harness" as const),
			feature: fc.constantFrom(null, ...FEATURES),
			tag: fc.option(fc.record({ key: text(128).filter((key) => key !== ""), value: fc.option(text(128)) })),
			partition: fc.constantFrom(null, ...CONNECTABLE_PARTITIONS),
			type: fc.constantFrom(null, ...DASHBOARD_TYPES),
			kind: fc.constantFrom(null, ...DASHBOARD_TABLES),
			sort: fc.constant(sort),
			dir: fc.constant(dir),
			billing: fc.option(cursor(sort, dir)),
			resource: fc.option(cursor(sort, dir)),
			cols: ordered(DASHBOARD_COLUMNS),
		}),
	);

describe("the dashboard's query", () => {
	it("comes back from a URL as it went in", () => {
		fc.assert(
			fc.property(queries, (query) => {
				const url = new URLSearchParams(serializeDashboardQuery(query)).toString();
				expect(parseDashboardQuery(Object.fromEntries(new URLSearchParams(url)))).toEqual(query);
			}),
		);
	});

	it("is bounded and well-formed whatever the URL says", () => {
		const names = Object.keys(EMPTY);
		const anything = fc.dictionary(
			fc.constantFrom(...names),
			fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string())),
		);
		fc.assert(
			fc.property(anything, (params) => {
				const query = parseDashboardQuery(params);
				expect([...query.q].length).toBeLessThanOrEqual(100);
				expect(query.q).not.toMatch(/\p{Cc}/u);
				expect(JSON.stringify(query).length).toBeLessThan(4_000);
				expect(parseDashboardQuery(serializeDashboardQuery(query))).toEqual(query);
			}),
		);
	});

	it("is the default without parameters, and says nothing of the default", () => {
		expect(parseDashboardQuery({})).toEqual(EMPTY);
		expect(serializeDashboardQuery(EMPTY)).toEqual({});
	});

	it("leaves out what is unknown, and keeps the rest", () => {
		const params = {
			q: "  prod\u0000  eu ",
			health: "failing,green,unknown,failing",
			proof: "rumour",
			feature: ["BILLING", "GOVERNANCE"],
			partition: "aws-cn",
			sort: "drop table",
			dir: "sideways",
			billing: "after.name.asc.0.abc.",
			cols: "password,tags",
		};
		expect(parseDashboardQuery(params)).toEqual({
			...EMPTY,
			q: "prod eu",
			health: ["failing", "unknown"],
			feature: "BILLING",
			cols: ["tags"],
		});
	});

	it.each([
		["owner", { key: "owner", value: null }],
		["owner:", { key: "owner", value: "" }],
		["owner:ada", { key: "owner", value: "ada" }],
		["owner:a:b", { key: "owner", value: "a:b" }],
		["aws\\:cost:x", { key: "aws:cost", value: "x" }],
		[":x", null],
		["", null],
	])("reads the tag %j", (tag, expected) => {
		expect(parseDashboardQuery({ tag }).tag).toEqual(expected);
	});

	it.each(["sort=name", "dir=desc"])("drops a cursor of another order (%s)", (change) => {
		const id = "abcdefghij0123456789";
		const made = {
			...EMPTY,
			resource: { way: "after", sort: "health", dir: "asc", offset: 50, id, key: "0a" } as const,
		};
		const params = { ...serializeDashboardQuery(made), ...Object.fromEntries([change.split("=")]) };
		expect(parseDashboardQuery(serializeDashboardQuery(made)).resource).not.toBeNull();
		expect(parseDashboardQuery(params).resource).toBeNull();
	});

	it.each([
		["after.since.asc.0.abc.notanumber", "since"],
		["after.since.asc.0.abc.9999999999999999", "since"],
		["after.account.asc.0.abc.12", "account"],
		["after.health.asc.0.abc.9name", "health"],
		["after.name.asc.0.ABC';--.name", "name"],
		["after.name.asc.-5.abc.name", "name"],
		["after.name.asc.0.abc.a\u0000b", "name"],
	])("drops the made-up cursor %j", (billing, sort) => {
		expect(parseDashboardQuery({ sort, billing }).billing).toBeNull();
	});

	it("is unfiltered only when every part is", () => {
		expect(isUnfiltered(EMPTY)).toBe(true);
		const parts = {
			q: "a",
			health: "failing",
			proof: "direct",
			feature: "BILLING",
			tag: "a",
			partition: "aws",
		};
		for (const [name, value] of Object.entries(parts)) {
			expect(isUnfiltered(parseDashboardQuery({ [name]: value }))).toBe(false);
		}
	});
});
