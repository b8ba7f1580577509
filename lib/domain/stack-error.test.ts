import fc from "fast-check";
import { expect, test } from "vitest";
import { explainStackError } from "./stack-error.ts";

test.each([
	["Stack [harness-ce-iam-role-stack] already exists", "STACK_NAME_TAKEN", "harness-ce-iam-role-stack"],
	[
		"HarnessCERole already exists in stack arn:aws:cloudformation:us-east-1:123456789012:stack/a/b",
		"STACK_ROLE_NAME_TAKEN",
		"HarnessCERole",
	],
	[
		"Resource handler returned message: \"Resource of type 'AWS::IAM::Role' with identifier 'HarnessCERole' already exists.\"",
		"STACK_ROLE_NAME_TAKEN",
		"HarnessCERole",
	],
	[
		"Role with name HarnessCERole already exists. (Service: Iam, Status Code: 409)",
		"STACK_ROLE_NAME_TAKEN",
		"HarnessCERole",
	],
	[
		"API: iam:CreateRole User: arn:aws:iam::123456789012:user/anna is not authorized to perform: iam:CreateRole on resource: x",
		"STACK_NOT_ALLOWED",
		"iam:CreateRole",
	],
	[
		"User: x is not authorized to perform: iam:CreateRole on resource: y with an explicit deny in a service control policy",
		"ORGANIZATION_DENY",
		"iam:CreateRole",
	],
	["An error occurred (AccessDenied) when calling the CreateStack operation", "STACK_NOT_ALLOWED", null],
	[
		"An error occurred (InsufficientCapabilitiesException): Requires capabilities : [CAPABILITY_NAMED_IAM]",
		"STACK_CAPABILITY_MISSING",
		"CAPABILITY_NAMED_IAM",
	],
	[
		"This is not the AWS account that the link was made for. Sign in to the account in ExpectedAccountId and open the link again.",
		"STACK_WRONG_ACCOUNT",
		"ExpectedAccountId",
	],
	[
		"Cannot exceed quota for PoliciesPerRole: 10 (Service: Iam, Status Code: 409)",
		"STACK_POLICY_LIMIT",
		"PoliciesPerRole",
	],
	["Maximum policy size of 10240 bytes exceeded for role HarnessCERole", "STACK_POLICY_LIMIT", null],
	[
		"S3 error: Access Denied For more information check http://docs.aws.amazon.com",
		"STACK_TEMPLATE_UNREADABLE",
		null,
	],
	["S3 error: The specified key does not exist.", "STACK_TEMPLATE_UNREADABLE", null],
	["TemplateURL must be a supported URL.", "STACK_TEMPLATE_UNREADABLE", null],
	["Parameters: [ExternalId] must have values", "STACK_PARAMETER_INVALID", "ExternalId"],
	["Parameter 'BillingEnabled' must be one of AllowedValues", "STACK_PARAMETER_INVALID", "BillingEnabled"],
	[
		"Parameter ExpectedAccountId failed to satisfy constraint: 12 digits",
		"STACK_PARAMETER_INVALID",
		"ExpectedAccountId",
	],
	["Parameters: [RolePath] do not exist in the template", "TEMPLATE_PARAMETERS_UNKNOWN", "RolePath"],
	[
		"Cost Visibility needs BucketName, the S3 bucket of the cost report.",
		"STACK_PARAMETER_INVALID",
		"BucketName",
	],
	[
		"Rate exceeded (Service: AmazonCloudFormation; Status Code: 400; Error Code: Throttling)",
		"AWS_THROTTLED",
		null,
	],
	["The following resource(s) failed to create: [HarnessCloudFormationRole].", "STACK_FAILED", null],
	["", "STACK_FAILED", null],
])("%j is %s", (text, code, subject) => {
	expect(explainStackError(text)).toMatchObject({ code, subject });
});

test("in a list of events the cause is found and quoted, not its consequences", () => {
	const events = [
		"2026-03-01 CREATE_FAILED HarnessBillingMonitoringPolicy Resource creation cancelled",
		"2026-03-01 CREATE_FAILED HarnessCloudFormationRole HarnessCERole already exists in stack arn:aws:x",
		"2026-03-01 ROLLBACK_IN_PROGRESS harness-ce-iam-role-stack",
	];
	expect(explainStackError(events.join("\n"))).toMatchObject({
		code: "STACK_ROLE_NAME_TAKEN",
		quote: events[1],
	});
});

test("any text gets a bounded answer", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), (noise) => {
			const { code, quote } = explainStackError(`${noise}\nStack [a] already exists\n${noise}`);
			expect(code).not.toBe("STACK_FAILED");
			expect(quote?.length).toBeLessThanOrEqual(500);
		}),
	);
	expect(explainStackError("perform: ".repeat(20_000)).code).toBe("STACK_FAILED");
});
