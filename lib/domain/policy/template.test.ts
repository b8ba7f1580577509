import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { brokenRules, readTemplate, resolveResources, type Stack } from "#lib/testing/resolve-template.ts";
import { BUCKET_CHECK_ACTIONS, CHECK_ACTIONS } from "../permissions/session-policy.ts";
import { TEMPLATE_PARAMETERS } from "../template-parameters.ts";
import { composePolicy, type LibraryChoice } from "./compose.ts";
import { LIBRARY } from "./library.ts";
import { mergePolicies } from "./merge.ts";
import type { PolicyStatement } from "./policy.ts";
import {
	ENTRY_PARAMETERS,
	PLATFORM_LINK_PARAMETERS,
	PLATFORM_ROLE_NAME,
	PLATFORM_TEMPLATE,
	type PlatformStack,
	platformTemplateParameters,
} from "./template-parameters.ts";

const path = new URL(`../../../public/templates/${PLATFORM_TEMPLATE.name}.yaml`, import.meta.url);
const template = readTemplate(path);
const stackOf = (parameters: Readonly<Record<string, string>>): Stack => ({
	template,
	parameters,
	pseudo: {
		"AWS::Partition": "aws",
		"AWS::AccountId": "123456789012",
		"AWS::StackName": "harness-platform-role-stack",
		"AWS::StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/x/y",
	},
});
const TRUST = { principalArn: "arn:aws:iam::111122223333:role/delegate", externalId: "acme-7f3c9a" };
const choose = (ids: readonly string[], changes: Partial<LibraryChoice> = {}): LibraryChoice => ({
	entries: ids.map((id) => ({ id })),
	partition: "aws",
	bucketNames: ["acme-artifacts", "acme-reports"],
	regions: [],
	accountIds: [],
	otherAccountId: "999988887777",
	...changes,
});

function parametersOf(choice: LibraryChoice, stack: Partial<PlatformStack> = {}) {
	const parameters = platformTemplateParameters(choice, { trust: TRUST, roleName: "", ...stack });
	if (!parameters.ok) throw new Error(parameters.failure.message);
	return parameters.value;
}

/** The tests read the template as data; what a path names is asserted where it is used. */
function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
	return keys.reduce<unknown>(
		(found, key) => (found as Record<string | number, unknown> | undefined)?.[key],
		value,
	);
}

/** Lists always as lists, as our own policies have them. */
function listed(statements: unknown): readonly PolicyStatement[] {
	return JSON.parse(JSON.stringify(statements), (key, value) =>
		["Action", "Resource"].includes(key) || (key.includes(":") && typeof value === "string")
			? [value].flat()
			: value,
	);
}

/** Everything that the stack's managed policies allow, the role's look at itself left out. */
function statementsOf(parameters: Readonly<Record<string, string>>): readonly PolicyStatement[] {
	const resources = Object.entries(resolveResources(stackOf(parameters)));
	return resources
		.filter(([id, { Type }]) => Type === "AWS::IAM::ManagedPolicy" && id !== "HarnessGetRolePolicy")
		.flatMap(([, { Properties }]) => listed(at(Properties, "PolicyDocument", "Statement")));
}

const IDS = Object.keys(ENTRY_PARAMETERS);

