// One template, one file of its guarantees: hence the length.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { everyNarrowing, everyRequirementSet } from "#lib/testing/requirement-sets.ts";
import {
	brokenRules,
	readTemplate,
	resolveResources,
	resolveValue,
	type Stack,
} from "#lib/testing/resolve-template.ts";
import { parseAccountId } from "../account-id.ts";
import { accountExternalId, parseExternalId } from "../external-id.ts";
import type { Requirements } from "../features.ts";
import { harnessCluster } from "../harness-cluster.ts";
import { type PermissionFacts, policiesFor } from "../permissions.ts";
import { governancePolicyArns, needsLambdaRole } from "../requirements.ts";
import {
	HARNESS_TEMPLATE_PARAMETERS,
	TEMPLATE_DEFAULTS,
	TEMPLATE_PARAMETERS,
	type TemplateInput,
	templateParameters,
} from "../template-parameters.ts";
import { LAMBDA_ROLE_ACTIONS, LAMBDA_ROLE_PATH } from "./lambda-role.ts";
import { MANIFEST_VERSION, POLICY_NAMES } from "./manifest-types.ts";
import { BUCKET_CHECK_ACTIONS, CHECK_ACTIONS } from "./session-policy.ts";

const path = new URL("../../../public/templates/harness-ccm-role.yaml", import.meta.url);
const template = readTemplate(path);
const STACK_NAME = "harness-ce-iam-role-stack";
const pseudo = {
	"AWS::Partition": "aws",
	"AWS::AccountId": "123456789012",
	"AWS::StackName": STACK_NAME,
	"AWS::StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/x/y",
};
const EXTERNAL_ID = "harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx";

function input(requirements: Requirements, changes: Partial<TemplateInput> = {}): TemplateInput {
	return {
		connectorId: "c1",
		awsAccountId: "123456789012",
		harness: harnessCluster("891928451355", "aws"),
		externalId: EXTERNAL_ID,
		verifier: null,
		requirements,
		costReport: { bucketName: "acme-cost-reports", reportType: "CUR2.0" },
		role: { roleName: "", rolePath: "", permissionsBoundaryArn: "" },
		...changes,
	};
}
const stackOf = (parameters: Readonly<Record<string, string>>): Stack => ({ template, parameters, pseudo });
const none: Requirements = {
	features: [],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: true,
};
const facts: PermissionFacts = {
	partition: "aws",
	accountId: "123456789012",
	roleName: "HarnessCERole",
	rolePath: "/",
	stackName: STACK_NAME,
	bucketName: "acme-cost-reports",
	harnessBucket: "ce-customer-billing-data-prod",
	lambdaRoleName: "HarnessCELambdaExecutionRole",
	costReportType: "CUR2.0",
};

/** One value and a list of one mean the same to IAM. */
function listed(document: unknown): unknown {
	return JSON.parse(JSON.stringify(document), (key, value) =>
		(key === "Resource" || key === "Action") && typeof value === "string" ? [value] : value,
	);
}

/** The tests read the template as data; what a path names is asserted where it is used. */
function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
	return keys.reduce<unknown>(
		(found, key) => (found as Record<string | number, unknown> | undefined)?.[key],
		value,
	);
}

describe("the template's policies", () => {
	it("are the manifest's, statement by statement, for every choice of features and every narrowing", () => {
		for (const requirements of [...everyRequirementSet(), ...everyNarrowing()]) {
			const resources = resolveResources(stackOf(templateParameters(input(requirements))));
			const made = POLICY_NAMES.filter((name) => name in resources);
			const wanted = policiesFor(requirements, facts);
			expect(made).toEqual(POLICY_NAMES.filter((name) => wanted.some((policy) => policy.name === name)));
			for (const { name, statements } of wanted) {
				const document = listed(at(resources[name]?.Properties, "PolicyDocument", "Statement"));
				expect(document, name).toEqual(statements);
				expect(at(resources[name]?.Properties, "Roles")).toEqual(["<HarnessCloudFormationRole>"]);
			}
			const governed = governancePolicyArns(requirements, "aws");
			const attached = at(resources.HarnessCloudFormationRole?.Properties, "ManagedPolicyArns");
			expect(attached ?? []).toEqual(governed);
			expect("HarnessOptimizationLambdaExecutionRole" in resources).toBe(needsLambdaRole(requirements));
			expect("HarnessOptimsationLambdaPolicy" in resources).toBe(needsLambdaRole(requirements));
		}
	});

	it("attach chosen governance policies instead of ReadOnlyAccess, and let the role read exactly those", () => {
		const chosen = [
			"arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
			"arn:aws:iam::123456789012:policy/E",
		];
		const requirements: Requirements = { ...none, features: ["GOVERNANCE"], governancePolicyArns: chosen };
		const resources = resolveResources(stackOf(templateParameters(input(requirements))));
		expect(at(resources.HarnessCloudFormationRole?.Properties, "ManagedPolicyArns")).toEqual(chosen);
		const statements = at(resources.HarnessGetRolePolicy?.Properties, "PolicyDocument", "Statement");
		expect(at(statements, 2, "Resource")).toEqual(chosen);
	});

	it("give the Lambda role the published list, in Harness's path", () => {
		const resources = resolveResources(
			stackOf(templateParameters(input({ ...none, features: ["OPTIMIZATION"] }))),
		);
		const actions = at(
			resources.HarnessOptimsationLambdaPolicy?.Properties,
			"PolicyDocument",
			"Statement",
			0,
			"Action",
		);
		expect(actions).toEqual(LAMBDA_ROLE_ACTIONS.map(({ action }) => action));
		expect(at(resources.HarnessOptimizationLambdaExecutionRole?.Properties, "Path")).toBe(LAMBDA_ROLE_PATH);
	});

	it("drop the path for which CloudFormation would replace the role, and keep any other", () => {
		const role = (rolePath: string) =>
			at(
				resolveResources(stackOf({ ExternalId: EXTERNAL_ID, RolePath: rolePath })).HarnessCloudFormationRole
					?.Properties,
				"Path",
			);
		expect(role("/")).toBeUndefined();
		expect(role("/finops/")).toBe("/finops/");
	});
});

