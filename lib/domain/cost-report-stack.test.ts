import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { brokenRules, readTemplate, resolveResources, type Stack } from "#lib/testing/resolve-template.ts";
import { parseAccountId } from "./account-id.ts";
import {
	REPORT_TEMPLATE,
	REPORT_TEMPLATE_PARAMETERS,
	reportStackName,
	reportStackParameters,
	reportStackState,
} from "./cost-report-stack.ts";
import { parseBucketName, parseExportName } from "./s3-names.ts";

const path = new URL(`../../public/templates/${REPORT_TEMPLATE.file}`, import.meta.url);
const template = readTemplate(path);
const account = parseAccountId("123456789012");
if (!account.ok) throw new Error("the test's own account is wrong");
const accountId = account.value;
const NAME = reportStackName("harness-ccm", accountId, new Uint8Array([0x0b, 0xad, 0xca, 0xfe, 9]));
const input = {
	destination: "harness-ccm",
	accountId,
	reportName: NAME,
	bucketName: NAME,
	reportType: "CUR2.0",
} as const;

function stackOf(parameters: Readonly<Record<string, string>>, region = "us-east-1"): Stack {
	const pseudo = { "AWS::Partition": "aws", "AWS::AccountId": accountId, "AWS::Region": region };
	return { template, parameters, pseudo };
}

function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
	return keys.reduce<unknown>(
		(found, key) => (found as Record<string | number, unknown> | undefined)?.[key],
		value,
	);
}

describe("the report's template", () => {
	it("is the one whose digest links name", () => {
		expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toBe(REPORT_TEMPLATE.sha256);
	});

	it("knows every parameter that a link carries", () => {
		expect(Object.keys(template.Parameters)).toEqual(expect.arrayContaining([...REPORT_TEMPLATE_PARAMETERS]));
		for (const [name, value] of Object.entries(reportStackParameters(input))) {
			const { AllowedPattern = ".*", AllowedValues } = template.Parameters[name] ?? {};
			expect(value, name).toMatch(new RegExp(String(AllowedPattern)));
			if (Array.isArray(AllowedValues)) expect(AllowedValues).toContain(value);
		}
	});

	it("makes one report of the type that is asked for, after the bucket lets AWS write", () => {
		const made = (reportType: "CUR1.0" | "CUR2.0") =>
			Object.keys(resolveResources(stackOf(reportStackParameters({ ...input, reportType }))));
		expect(made("CUR2.0")).toEqual(["ReportBucket", "ReportBucketPolicy", "CostDataExport"]);
		expect(made("CUR1.0")).toEqual(["ReportBucket", "ReportBucketPolicy", "CostAndUsageReport"]);
		for (const report of ["CostDataExport", "CostAndUsageReport"])
			expect(template.Resources[report]?.DependsOn).toBe("ReportBucketPolicy");
	});

	it("lets only AWS's billing services write, and only for a report of this account", () => {
		const { ReportBucketPolicy } = resolveResources(stackOf(reportStackParameters(input)));
		const statements = at(ReportBucketPolicy?.Properties, "PolicyDocument", "Statement");
		const allowed = (statements as { Effect: string }[]).filter(({ Effect }) => Effect === "Allow");
		expect(allowed).toHaveLength(2);
		for (const statement of allowed) {
			expect(statement).toMatchObject({
				Principal: { Service: ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"] },
				Condition: {
					StringEquals: { "aws:SourceAccount": accountId },
					ArnLike: {
						"aws:SourceArn": [
							`arn:aws:cur:us-east-1:${accountId}:definition/*`,
							`arn:aws:bcm-data-exports:us-east-1:${accountId}:export/*`,
						],
					},
				},
			});
		}
	});

	it("keeps the public out and the bucket when the stack goes, but not when the stack failed", () => {
		const bucket = template.Resources.ReportBucket;
		expect(bucket?.DeletionPolicy).toBe("RetainExceptOnCreate");
		expect(at(bucket?.Properties, "PublicAccessBlockConfiguration")).toEqual({
			BlockPublicAcls: true,
			BlockPublicPolicy: true,
			IgnorePublicAcls: true,
			RestrictPublicBuckets: true,
		});
		expect(at(bucket?.Properties, "OwnershipControls", "Rules", 0, "ObjectOwnership")).toBe(
			"BucketOwnerEnforced",
		);
	});

	it("selects no column twice, and those that its settings add", () => {
		const query = String(
			at(template.Resources.CostDataExport?.Properties, "Export", "DataQuery", "QueryStatement"),
		);
		const columns = (/^SELECT (.*) FROM COST_AND_USAGE_REPORT$/.exec(query)?.[1] ?? "").split(", ");
		expect(new Set(columns).size).toBe(columns.length);
		expect(columns).toEqual(
			expect.arrayContaining([
				"line_item_resource_id",
				"split_line_item_split_cost",
				"line_item_iam_principal",
				"resource_tags",
			]),
		);
	});

	it("stops in another region and in another account, before anything is made", () => {
		const parameters = reportStackParameters(input);
		expect(brokenRules(stackOf(parameters))).toEqual([]);
		expect(brokenRules(stackOf(parameters, "eu-west-1")).join()).toContain("us-east-1");
		expect(brokenRules(stackOf({ ...parameters, ExpectedAccountId: "111111111111" })).join()).toContain(
			"not the AWS account",
		);
	});
});

describe("reportStackName", () => {
	it("is a name that S3 and both report services take, for every destination", () => {
		for (const destination of ["harness-ccm", "cloudzero"] as const) {
			const name = reportStackName(destination, accountId, new Uint8Array(4).fill(255));
			expect(name).toBe(
				`${destination === "cloudzero" ? "cloudzero" : "harness"}-cost-report-123456789012-ffffffff`,
			);
			expect(parseBucketName(name).ok && parseExportName(name).ok).toBe(true);
		}
	});
});

describe("reportStackParameters", () => {
	it("asks for a new version each time only for CloudZero's CUR 1.0", () => {
		const of = (destination: "harness-ccm" | "cloudzero", reportType: "CUR1.0" | "CUR2.0") =>
			reportStackParameters({ ...input, destination, reportType }).ReportVersioning;
		expect(of("cloudzero", "CUR1.0")).toBe("CREATE_NEW_REPORT");
		expect(of("cloudzero", "CUR2.0")).toBe("OVERWRITE_REPORT");
		expect(of("harness-ccm", "CUR1.0")).toBe("OVERWRITE_REPORT");
	});
});

describe("reportStackState", () => {
	const reportStack = {
		reportName: NAME,
		bucketName: NAME,
		reportType: "CUR2.0",
		launchedAt: new Date(0),
		bucketSeenAt: null,
		askedAt: null,
	} as const;
	const costReport = { kind: "own", reportName: NAME, bucketName: NAME, reportType: "CUR2.0" } as const;

	it("waits until a bucket of the name exists", () => {
		expect(reportStackState({ costReport, reportStack })).toBe("waiting");
		expect(reportStackState({ costReport, reportStack: { ...reportStack, bucketSeenAt: new Date(1) } })).toBe(
			"seen",
		);
	});

	it("no longer counts when another report was entered since", () => {
		expect(reportStackState({ costReport: { ...costReport, reportName: "other" }, reportStack })).toBe(
			"none",
		);
		expect(reportStackState({ costReport: null, reportStack })).toBe("none");
	});
});
