import { describe, expect, it } from "vitest";
import { brokenRules, readTemplate, resolveResources, type Stack } from "#lib/testing/resolve-template.ts";
import { CANARY_EXTERNAL_ID } from "./canary.ts";
import { SESSION_NAME_PREFIX } from "./permissions/session-policy.ts";

const template = readTemplate(new URL("../../public/templates/rolebridge-operator.yaml", import.meta.url));
const stackOf = (parameters: Readonly<Record<string, string>> = {}): Stack => ({
	template,
	parameters,
	pseudo: { "AWS::Partition": "aws", "AWS::AccountId": "555566667777", "AWS::Region": "us-east-1" },
});
const properties = (id: string, parameters: Readonly<Record<string, string>> = {}) =>
	resolveResources(stackOf(parameters))[id]?.Properties;

describe("the operator's template", () => {
	it("lets the verifier assume roles under its own session names, and at home only the canary and one role", () => {
		expect(properties("VerifierPolicy")).toMatchObject({
			PolicyDocument: {
				Statement: expect.arrayContaining([
					{
						Sid: "VerifyConnections",
						Effect: "Allow",
						Action: "sts:AssumeRole",
						Resource: "arn:aws:iam::*:role/*",
						Condition: { StringLike: { "sts:RoleSessionName": `${SESSION_NAME_PREFIX}*` } },
					},
					{
						Sid: "NoOtherRoleAtHome",
						Effect: "Deny",
						Action: "sts:AssumeRole",
						NotResource: ["<CanaryRole.Arn>", "arn:aws:iam::555566667777:role/HarnessCERole"],
						Condition: { StringEquals: { "aws:ResourceAccount": "555566667777" } },
					},
				]),
			},
		});
	});

	it("makes a canary that may do nothing and asks for the external ID that the check presents", () => {
		const canary = properties("CanaryRole");
		expect(canary).not.toHaveProperty("Policies");
		expect(canary).not.toHaveProperty("ManagedPolicyArns");
		expect(canary).toMatchObject({
			AssumeRolePolicyDocument: {
				Statement: [
					{
						Principal: { AWS: "arn:aws:iam::555566667777:root" },
						Condition: {
							ArnEquals: { "aws:PrincipalArn": "<VerifierRole.Arn>" },
							StringEquals: { "sts:ExternalId": CANARY_EXTERNAL_ID },
						},
					},
				],
			},
		});
	});

	it("keeps versions of templates, and opens nothing of the bucket but published templates", () => {
		expect(properties("TemplateBucket")).toMatchObject({ VersioningConfiguration: { Status: "Enabled" } });
		const document = JSON.parse(JSON.stringify(properties("TemplateBucketPolicy"))).PolicyDocument;
		const [readers, ...others] = document.Statement;
		expect(readers).toMatchObject({ Action: ["s3:GetObject", "s3:GetObjectVersion"], Principal: "*" });
		expect(readers.Resource).toEqual([
			"<TemplateBucket.Arn>/harness-ccm-role/*",
			"<TemplateBucket.Arn>/harness-ccm-organization/*",
			"<TemplateBucket.Arn>/harness-ccm-cost-report/*",
			"<TemplateBucket.Arn>/harness-platform-role/*",
			"<TemplateBucket.Arn>/cloudzero-role/*",
		]);
		for (const statement of others) expect(statement.Effect).toBe("Deny");
	});

	it("shuts the bucket to the public when only an organization reads it", () => {
		const parameters = { TemplateReaders: "organization", ReaderOrganizationId: "o-abcdefghij" };
		expect(properties("TemplateBucket", parameters)).toMatchObject({
			PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
		});
		expect(properties("TemplateBucketPolicy", parameters)).toMatchObject({
			PolicyDocument: {
				Statement: [
					{ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } },
					expect.anything(),
				],
			},
		});
	});

	it("stops where nobody could become the verifier, or no organization is named", () => {
		expect(brokenRules(stackOf())).toEqual([]);
		expect(brokenRules(stackOf({ TrustedService: "none" }))).toHaveLength(1);
		expect(brokenRules(stackOf({ TemplateReaders: "organization" }))).toHaveLength(1);
	});

	it("puts out everything that Settings asks for", () => {
		expect(Object.keys(template.Outputs ?? {})).toEqual(
			expect.arrayContaining([
				"VerifierAccountId",
				"VerifierPrincipalArn",
				"CanaryRoleArn",
				"TemplateBucketName",
				"TemplateBucketRegion",
			]),
		);
	});
});
