import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
	brokenRules,
	readTemplate,
	resolveResources,
	resolveValue,
	type Stack,
} from "#lib/testing/resolve-template.ts";
import { MANIFEST_VERSION } from "../permissions/manifest-types.ts";
import { ORGANIZATION_ACTIONS } from "../permissions/session-policy.ts";
import { ORGANIZATION_READER_ROLE_NAME } from "../rollout.ts";
import { TEMPLATE_DEFAULTS, TEMPLATE_PARAMETERS } from "../template-parameters.ts";
import {
	CHOSEN_PARAMETERS,
	ORGANIZATION_TEMPLATE_DEFAULTS,
	ORGANIZATION_TEMPLATE_PARAMETERS,
	PAYER_PARAMETERS,
	REQUIRED_ORGANIZATION_PARAMETERS,
	SHARED_PARAMETERS,
} from "./organization-template.ts";

const file = new URL("../../../public/templates/harness-ccm-organization.yaml", import.meta.url);
const template = readTemplate(file);
const roleTemplate = readTemplate(
	new URL("../../../public/templates/harness-ccm-role.yaml", import.meta.url),
);
const HERE = "123456789012";
const pseudo = {
	"AWS::Partition": "aws",
	"AWS::AccountId": HERE,
	"AWS::Region": "us-east-1",
	"AWS::StackName": "harness-ccm-organization",
	"AWS::StackId": `arn:aws:cloudformation:us-east-1:${HERE}:stack/x/y`,
};
const least = {
	ExternalId: "harness:891928451355:abc",
	OrganizationalUnitIds: "r-ab12",
	RoleTemplateUrl: "https://templates.s3.us-east-1.amazonaws.com/role.yaml",
};
const verifier = {
	VerifierAccountId: "999988887777",
	VerifierPrincipalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
	VerifierExternalId: "rb-base",
};
const stackOf = (parameters: Readonly<Record<string, string>>): Stack => ({
	template,
	parameters: { ...least, ...parameters },
	pseudo,
});
const resourcesOf = (parameters: Readonly<Record<string, string>> = {}) =>
	resolveResources(stackOf(parameters));

/** The tests read the template as data; what a path names is asserted where it is used. */
function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
	return keys.reduce<unknown>(
		(found, key) => (found as Record<string | number, unknown> | undefined)?.[key],
		value,
	);
}