describe("the template's parameters", () => {
	it("are exactly those that a link can carry, Harness's among them", () => {
		expect(Object.keys(template.Parameters).toSorted()).toEqual([...TEMPLATE_PARAMETERS].toSorted());
		for (const name of HARNESS_TEMPLATE_PARAMETERS) expect(template.Parameters).toHaveProperty(name);
	});

	it("have the defaults that links leave out, and none for the external ID", () => {
		const { ExternalId, ...rest } = template.Parameters;
		expect(ExternalId).not.toHaveProperty("Default");
		const defaults = Object.fromEntries(Object.entries(rest).map(([name, { Default }]) => [name, Default]));
		expect(defaults).toEqual(TEMPLATE_DEFAULTS);
	});

	it("accept their own defaults, are never hidden, and explain themselves", () => {
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
});

describe("the template with nothing but Harness's parameters", () => {
	const resources = resolveResources(stackOf({ ExternalId: EXTERNAL_ID }));

	it("trusts Harness alone, by its external ID", () => {
		const trust = at(
			resources.HarnessCloudFormationRole?.Properties,
			"AssumeRolePolicyDocument",
			"Statement",
		);
		expect(trust).toEqual([
			{
				Sid: "Harness",
				Effect: "Allow",
				Principal: { AWS: "arn:aws:iam::891928451355:root" },
				Action: "sts:AssumeRole",
				Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } },
			},
		]);
	});

	it("makes the role and its self-inspection only, under Harness's names", () => {
		expect(Object.keys(resources)).toEqual(["HarnessCloudFormationRole", "HarnessGetRolePolicy"]);
		expect(at(resources.HarnessCloudFormationRole?.Properties, "RoleName")).toBe("HarnessCERole");
	});

	it("keeps Harness's logical ids, its spelling included", () => {
		expect(Object.keys(template.Resources).toSorted()).toEqual(
			[
				"HarnessCloudFormationRole",
				"HarnessGetRolePolicy",
				"HarnessBillingMonitoringPolicy",
				"HarnessEventsMonitoringPolicy",
				"HarnessOptimizationLambdaExecutionRole",
				"HarnessOptimsationLambdaPolicy",
				"HarnessOptimisationPolicy",
				"HarnessGovernancePolicy",
				"HarnessCommitmentOrchestratorPolicy",
			].toSorted(),
		);
	});
});

describe("the verifier's statement", () => {
	const verifier = {
		accountId: "999988887777",
		principalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
		externalId: "rb-current",
		pendingExternalId: "",
	};
	const statement = (pendingExternalId: string) =>
		at(
			resolveResources(
				stackOf(templateParameters(input(none, { verifier: { ...verifier, pendingExternalId } }))),
			).HarnessCloudFormationRole?.Properties,
			"AssumeRolePolicyDocument",
			"Statement",
			1,
		);

	it("admits one principal of the verifier's account, with its ID, under a session name of ours", () => {
		expect(statement("")).toEqual({
			Sid: "RolebridgeVerifier",
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::999988887777:root" },
			Action: "sts:AssumeRole",
			Condition: {
				ArnEquals: { "aws:PrincipalArn": verifier.principalArn },
				StringEquals: { "sts:ExternalId": ["rb-current"] },
				StringLike: { "sts:RoleSessionName": "rolebridge-*" },
			},
		});
	});

	it("accepts the next external ID too while it is rotated", () => {
		expect(at(statement("rb-next"), "Condition", "StringEquals", "sts:ExternalId")).toEqual([
			"rb-current",
			"rb-next",
		]);
	});
});

