import { describe, expect, test } from "vitest";
import type { CheckId, Outcome } from "./check.ts";
import {
	featuresHarnessNeverChecks,
	judgeHarnessTest,
	knownValidatorFault,
	type ProvenFacts,
} from "./harness-validator.ts";

const midMonth = new Date("2026-11-15T12:00:00Z");
function proven(outcomes: Partial<Record<CheckId, Outcome>>, testedAt = midMonth): ProvenFacts {
	return { outcomes, features: ["BILLING", "VISIBILITY", "OPTIMIZATION"], testedAt };
}
const notFound = { summary: "CUR report setting is not found", reason: "", message: "" };
const broke = { summary: "Unknown error occurred", reason: "Unknown error occurred", message: "" };
const TRUSTED = { "role-assumable": "passed", "trust-policy": "passed" } as const;
const noFile = { summary: null, reason: "No CUR file is found in last 24 hrs at b/p. ", message: "" };
function denied(action: string) {
	return { summary: null, reason: `Action: ${action} not allowed on Resource: *`, message: "" };
}

describe("an error of Harness's test is excused only by our own proof", () => {
	test.each([
		[
			"a report beyond the first page",
			notFound,
			proven({ "cost-report-found": "passed" }),
			"REPORT_ON_LATER_PAGE",
		],
		["a report that nobody found", notFound, proven({ "cost-report-found": "failed" }), undefined],
		["a report that we did not look for", notFound, proven({}), undefined],
		["an action that AWS does not have", denied("eks:ListClusters'"), proven({}), "MALFORMED_EKS_ACTION"],
		[
			"a wildcard beyond what the feature needs",
			denied("ec2:*"),
			proven({ "permissions:OPTIMIZATION": "passed" }),
			"ASKS_FOR_MORE_THAN_NEEDED",
		],
		[
			"a denied action of a feature we found wanting",
			denied("ec2:*"),
			proven({ "permissions:OPTIMIZATION": "failed" }),
			undefined,
		],
		[
			"an action of two features of which one is unproven",
			denied("ecs:ListServices"),
			proven({ "permissions:OPTIMIZATION": "passed", "permissions:VISIBILITY": "unknown" }),
			undefined,
		],
		["a report younger than a day", noFile, proven({ "cost-report-delivered": "waiting" }), "REPORT_TOO_NEW"],
		["a file that we read", noFile, proven({ "cost-report-delivered": "passed" }), "FILE_OVERLOOKED"],
		[
			"a month that just began",
			noFile,
			proven({ "cost-report-delivered": "passed" }, new Date("2026-12-01T03:00:00Z")),
			"MONTH_START",
		],
		["a file that nobody found", noFile, proven({ "cost-report-delivered": "failed" }), undefined],
		[
			"Harness's own data job",
			{ summary: null, reason: "Internal error with data processing", message: "" },
			proven({ "cost-report-delivered": "passed" }),
			"OWN_DATA_JOB",
		],
		["a test that broke while all we asked holds", broke, proven(TRUSTED), "TEST_BROKE"],
		[
			"a test that broke where a check of ours failed",
			broke,
			proven({ ...TRUSTED, "permissions:VISIBILITY": "failed" }),
			undefined,
		],
		[
			"a test that broke before, too",
			broke,
			proven({ ...TRUSTED, "harness-connector": "failed" }),
			"TEST_BROKE",
		],
		["a test that broke for a role that nothing was proven of", broke, proven({}), undefined],
		[
			"words that nobody knows",
			{ summary: "Something else happened", reason: "", message: "" },
			proven(TRUSTED),
			undefined,
		],
	])("%s", (_, error, facts, fault) => {
		expect(knownValidatorFault(error, facts)?.fault).toBe(fault);
	});
});

describe("a whole test result", () => {
	const facts = proven({ "permissions:OPTIMIZATION": "passed", "cost-report-delivered": "waiting" });
	const failing = { status: "FAILURE", errorSummary: "Missing AWS access permissions" } as const;

	test("with one unexplained error among known faults has failed", () => {
		const errors = [denied("ec2:*"), denied("rds:DescribeDBSnapshots")];
		const judged = judgeHarnessTest({ ...failing, errors }, facts);
		expect(judged).toMatchObject({ kind: "failed", unexplained: [{ reason: errors[1]?.reason }] });
	});

	test("of known faults alone is a warning and names each fault once", () => {
		const judged = judgeHarnessTest(
			{ ...failing, errors: [denied("ec2:*"), denied("lambda:*"), noFile] },
			facts,
		);
		expect(judged).toMatchObject({ kind: "known-faults", outcome: "warning", faults: { length: 2 } });
	});

	test("of a new report alone is waiting", () => {
		expect(judgeHarnessTest({ ...failing, errors: [noFile] }, facts)).toMatchObject({ outcome: "waiting" });
	});

	test("without any error listed has failed by its summary", () => {
		expect(judgeHarnessTest({ ...failing, errors: [] }, facts).kind).toBe("failed");
	});

	test("that is pending or unknown decides nothing", () => {
		expect(judgeHarnessTest({ status: "PENDING", errorSummary: null, errors: [] }, facts).kind).toBe(
			"undecided",
		);
		expect(judgeHarnessTest({ status: "SUCCESS", errorSummary: null, errors: [] }, facts).kind).toBe(
			"passed",
		);
	});
});

test("a passing test of Harness says nothing about Cloud Governance", () => {
	expect(featuresHarnessNeverChecks(["BILLING", "GOVERNANCE"])).toEqual(["GOVERNANCE"]);
});
