import { describe, expect, test } from "vitest";
import type { CeAwsConnector, CeAwsSpec } from "./harness-connector.ts";
import { judgeImports, readForImport } from "./import-connector.ts";

const ACCOUNT = "123456789012";

function connector(identifier = "Payer", spec: Partial<CeAwsSpec> = {}): CeAwsConnector {
	return {
		name: identifier,
		identifier,
		description: null,
		tags: { team: "costs" },
		type: "CEAws",
		spec: {
			featuresEnabled: ["VISIBILITY"],
			crossAccountAccess: { crossAccountRoleArn: `arn:aws:iam::${ACCOUNT}:role/Any` },
			awsAccountId: ACCOUNT,
			...spec,
		},
	};
}

describe("readForImport", () => {
	test("takes a role of any name and path as it is", () => {
		const crossAccountRoleArn = `arn:aws:iam::${ACCOUNT}:role/team/costs/some+Role`;
		const reading = readForImport(connector("Payer", { crossAccountAccess: { crossAccountRoleArn } }));
		expect(reading).toMatchObject({ kind: "readable", facts: { roleArn: crossAccountRoleArn } });
	});

	test("takes the account from the role where the connector names none", () => {
		const reading = readForImport(connector("Payer", { awsAccountId: null }));
		expect(reading).toMatchObject({ facts: { overview: { awsAccountId: ACCOUNT } } });
	});

	test("names the features that it has no name for, and leaves them out", () => {
		const featuresEnabled = ["CLUSTER_ORCHESTRATOR", "GOVERNANCE", "VISIBILITY"];
		expect(readForImport(connector("Payer", { featuresEnabled }))).toMatchObject({
			facts: { requirements: { features: ["VISIBILITY", "GOVERNANCE"] } },
			unknownFeatures: ["CLUSTER_ORCHESTRATOR"],
		});
	});

	test.each([
		[undefined, "CUR1.0"],
		["CUR1.0", "CUR1.0"],
		["CUR2.0", "CUR2.0"],
	])("reads the report of type %s as %s", (reportType, wanted) => {
		const curAttributes = { reportName: "costs", s3BucketName: "bucket", ...(reportType && { reportType }) };
		const reading = readForImport(connector("Payer", { featuresEnabled: ["BILLING"], curAttributes }));
		expect(reading).toMatchObject({ facts: { costReport: { kind: "own", reportType: wanted } } });
	});

	test("a connector without cost data needs no report", () => {
		const costReport = { kind: "none", reason: "not-needed" };
		expect(readForImport(connector())).toMatchObject({ facts: { costReport } });
	});

	test.each<[string, Partial<CeAwsSpec>]>([
		["no-role", { crossAccountAccess: null }],
		["no-role", { crossAccountAccess: { crossAccountRoleArn: "arn:aws:iam::1:user/a" } }],
		["oidc", { crossAccountAccess: null, credential: { type: "OidcAuthentication" } }],
		["role-elsewhere", { awsAccountId: "210987654321" }],
		["role-elsewhere", { isAWSGovCloudAccount: true }],
		["no-account", { awsAccountId: "12" }],
		["no-known-feature", { featuresEnabled: ["CLUSTER_ORCHESTRATOR"] }],
		[
			"report-type",
			{
				featuresEnabled: ["BILLING"],
				curAttributes: { reportName: "a", s3BucketName: "b", reportType: "FOCUSv1.3" },
			},
		],
	])("refuses with the reason %s", (problem, spec) => {
		expect(readForImport(connector("Payer", spec))).toEqual({ kind: "unreadable", problem });
	});

	test("bears no more tags than fit here", () => {
		const tags = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`tag${index}`, "x"]));
		const reading = readForImport({ ...connector(), tags });
		expect(reading.kind === "readable" && Object.keys(reading.facts.overview.tags)).toHaveLength(20);
	});
});

describe("judgeImports", () => {
	const here = { id: "own", name: "Ours", identifier: "Payer", awsAccountId: ACCOUNT };
	const verdicts = (listed: CeAwsConnector[], known: (typeof here)[] = []) =>
		judgeImports(listed, known).map(({ verdict }) => verdict);

	test("what stands alone and is not here can be adopted", () => {
		expect(verdicts([connector()])).toEqual([{ kind: "new" }]);
	});

	test("what is here is led to, also when it could not be adopted any more", () => {
		const gone = connector("Payer", { crossAccountAccess: null });
		expect(verdicts([gone], [here])).toEqual([{ kind: "here", connectorId: "own" }]);
	});

	test("an account that is here under another identifier is named", () => {
		expect(verdicts([connector("Second")], [here])).toEqual([
			{ kind: "account-here", connectorId: "own", name: "Ours" },
		]);
	});

	test("connectors that share an account name each other, and none is chosen unasked", () => {
		expect(verdicts([connector("A"), connector("B")])).toEqual([
			{ kind: "duplicate", others: ["B"] },
			{ kind: "duplicate", others: ["A"] },
		]);
	});
});
