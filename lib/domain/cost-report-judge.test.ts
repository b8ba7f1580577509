import { describe, expect, it } from "vitest";
import { adviceFor, type FoundSettings, judgeReport, storedAdvice } from "./cost-report-judge.ts";

const cur1: FoundSettings = {
	type: "CUR1.0",
	bucket: "b",
	timeUnit: "HOURLY",
	compression: "GZIP",
	versioning: "OVERWRITE_REPORT",
	refreshClosedReports: true,
	schemaElements: ["RESOURCES"],
	artifacts: [],
};
const cur2: FoundSettings = {
	type: "CUR2.0",
	bucket: "b",
	format: "PARQUET",
	overwrite: "OVERWRITE_REPORT",
	timeGranularity: "HOURLY",
	includeResources: true,
	includeSplitCostAllocation: true,
	includeManualDiscountCompatibility: true,
	includeCallerIdentity: true,
};
const served = (found: FoundSettings) =>
	judgeReport(found)
		.filter(({ isServed }) => isServed)
		.map(({ reader }) => reader);

describe("whom a report serves", () => {
	it("is one of the two for a CUR 1.0 report, whichever versioning it has", () => {
		expect(served(cur1)).toEqual(["Harness"]);
		expect(served({ ...cur1, versioning: "CREATE_NEW_REPORT" })).toEqual(["CloudZero"]);
	});

	it("is both for a CUR 2.0 export with every option", () => {
		expect(served(cur2)).toEqual(["Harness", "CloudZero"]);
	});

	it.each([
		["a daily report", { ...cur1, timeUnit: "DAILY" }],
		["a report without resource IDs", { ...cur1, schemaElements: [] }],
		["a report without automatic refresh", { ...cur1, refreshClosedReports: false }],
		["a daily export", { ...cur2, timeGranularity: "DAILY" }],
		["an export as text", { ...cur2, format: "TEXT_OR_CSV" }],
		["an export without resource IDs", { ...cur2, includeResources: false }],
	] as const)("is nobody for %s", (_, found) => {
		expect(served(found)).toEqual([]);
	});

	it("lets CloudZero read Parquet, which Harness does not in CUR 1.0", () => {
		const parquet = { ...cur1, compression: "Parquet", versioning: "CREATE_NEW_REPORT" };
		expect(served(parquet)).toEqual(["CloudZero"]);
		expect(served({ ...parquet, versioning: "OVERWRITE_REPORT" })).toEqual([]);
	});

	it("takes a new file each time for CloudZero's sake, not for Harness's", () => {
		expect(served({ ...cur2, overwrite: "CREATE_NEW_REPORT" })).toEqual(["CloudZero"]);
	});
});

describe("what is advised", () => {
	it("is a second report where a change would take it from the one who reads it", () => {
		expect(adviceFor(judgeReport(cur1), "CloudZero")).toBe(
			"CloudZero cannot read it: Report versioning must be Create new report version. Harness reads it as it is: make a second report rather than changing this one.",
		);
		expect(adviceFor(judgeReport({ ...cur1, versioning: "CREATE_NEW_REPORT" }), "Harness")).toContain(
			"CloudZero reads it as it is: make a second report",
		);
	});

	it("is a change where nobody reads it yet", () => {
		expect(adviceFor(judgeReport({ ...cur2, timeGranularity: "DAILY" }), "Harness")).toBe(
			"Harness cannot read it: Time granularity must be Hourly. Change these settings, or make another report.",
		);
	});

	it("names what would only add detail, and claims no need of it", () => {
		const without = { ...cur2, includeCallerIdentity: false };
		expect(adviceFor(judgeReport(without), "CloudZero")).toBe(
			"CloudZero reads it as it is; it would show more with Caller identity (IAM principal) allocation data on.",
		);
	});

	it("wishes for nothing that AWS does not report", () => {
		expect(adviceFor(judgeReport({ ...cur2, includeCallerIdentity: null }), "CloudZero")).toBe(
			"CloudZero reads it as it is.",
		);
	});
});

describe("stored advice", () => {
	it("is read back as it was stored, and nothing else is taken for it", () => {
		const readers = judgeReport(cur1).map(({ reader }) => ({
			reader,
			advice: adviceFor(judgeReport(cur1), reader),
		}));
		expect(storedAdvice({ readers })).toEqual(readers.map(({ advice }) => advice));
		expect(storedAdvice({})).toEqual([]);
		expect(storedAdvice({ readers: ["x", null, { advice: 1 }] })).toEqual([]);
	});
});
