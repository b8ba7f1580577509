import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
