import { describe, expect, it } from "vitest";
import { parseAccountId } from "./account-id.ts";
import { demandsOf, judgeReport, readerOf } from "./cost-report-judge.ts";
import { reportStackParameters } from "./cost-report-stack.ts";
import { DESTINATIONS, HARNESS_DESTINATIONS, harnessTypeOf, hasHarnessSide } from "./destination.ts";
import { profileOf } from "./destinations/profile-of.ts";
import { wordsOf } from "./destinations/words-of.ts";

const account = parseAccountId("123456789012");
if (!account.ok) throw new Error("the test's own account is wrong");
const accountId = account.value;

describe.each(DESTINATIONS)("%s", (destination) => {
	it("has a record in Harness, or says what a person enters at the vendor", () => {
		expect(wordsOf(destination).handOver === null).toBe(hasHarnessSide({ destination }));
		expect(HARNESS_DESTINATIONS.includes(destination)).toBe(harnessTypeOf({ destination }) !== null);
	});

	it("has its cost report judged by what its profile demands, in the name of its product", () => {
		expect(demandsOf(destination)).toBe(profileOf(destination).costReport);
		expect(readerOf(destination)).toBe(wordsOf(destination).product);
		const found = { type: "CUR2.0", bucket: "b", format: "PARQUET", overwrite: "OVERWRITE_REPORT" } as const;
		const unknown = {
			timeGranularity: null,
			includeResources: null,
			includeSplitCostAllocation: null,
			includeManualDiscountCompatibility: null,
			includeCallerIdentity: null,
		};
		const readers = judgeReport({ ...found, ...unknown }).map(({ reader }) => reader);
		expect(readers.filter((reader) => reader === readerOf(destination))).toHaveLength(1);
	});

	it("has a CUR 1.0 report made whose versions its reader takes", () => {
		const made = reportStackParameters({
			destination,
			accountId,
			reportName: "r",
			bucketName: "b",
			reportType: "CUR1.0",
		});
		expect(demandsOf(destination).report.versioning).toContain(made.ReportVersioning);
	});
});