describe("the template's policies", () => {
	const choices: readonly LibraryChoice[] = [
		[],
		...IDS.map((id) => [id]),
		...IDS.flatMap((one, index) => IDS.slice(index + 1).map((other) => [one, other])),
		IDS,
	].flatMap((ids) => [choose(ids), choose(ids, { regions: ["us-east-1", "eu-west-1"] })]);

	it("allow exactly what the library composes, for every task, every pair and all of them", () => {
		for (const choice of [...choices, choose(["s3-read"], { bucketNames: [] })]) {
			const composed = composePolicy(choice);
			if (!composed.ok) throw new Error(composed.failure.message);
			const made = mergePolicies([{ Version: "2012-10-17", Statement: statementsOf(parametersOf(choice)) }]);
			expect(made, choice.entries.map(({ id }) => id).join()).toEqual(composed.value.merged);
		}
	});

	it("cover every task of the library but those of cloud cost management, which have a template", () => {
		const expected = LIBRARY.filter(({ group, isAlwaysIn }) => group !== "ccm" && !isAlwaysIn);
		expect(IDS.toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
	});

	it("stay within IAM's ten managed policies, and each document has statements", () => {
		const resources = Object.values(resolveResources(stackOf(parametersOf(choose(IDS)))));
		const policies = resources.filter(({ Type }) => Type === "AWS::IAM::ManagedPolicy");
		expect(policies.length).toBeLessThanOrEqual(10);
		for (const id of IDS) {
			for (const { Type, Properties } of Object.values(
				resolveResources(stackOf(parametersOf(choose([id])))),
			)) {
				if (Type !== "AWS::IAM::ManagedPolicy") continue;
				expect(at(Properties, "PolicyDocument", "Statement", 0)).toBeDefined();
			}
		}
	});
});

describe("the template's role", () => {
	const role = (parameters: Readonly<Record<string, string>>) =>
		resolveResources(stackOf(parameters)).HarnessPlatformRole?.Properties;
	const trustOf = (parameters: Readonly<Record<string, string>>) =>
		at(role(parameters), "AssumeRolePolicyDocument", "Statement");

	it("trusts one principal with its external ID, and nobody else", () => {
		const harness = {
			Sid: "Harness",
			Effect: "Allow",
			Principal: { AWS: TRUST.principalArn },
			Action: "sts:AssumeRole",
		};
		const condition = { StringEquals: { "sts:ExternalId": TRUST.externalId } };
		expect(trustOf(parametersOf(choose([])))).toEqual([{ ...harness, Condition: condition }]);
		const principalArn = "arn:aws:iam::123456789012:role/delegate";
		const own = { trust: { principalArn, externalId: null, roleAccountId: "123456789012" } };
		expect(trustOf(parametersOf(choose([]), own))).toEqual([
			{
				...{ ...harness, Principal: { AWS: principalArn } },
				Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
			},
		]);
		expect(at(role(parametersOf(choose([]))), "RoleName")).toBe(PLATFORM_ROLE_NAME);
	});

	it("lets no principal of another account in without an external ID, whoever fills the parameters in", () => {
		const given = { TrustedPrincipalArn: TRUST.principalArn };
		for (const parameters of [given, { ...given, ExternalId: "" }]) {
			expect(at(trustOf(parameters), 0, "Condition")).toEqual({
				StringEquals: { "aws:PrincipalAccount": "123456789012" },
			});
		}
		const trust = { ...TRUST, externalId: null };
		expect(platformTemplateParameters(choose([]), { trust, roleName: "" })).toMatchObject({
			...{ ok: false, failure: { kind: "template-limit" } },
		});
	});

	it("trusts the verifier as the cost role does, and then may look at itself", () => {
		const verifier = {
			accountId: "999988887777",
			principalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
			externalId: "rb-current",
			pendingExternalId: "rb-next",
		};
		const parameters = parametersOf(choose([]), { verifier });
		expect(at(trustOf(parameters), 1)).toEqual({
			Sid: "RolebridgeVerifier",
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::999988887777:root" },
			Action: "sts:AssumeRole",
			Condition: {
				ArnEquals: { "aws:PrincipalArn": verifier.principalArn },
				StringEquals: { "sts:ExternalId": ["rb-current", "rb-next"] },
				StringLike: { "sts:RoleSessionName": "rolebridge-*" },
			},
		});
		expect(resolveResources(stackOf(parameters))).toHaveProperty("HarnessGetRolePolicy");
		expect(resolveResources(stackOf(parametersOf(choose([]))))).not.toHaveProperty("HarnessGetRolePolicy");
	});

	it("denies sessions of ours everything but the checks' own reads, and every bucket", () => {
		const ours = { StringLike: { "aws:userid": "*:rolebridge-*" } };
		expect(at(role(parametersOf(choose(IDS))), "Policies", 0, "PolicyDocument", "Statement")).toEqual([
			{
				Sid: "RolebridgeSessionReadsOnly",
				Effect: "Deny",
				NotAction: [...CHECK_ACTIONS],
				Resource: "*",
				Condition: ours,
			},
			{
				Sid: "RolebridgeSessionReadsNoBucket",
				Effect: "Deny",
				Action: [...BUCKET_CHECK_ACTIONS],
				Resource: "*",
				Condition: ours,
			},
		]);
	});
});

describe("the template's rules", () => {
	const broken = (parameters: Readonly<Record<string, string>>) =>
		brokenRules(stackOf({ TrustedPrincipalArn: TRUST.principalArn, ...parameters }));

	it.each([
		[{ S3WriteEnabled: "true" }, 1],
		[{ S3ConsoleEnabled: "true" }, 1],
		[{ S3OtherAccountEnabled: "true" }, 2],
		[{ VerifierAccountId: "999988887777" }, 2],
		[{ ExpectedAccountId: "210987654321" }, 1],
		[{ ExpectedAccountId: "123456789012", S3ReadEnabled: "true" }, 0],
	])("stop a stack with %j", (parameters, count) => {
		expect(broken(parameters)).toHaveLength(count);
	});

	it("let every set of parameters pass that the library makes", () => {
		expect(broken(parametersOf(choose(IDS)))).toEqual([]);
	});
});

describe("the template's parameters", () => {
	it("accept what the library hands out and their own defaults, and explain themselves", () => {
		const given = parametersOf(choose(IDS, { regions: ["us-east-1", "ap-southeast-2"] }), {
			verifier: {
				accountId: "999988887777",
				principalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
				externalId: "rb-current",
				pendingExternalId: "",
			},
			awsAccountId: "123456789012",
			connectorId: "c1",
			roleName: "Deployer",
		});
		for (const name of Object.keys(given)) expect(template.Parameters).toHaveProperty(name);
		for (const [name, parameter] of Object.entries(template.Parameters)) {
			expect(parameter.Description, name).toMatch(/\.$/);
			if (typeof parameter.AllowedPattern !== "string") continue;
			expect(parameter.ConstraintDescription, name).toMatch(/\.$/);
			const pattern = new RegExp(parameter.AllowedPattern);
			for (const value of [given[name], parameter.Default]) {
				if (typeof value === "string") expect(value, name).toMatch(pattern);
			}
		}
	});

	it("are all known that a link of the builder may name", () => {
		for (const name of PLATFORM_LINK_PARAMETERS) expect(template.Parameters).toHaveProperty(name);
		const given = parametersOf(choose(IDS, { regions: ["us-east-1"] }), {
			...{ awsAccountId: "123456789012", roleName: "Deployer" },
		});
		expect(PLATFORM_LINK_PARAMETERS).toEqual(expect.arrayContaining(Object.keys(given)));
	});

	it("refuse a bucket that is a pattern, and a list with a space", () => {
		const pattern = new RegExp(String(template.Parameters.BucketArns?.AllowedPattern));
		for (const text of ["arn:aws:s3:::*", "arn:aws:s3:::acme*", "arn:aws:s3:::acme, arn:aws:s3:::b-c"]) {
			expect(text).not.toMatch(pattern);
		}
	});

	it("are called as the cost role's where they mean the same", () => {
		const shared = ["ExternalId", "RoleName", "PermissionsBoundaryArn", "VerifierExternalId", "ConnectorId"];
		for (const name of shared) {
			expect(TEMPLATE_PARAMETERS).toContain(name);
			expect(template.Parameters).toHaveProperty(name);
		}
	});

	it("cannot carry what the template does not know, and say so", () => {
		const refused = (choice: LibraryChoice) =>
			platformTemplateParameters(choice, { trust: TRUST, roleName: "" });
		const limit = { ok: false, failure: { kind: "template-limit" } };
		expect(refused(choose(["ccm-visibility"]))).toMatchObject(limit);
		expect(refused(choose(["s3-write"], { accountIds: ["123456789012"] }))).toMatchObject(limit);
		const two = [{ id: "s3-read", bucketNames: [] }, { id: "s3-write" }];
		expect(refused(choose([], { entries: two }))).toMatchObject(limit);
		expect(refused(choose(["nothing"]))).toMatchObject({ ok: false, failure: { kind: "unknown-entry" } });
	});
});

it("is published under the digest that links name", () => {
	const digest = createHash("sha256").update(readFileSync(path)).digest("hex");
	expect(PLATFORM_TEMPLATE.sha256).toBe(digest);
});
