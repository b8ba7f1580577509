import { describe, expect, test } from "vitest";
import { deliveryPlace, exportProblems, judgeDelivery, reportProblems } from "./cost-report.ts";

const good = {
	bucket: "b",
	timeUnit: "HOURLY",
	compression: "GZIP",
	versioning: "OVERWRITE_REPORT",
	refreshClosedReports: true,
	schemaElements: ["RESOURCES", "SPLIT_COST_ALLOCATION_DATA"],
	artifacts: [],
};
const goodExport = {
	bucket: "b",
	format: "PARQUET",
	overwrite: "OVERWRITE_REPORT",
	timeGranularity: "HOURLY",
	includeResources: true,
	includeSplitCostAllocation: null,
	includeManualDiscountCompatibility: true,
	includeCallerIdentity: null,
};

describe("settings of a cost report", () => {
	test("a report as Harness wants it has no problem", () => {
		expect(reportProblems(good, "b")).toEqual([]);
		expect(exportProblems(goodExport, "b")).toEqual([]);
	});

	test.each([
		["bucket", { bucket: "B" }, "S3 bucket"],
		["granularity", { timeUnit: "DAILY" }, "Time granularity"],
		["compression", { compression: "Parquet" }, "Compression type"],
		["versioning", { versioning: "CREATE_NEW_REPORT" }, "Report versioning"],
		["refresh", { refreshClosedReports: false }, "Refresh automatically"],
		["resource IDs", { schemaElements: [] }, "Include resource IDs"],
		["integration", { artifacts: ["ATHENA"] }, "Report data integration"],
	])("a wrong %s of CUR 1.0 is named, and nothing else", (_, change, setting) => {
		expect(reportProblems({ ...good, ...change }, "b").map((problem) => problem.setting)).toEqual([setting]);
	});

	test.each([
		["granularity", { timeGranularity: null }, "Time granularity", true],
		["format", { format: "TEXT_OR_CSV" }, "Format", true],
		["versioning", { overwrite: "CREATE_NEW_REPORT" }, "File versioning", true],
		["resource IDs", { includeResources: false }, "Include resource IDs", true],
		["split cost option", { includeSplitCostAllocation: false }, "Split cost allocation data", false],
	])("a wrong %s of CUR 2.0 is named, required or not", (_, change, setting, isRequired) => {
		const found = exportProblems({ ...goodExport, ...change }, "b");
		expect(found.map((problem) => [problem.setting, problem.isRequired])).toEqual([[setting, isRequired]]);
	});
});

describe("the folder of a delivery", () => {
	test("CUR 1.0 turns the year with the month", () => {
		const place = deliveryPlace("CUR1.0", { name: "r", prefix: "/a/b/" }, new Date("2026-12-31T23:59:59Z"));
		expect(place).toEqual({ prefix: "a/b/r/20261201-20270101/", suffix: ".csv.gz" });
	});

	test("CUR 2.0 goes by UTC, wherever the server stands", () => {
		const place = deliveryPlace("CUR2.0", { name: "r", prefix: "" }, new Date("2026-10-31T23:00:00Z"));
		expect(place.prefix).toBe("r/metadata/BILLING_PERIOD=2026-10/");
	});
});

describe("a delivery", () => {
	const now = new Date("2026-11-22T12:00:00Z");
	const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

	test("of today is delivered", () => {
		expect(judgeDelivery(hoursAgo(3), null, now)).toEqual({ kind: "delivered", ageHours: 3 });
	});

	test("of three days ago is stale, of a report long known", () => {
		expect(judgeDelivery(hoursAgo(72), hoursAgo(900), now)).toEqual({ kind: "stale", ageHours: 72 });
	});

	test("is waited for while the report is younger than a day", () => {
		expect(judgeDelivery(null, hoursAgo(23), now).kind).toBe("waiting");
		expect(judgeDelivery(null, hoursAgo(25), now).kind).toBe("stale");
	});

	test("is waited for on the first day of a month, not on the second", () => {
		expect(judgeDelivery(null, null, new Date("2026-12-01T20:00:00Z")).kind).toBe("waiting");
		expect(judgeDelivery(null, null, new Date("2026-12-02T00:00:00Z")).kind).toBe("stale");
	});
});