/** What the stack set gives the role template in each account of the units. */
function memberParameters(parameters: Readonly<Record<string, string>> = {}): Record<string, unknown> {
	const given = at(resourcesOf(parameters).HarnessStackSet?.Properties, "Parameters");
	const pairs = given as readonly { readonly ParameterKey: string; readonly ParameterValue: unknown }[];
	return Object.fromEntries(pairs.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
}
/** What the nested stack gives it in the account of the stack. */
function payerParameters(parameters: Readonly<Record<string, string>> = {}): Record<string, unknown> {
	const given = at(resourcesOf(parameters).HarnessAccountRole?.Properties, "Parameters");
	return { ...(given as Record<string, unknown>) };
}

describe("the organization template's parameters", () => {
	it("are exactly those that a link can carry, within AWS's limits", () => {
		expect(Object.keys(template.Parameters).toSorted()).toEqual(
			[...ORGANIZATION_TEMPLATE_PARAMETERS].toSorted(),
		);
		expect(Object.keys(template.Parameters).length).toBeLessThanOrEqual(200);
		expect(readFileSync(file).byteLength).toBeLessThanOrEqual(51_200);
	});

	it("have the defaults that links leave out, and none where only a person can know", () => {
		const entries = Object.entries(template.Parameters);
		const without = entries.filter(([, parameter]) => !("Default" in parameter)).map(([name]) => name);
		expect(without.toSorted()).toEqual([...REQUIRED_ORGANIZATION_PARAMETERS].toSorted());
		const defaults = entries.filter(([name]) => !without.includes(name));
		expect(Object.fromEntries(defaults.map(([name, { Default }]) => [name, String(Default)]))).toEqual(
			ORGANIZATION_TEMPLATE_DEFAULTS,
		);
	});

	it("accept their own defaults, are never hidden, explain themselves, and are all shown in a group", () => {
		const groups = at(
			readTemplate(file) as unknown,
			...["Metadata", "AWS::CloudFormation::Interface", "ParameterGroups"],
		) as readonly { readonly Parameters: readonly string[] }[];
		expect(groups.flatMap(({ Parameters }) => Parameters).toSorted()).toEqual(
			Object.keys(template.Parameters).toSorted(),
		);
		for (const [name, parameter] of Object.entries(template.Parameters)) {
			expect(parameter, name).not.toHaveProperty("NoEcho");
			expect(parameter.Description, name).toMatch(/\.$/);
			if (typeof parameter.AllowedPattern !== "string") continue;
			expect(parameter.ConstraintDescription, name).toMatch(/\.$/);
			if (typeof parameter.Default === "string") {
				expect(parameter.Default, name).toMatch(new RegExp(parameter.AllowedPattern));
			}
		}
	});

	it("allow what the role template allows, so that no account's stack is refused what this one took", () => {
		const pairs: readonly (readonly [string, string])[] = [
			...SHARED_PARAMETERS.map((name) => [name, name] as const),
			...CHOSEN_PARAMETERS.map((name) => [`Member${name}`, name] as const),
			...[...CHOSEN_PARAMETERS, ...PAYER_PARAMETERS].map((name) => [`Payer${name}`, name] as const),
		];
		for (const [own, roles] of pairs) {
			const [here, there] = [template.Parameters[own], roleTemplate.Parameters[roles]];
			expect(here?.Type, own).toBe(there?.Type);
			expect(here?.AllowedValues, own).toEqual(there?.AllowedValues);
			if (own === "VerifierExternalId") continue;
			expect(here?.AllowedPattern, own).toBe(there?.AllowedPattern);
		}
	});

	it.each(["", "o-ab12cd34ef", "ou-ab12", "r-ab12,", "123456789012"])("%j names no unit", (text) => {
		const pattern = new RegExp(`^(?:${String(template.Parameters.OrganizationalUnitIds?.AllowedPattern)})$`);
		expect(text.split(",").every((item) => pattern.test(item))).toBe(false);
	});

	it.each(["r-ab12", "ou-ab12-34cd56ef", "r-ab12,ou-ab12-34cd56ef"])("%s names units", (text) => {
		const pattern = new RegExp(`^(?:${String(template.Parameters.OrganizationalUnitIds?.AllowedPattern)})$`);
		expect(text.split(",").every((item) => pattern.test(item))).toBe(true);
	});

	it.each([
		["PrincipalBilling", "arn:aws:iam::891928451355:root", true],
		["PrincipalBilling", "arn:aws-us-gov:iam::891928451355:root", true],
		["PrincipalBilling", "*", false],
		["PrincipalBilling", "arn:aws:iam::891928451355:role/any", false],
		["VerifierPrincipalArn", "", true],
		["VerifierPrincipalArn", "arn:aws-us-gov:iam::999988887777:role/team/rolebridge", true],
		["VerifierPrincipalArn", "arn:aws:iam::999988887777:user/rolebridge", true],
		["VerifierPrincipalArn", "arn:aws:iam::999988887777:role/*", false],
		["VerifierPrincipalArn", "arn:aws:iam::*:role/rolebridge", false],
		["VerifierPrincipalArn", "arn:aws:sts::999988887777:assumed-role/rolebridge/x", false],
	])("as %s %j is accepted: %s, by this template and by the role's", (name, text, isAccepted) => {
		for (const { Parameters } of [template, roleTemplate])
			expect(new RegExp(String(Parameters[name]?.AllowedPattern)).test(text)).toBe(isAccepted);
	});

	it("leave room for the account's ID behind the external ID", () => {
		const pattern = new RegExp(String(template.Parameters.VerifierExternalId?.AllowedPattern));
		expect("x".repeat(1211)).toMatch(pattern);
		expect("x".repeat(1212)).not.toMatch(pattern);
		expect("x".repeat(1211).length + "-123456789012".length).toBe(1224);
	});
});

describe("what every account of the units is given", () => {
	it("are parameters that the role template has", () => {
		for (const name of [...Object.keys(memberParameters()), ...Object.keys(payerParameters())]) {
			expect(TEMPLATE_PARAMETERS).toContain(name);
		}
	});

	it("is the role template's default wherever nothing was chosen, and never a bill, an account or a connector", () => {
		const { ExternalId, ExternalIdPerAccount, ...rest } = memberParameters();
		expect(ExternalId).toBe(least.ExternalId);
		expect(ExternalIdPerAccount).toBe("true");
		for (const [name, value] of Object.entries(rest)) {
			expect(value, name).toBe(TEMPLATE_DEFAULTS[name as keyof typeof TEMPLATE_DEFAULTS]);
		}
		expect(memberParameters({ PayerBillingEnabled: "true", PayerBucketName: "acme" })).toMatchObject({
			BillingEnabled: "false",
			BucketName: "",
		});
		expect(rest).not.toHaveProperty("ExpectedAccountId");
		expect(rest).not.toHaveProperty("ConnectorId");
	});

	it.each(CHOSEN_PARAMETERS)("%s goes to its own side only", (name) => {
		const other = otherValue(name);
		expect(memberParameters({ [`Member${name}`]: other })[name]).toBe(other);
		expect(payerParameters({ [`Member${name}`]: other })[name]).toBe(TEMPLATE_DEFAULTS[name]);
		expect(payerParameters({ [`Payer${name}`]: other })[name]).toBe(other);
		expect(memberParameters({ [`Payer${name}`]: other })[name]).toBe(TEMPLATE_DEFAULTS[name]);
	});

	it.each(SHARED_PARAMETERS)("%s is the same for all", (name) => {
		expect(memberParameters({ [name]: "other" })[name]).toBe("other");
		expect(payerParameters({ [name]: "other" })[name]).toBe("other");
	});

	it("of the payer, its cost report", () => {
		const report = { PayerBillingEnabled: "true", PayerBucketName: "acme", PayerCostReportType: "CUR2.0" };
		expect(payerParameters(report)).toMatchObject({
			BillingEnabled: "true",
			BucketName: "acme",
			CostReportType: "CUR2.0",
			ExternalIdPerAccount: "true",
		});
	});
});

function otherValue(name: (typeof CHOSEN_PARAMETERS)[number]): string {
	if (name === "GovernancePolicyArns") return "arn:aws:iam::aws:policy/A,arn:aws:iam::aws:policy/B";
	return TEMPLATE_DEFAULTS[name] === "true" ? "false" : "true";
}

describe("the stack set", () => {
	it("follows joiners and leavers in the chosen units, and lets no single account stop it", () => {
		const units = "ou-ab12-11111111,ou-ab12-22222222";
		const { Parameters: _, ...properties } = {
			...(resourcesOf({ OrganizationalUnitIds: units }).HarnessStackSet?.Properties as object),
		} as Record<string, unknown>;
		expect(properties).toEqual({
			StackSetName: "harness-ce-iam-stackset",
			Description: expect.stringMatching(/\.$/),
			PermissionModel: "SERVICE_MANAGED",
			CallAs: "SELF",
			TemplateURL: least.RoleTemplateUrl,
			Capabilities: ["CAPABILITY_NAMED_IAM"],
			AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
			ManagedExecution: { Active: true },
			OperationPreferences: {
				FailureTolerancePercentage: 100,
				MaxConcurrentPercentage: 25,
				RegionConcurrencyType: "SEQUENTIAL",
			},
			StackInstancesGroup: [
				{
					DeploymentTargets: { OrganizationalUnitIds: units.split(",") },
					Regions: ["us-east-1"],
				},
			],
		});
	});

	it("waits for this account's roles, which fail sooner and more cheaply", () => {
		expect(template.Resources.HarnessStackSet?.DependsOn).toEqual([
			"HarnessAccountRole",
			"OrganizationReaderRole",
		]);
	});

	it("and this account's role can each be left out", () => {
		expect(Object.keys(resourcesOf(verifier))).toEqual([
			"OrganizationReaderRole",
			"HarnessAccountRole",
			"HarnessStackSet",
		]);
		expect(Object.keys(resourcesOf({ CreateStackSet: "false", ...verifier }))).not.toContain(
			"HarnessStackSet",
		);
		expect(Object.keys(resourcesOf({ CreateAccountRole: "false" }))).toEqual(["HarnessStackSet"]);
	});

	it("uses nothing that a stack set cannot: the role template has no nested stack and no macro", () => {
		const types = Object.values(roleTemplate.Resources).map(({ Type }) => Type);
		expect(types.every((type) => String(type).startsWith("AWS::IAM::"))).toBe(true);
		expect(roleTemplate).not.toHaveProperty("Transform");
	});
});

describe("the organization reader", () => {
	const reader = resourcesOf(verifier).OrganizationReaderRole?.Properties;

	it("admits the verifier alone, by this account's own external ID, under a session name of ours", () => {
		expect(at(reader, "RoleName")).toBe(ORGANIZATION_READER_ROLE_NAME);
		expect(at(reader, "AssumeRolePolicyDocument", "Statement")).toEqual([
			{
				Sid: "RolebridgeVerifier",
				Effect: "Allow",
				Principal: { AWS: "arn:aws:iam::999988887777:root" },
				Action: "sts:AssumeRole",
				Condition: {
					ArnEquals: { "aws:PrincipalArn": verifier.VerifierPrincipalArn },
					StringEquals: { "sts:ExternalId": `rb-base-${HERE}` },
					StringLike: { "sts:RoleSessionName": "rolebridge-*" },
				},
			},
		]);
	});

	it("can do what is asked of it, and nothing else", () => {
		const statements = at(reader, "Policies", 0, "PolicyDocument", "Statement") as readonly {
			readonly Effect: string;
			readonly Action: readonly string[];
			readonly Resource: string;
		}[];
		expect(at(reader, "Policies")).toHaveLength(1);
		expect(statements.every(({ Effect }) => Effect === "Allow")).toBe(true);
		expect(statements.flatMap(({ Action }) => Action)).toEqual([...ORGANIZATION_ACTIONS]);
		expect(statements[1]?.Resource).toBe("arn:aws:cloudformation:*:*:stackset/harness-ce-iam-stackset:*");
		expect(at(reader, "ManagedPolicyArns")).toBeUndefined();
	});

	it("is limited as the other roles of the organization are", () => {
		const limitOf = (parameters: Readonly<Record<string, string>>) =>
			at(
				resourcesOf({ ...verifier, ...parameters }).OrganizationReaderRole?.Properties,
				"PermissionsBoundary",
			);
		const arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
		expect(limitOf({})).toBeUndefined();
		expect(limitOf({ PermissionsBoundaryArn: arn })).toBe(arn);
		expect(limitOf({ PermissionsBoundaryArn: arn, PermissionsBoundaryName: "team/limit" })).toBe(
			`arn:aws:iam::${HERE}:policy/team/limit`,
		);
	});

	it("does not exist where nobody verifies", () => {
		expect(resourcesOf()).not.toHaveProperty("OrganizationReaderRole");
	});
});

describe("the organization template's rules", () => {
	const broken = (parameters: Readonly<Record<string, string>>) => brokenRules(stackOf(parameters));

	it("stop a stack in another account than the expected one, and say so", () => {
		expect(broken({ ExpectedAccountId: HERE })).toEqual([]);
		expect(broken({ ExpectedAccountId: "210987654321" })).toEqual([
			expect.stringContaining("not the AWS account"),
		]);
	});

	it("stop Cost Visibility without a bucket, and a verifier without its principal or external ID", () => {
		expect(broken({ PayerBillingEnabled: "true" })).toHaveLength(1);
		expect(broken({ PayerBillingEnabled: "true", PayerBucketName: "acme" })).toEqual([]);
		expect(broken({ VerifierAccountId: "999988887777" })).toHaveLength(2);
		expect(broken(verifier)).toEqual([]);
	});
});

it("names the version it belongs to, in plain ASCII, and the ARNs that are needed next", () => {
	expect(template.Description).toContain(MANIFEST_VERSION);
	expect(readFileSync(file, "utf8")).toMatch(/^[\x20-\x7E\n]*$/);
	const outputs = Object.entries(template.Outputs ?? {}).map(([name, output]) => [
		name,
		resolveValue(at(output, "Value"), stackOf(verifier)),
	]);
	expect(Object.fromEntries(outputs)).toEqual({
		CrossAccountRoleArn: `arn:aws:iam::${HERE}:role/HarnessCERole`,
		OrganizationReaderRoleArn: "<OrganizationReaderRole.Arn>",
		StackSetName: "harness-ce-iam-stackset",
		StackSetId: "<HarnessStackSet>",
		TemplateVersion: MANIFEST_VERSION,
	});
});