describe("in a stack set", () => {
	const resourcesWith = (parameters: Readonly<Record<string, string>>, accountId: string) =>
		resolveResources({
			template,
			parameters: { ExternalId: EXTERNAL_ID, ...parameters },
			pseudo: { ...pseudo, "AWS::AccountId": accountId },
		});
	const verifier = {
		VerifierAccountId: "999988887777",
		VerifierPrincipalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
		VerifierExternalId: "rb-base",
		ExternalIdPerAccount: "true",
	};
	const idsOf = (parameters: Readonly<Record<string, string>>, accountId: string) =>
		at(
			resourcesWith(parameters, accountId).HarnessCloudFormationRole?.Properties,
			...["AssumeRolePolicyDocument", "Statement", 1, "Condition", "StringEquals", "sts:ExternalId"],
		);

	it("each account has an external ID of its own, the one this server derives", () => {
		const base = parseExternalId("rb-base");
		const account = parseAccountId("012345678901");
		if (!base.ok || !account.ok) throw new Error("no IDs");
		expect(idsOf(verifier, account.value)).toEqual([accountExternalId(base.value, account.value)]);
		expect(idsOf(verifier, "123456789012")).toEqual(["rb-base-123456789012"]);
		expect(idsOf({ ...verifier, PendingVerifierExternalId: "rb-next" }, "123456789012")).toEqual([
			"rb-base-123456789012",
			"rb-next-123456789012",
		]);
	});

	it("the boundary's name means the policy of that name in the account, for both roles", () => {
		const resources = resourcesWith(
			{ PermissionsBoundaryName: "team/limits", OptimizationEnabled: "true" },
			"012345678901",
		);
		const arn = "arn:aws:iam::012345678901:policy/team/limits";
		expect(at(resources.HarnessCloudFormationRole?.Properties, "PermissionsBoundary")).toBe(arn);
		expect(at(resources.HarnessOptimizationLambdaExecutionRole?.Properties, "PermissionsBoundary")).toBe(arn);
	});

	it("and a boundary's ARN still means itself, none means none", () => {
		const arn = "arn:aws:iam::aws:policy/PowerUserAccess";
		const boundaryWith = (parameters: Readonly<Record<string, string>>) =>
			at(
				resourcesWith(parameters, "012345678901").HarnessCloudFormationRole?.Properties,
				"PermissionsBoundary",
			);
		expect(boundaryWith({ PermissionsBoundaryArn: arn })).toBe(arn);
		expect(boundaryWith({})).toBeUndefined();
	});
});

describe("the session guard", () => {
	const guard = (parameters: Readonly<Record<string, string>>) =>
		at(
			resolveResources(stackOf({ ExternalId: EXTERNAL_ID, ...parameters })).HarnessCloudFormationRole
				?.Properties,
			"Policies",
			0,
			"PolicyDocument",
			"Statement",
		);
	const ours = { StringLike: { "aws:userid": "*:rolebridge-*" } };

	it("denies everything but the checks' own reads to sessions of ours", () => {
		expect(at(guard({}), 0)).toEqual({
			Sid: "RolebridgeSessionReadsOnly",
			Effect: "Deny",
			NotAction: [...CHECK_ACTIONS],
			Resource: "*",
			Condition: ours,
		});
	});

	it("lets them read the cost report's bucket and no other", () => {
		expect(at(guard({ BillingEnabled: "true", BucketName: "acme" }), 1)).toEqual({
			Sid: "RolebridgeSessionReadsOneBucket",
			Effect: "Deny",
			Action: [...BUCKET_CHECK_ACTIONS],
			NotResource: ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"],
			Condition: ours,
		});
		expect(at(guard({}), 1)).toEqual({
			Sid: "RolebridgeSessionReadsNoBucket",
			Effect: "Deny",
			Action: [...BUCKET_CHECK_ACTIONS],
			Resource: "*",
			Condition: ours,
		});
	});
});

describe("the template's rules", () => {
	const broken = (parameters: Readonly<Record<string, string>>) =>
		brokenRules(stackOf({ ExternalId: EXTERNAL_ID, ...parameters }));

	it("stop a stack in another account than the expected one, and say so", () => {
		expect(broken({ ExpectedAccountId: "123456789012" })).toEqual([]);
		expect(broken({ ExpectedAccountId: "210987654321" })).toEqual([
			expect.stringContaining("not the AWS account"),
		]);
	});

	it("stop Cost Visibility without a bucket", () => {
		expect(broken({ BillingEnabled: "true" })).toHaveLength(1);
		expect(broken({ BillingEnabled: "true", BucketName: "acme" })).toEqual([]);
	});

	it("stop a verifier without its principal or without its external ID", () => {
		expect(broken({ VerifierAccountId: "999988887777" })).toHaveLength(2);
	});
});

it("carries the manifest's version in its description, tags and outputs", () => {
	expect(template.Description).toContain(MANIFEST_VERSION);
	const stack = stackOf({ ExternalId: EXTERNAL_ID, ConnectorId: "c1" });
	expect(at(resolveResources(stack).HarnessCloudFormationRole?.Properties, "Tags")).toEqual([
		{ Key: "rolebridge:template-version", Value: MANIFEST_VERSION },
		{ Key: "rolebridge:stack-id", Value: pseudo["AWS::StackId"] },
		{ Key: "rolebridge:connector-id", Value: "c1" },
	]);
	expect(resolveValue(at(template.Outputs, "TemplateVersion", "Value"), stack)).toBe(MANIFEST_VERSION);
});

it("fits the size that the AWS CLI may send without a bucket", () => {
	expect(readFileSync(path).byteLength).toBeLessThanOrEqual(51_200);
});
