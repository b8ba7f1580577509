import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { connectorTerraform } from "./connector-terraform.ts";
import type { CeAwsConnector } from "./harness-connector.ts";
import { createConnectorCurl } from "./harness-curl.ts";
import { createStackInput } from "./stack-input.ts";

const BODY: CeAwsConnector = {
	name: "payer-us",
	identifier: "payer_us",
	description: "",
	tags: { team: "data", urgent: "" },
	type: "CEAws",
	spec: {
		featuresEnabled: ["BILLING", "VISIBILITY"],
		crossAccountAccess: {
			crossAccountRoleArn: "arn:aws:iam::123456789012:role/HarnessCERole",
			externalId: "harness:891928451355:abc",
		},
		curAttributes: { reportName: "reports", s3BucketName: "reports-bucket", reportType: "CUR2.0" },
		awsAccountId: "123456789012",
		isAWSGovCloudAccount: false,
	},
};
const STACK = {
	region: "us-east-1",
	templateUrl: "https://bucket.s3.amazonaws.com/role.yaml",
	stackName: "harness-ce-iam-role-stack",
	parameters: { RoleName: "HarnessCERole", BucketName: "" },
};
// biome-ignore lint/suspicious/noTemplateCurlyInString: that it stays text is what is proved
const HOSTILE = ["'; rm -rf / #", '"', "${file(1)}", "%{ if true }", "`id`", "$(id)", "a\nb", "\\", "é🙂"];

describe("a connector as Terraform", () => {
	test("makes the stack, and registers the connector with the role that the stack gave", () => {
		const text = connectorTerraform({ stack: STACK, body: BODY });
		expect(text).toContain('resource "aws_cloudformation_stack" "harness_role" {');
		expect(text).toContain('resource "harness_platform_connector_awscc" "connector" {');
		expect(text).toContain(
			'role_arn    = aws_cloudformation_stack.harness_role.outputs["CrossAccountRoleArn"]',
		);
		expect(text).toContain('external_id = "harness:891928451355:abc"');
		expect(text).toContain('features_enabled = ["BILLING", "VISIBILITY"]');
		expect(text).toContain('tags             = ["team:data", "urgent"]');
		expect(text).toContain('report_name      = "reports"');
	});

	test("names no report where the account has none of its own", () => {
		const spec = { ...BODY.spec, curAttributes: { reportName: "", s3BucketName: "" } };
		expect(connectorTerraform({ stack: STACK, body: { ...BODY, spec } })).not.toMatch(
			/report_name|s3_bucket/,
		);
	});

	test.each(HOSTILE)("keeps %j inside of its quotes", (text) => {
		const written = connectorTerraform({ stack: STACK, body: { ...BODY, name: text, description: text } });
		const plain = connectorTerraform({ stack: STACK, body: { ...BODY, name: "x", description: "x" } });
		expect(written.split("\n").length).toBe(plain.split("\n").length);
		for (const line of written.split("\n").filter((each) => /^ {2}(name|description) {2,}=/.test(each))) {
			expect(line).toMatch(/= "(?:[^"\\]|\\.)*"$/);
			expect(line).not.toMatch(/(^|[^$])\$\{|(^|[^%])%\{/);
		}
	});
});

/** What a POSIX shell makes of single quotes, double quotes aside. */
function shellWords(text: string): readonly string[] {
	const words = text.replaceAll(" \\\n", " ").match(/(?:'[^']*'|\\'|"[^"]*"|[^\s'"])+/g) ?? [];
	return words.map((word) =>
		word.replaceAll(
			/'([^']*)'|\\'|"([^"]*)"/g,
			(whole, single, double) => single ?? double ?? whole.slice(1),
		),
	);
}

describe("a connector as curl", () => {
	const target = { baseUrl: "https://app.harness.io", accountId: "abc" };

	test("posts the body that Finish posts, with the key out of the environment", () => {
		const words = shellWords(createConnectorCurl(target, BODY));
		expect(words).toContain("https://app.harness.io/gateway/ng/api/connectors?accountIdentifier=abc");
		expect(words).toContain("x-api-key: $HARNESS_API_KEY");
		expect(JSON.parse(words.at(-1) ?? "")).toEqual({ connector: BODY });
	});

	test("holds any text as text", () => {
		fc.assert(
			fc.property(fc.oneof(fc.constantFrom(...HOSTILE), fc.string()), (name) => {
				fc.pre(name.isWellFormed() && !name.includes("\0"));
				const words = shellWords(createConnectorCurl(target, { ...BODY, name }));
				expect(JSON.parse(words.at(-1) ?? "").connector.name).toBe(name);
			}),
		);
	});
});

describe("a stack as the CLI's input", () => {
	test("is JSON with every parameter, empty ones too", () => {
		expect(JSON.parse(createStackInput(STACK))).toEqual({
			StackName: "harness-ce-iam-role-stack",
			TemplateURL: "https://bucket.s3.amazonaws.com/role.yaml",
			Capabilities: ["CAPABILITY_NAMED_IAM"],
			Parameters: [
				{ ParameterKey: "RoleName", ParameterValue: "HarnessCERole" },
				{ ParameterKey: "BucketName", ParameterValue: "" },
			],
		});
	});
});
