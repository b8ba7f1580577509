import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
	brokenRules,
	readTemplate,
	resolveResources,
	resolveValue,
	type Stack,
} from "#lib/testing/resolve-template.ts";
import { parseAccountId } from "../../account-id.ts";
import { parseExternalId } from "../../external-id.ts";
import type { Feature, Requirements } from "../../features.ts";
import { BUCKET_CHECK_ACTIONS, CHECK_ACTIONS } from "../../permissions/session-policy.ts";
import { type PermissionFacts, permissionsFor, policiesFor } from "../../permissions.ts";
import { lintTrustPolicy } from "../../trust-policy/lint-trust-policy.ts";
import { attachedPolicyArns } from "../attached-policies.ts";
import { parameterDefaults, roleParameters, singleStackParameters } from "../role-parameters.ts";
import { CLOUDZERO_MANIFEST, CLOUDZERO_POLICY_NAMES } from "./permissions.ts";
import { CLOUDZERO, CLOUDZERO_TEMPLATE_VERSION } from "./profile.ts";

const path = new URL("../../../../public/templates/cloudzero-role.yaml", import.meta.url);
const template = readTemplate(path);
const STACK_NAME = "cloudzero-access-role-stack";
const EXTERNAL_ID = "6f1d2a30-7c44-4b0e-9a51-0c8f7e2b9d13";
const PRINCIPAL = "arn:aws:iam::061190967865:root";
const pseudo = {
	"AWS::Partition": "aws",
	"AWS::AccountId": "123456789012",
	"AWS::StackName": STACK_NAME,
	"AWS::StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/x/y",
};
const stackOf = (parameters: Readonly<Record<string, string>>): Stack => ({ template, parameters, pseudo });
const facts: PermissionFacts = {
	partition: "aws",
	accountId: "123456789012",
	roleName: "cloudzero-access",
	rolePath: "/cloudzero/",
	stackName: STACK_NAME,
	bucketName: "acme-cost-reports",
	harnessBucket: "",
	lambdaRoleName: "",
	costReportType: "CUR2.0",
	manifest: CLOUDZERO_MANIFEST,
};
const wanting = (...features: Feature[]): Requirements => ({
	features,
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
});
const verifier = {
	accountId: "999988887777",
	principalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
	externalId: "rb-current",
	pendingExternalId: "",
};
const parametersFor = (requirements: Requirements, changes = {}) =>
	roleParameters(CLOUDZERO, {
		connectorId: "c1",
		awsAccountId: "123456789012",
		harness: { principalArn: PRINCIPAL, bucketName: "" },
		externalId: EXTERNAL_ID,
		verifier: null,
		requirements,
		costReport: { bucketName: "acme-cost-reports", reportType: "CUR2.0" },
		role: { roleName: "", rolePath: "", permissionsBoundaryArn: "" },
		...changes,
	});

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

const CHOICES = [wanting("BILLING"), wanting("VISIBILITY"), wanting("BILLING", "VISIBILITY")];

describe("CloudZero's template", () => {
	it.each(CHOICES)("has the manifest's policies, statement by statement, for $features", (requirements) => {
		const resources = resolveResources(stackOf(parametersFor(requirements)));
		const wanted = policiesFor(requirements, facts);
		expect(CLOUDZERO_POLICY_NAMES.filter((name) => name in resources)).toEqual(
			wanted.map(({ name }) => name),
		);
		for (const { name, statements } of wanted) {
			const document = listed(at(resources[name]?.Properties, "PolicyDocument", "Statement"));
			expect(document, name).toEqual(statements);
			expect(at(resources[name]?.Properties, "Roles")).toEqual(["<CloudZeroRole>"]);
		}
		const attached = at(resources.CloudZeroRole?.Properties, "ManagedPolicyArns");
		expect(attached ?? []).toEqual(attachedPolicyArns(CLOUDZERO, requirements, "aws"));
	});

	it("only looks: no action of it changes, spends or hands on anything", () => {
		for (const { Action } of permissionsFor(wanting("BILLING", "VISIBILITY"), facts)) {
			for (const action of Action) {
				expect(action).toMatch(
					/:(Get|List|Describe|View|Search|Lookup|Validate|Filter|SimulatePrincipalPolicy|StartQuery|StopQuery)/,
				);
			}
		}
	});

	it("reads one bucket and no other, and asks IAM about one role", () => {
		const statements = permissionsFor(wanting("BILLING", "VISIBILITY"), facts);
		const of = (service: string) =>
			statements
				.filter(({ Action }) => Action.some((action) => action.startsWith(`${service}:`)))
				.flatMap(({ Resource }) => Resource);
		expect(of("s3")).toEqual(["arn:aws:s3:::acme-cost-reports", "arn:aws:s3:::acme-cost-reports/*"]);
		expect(of("iam")).not.toContain("*");
	});

	it("trusts CloudZero by the pasted external ID, and us by ours alone", () => {
		const trust = at(
			resolveResources(stackOf(parametersFor(wanting("BILLING"), { verifier }))).CloudZeroRole?.Properties,
			"AssumeRolePolicyDocument",
		);
		const [accountId, vendorId, ownId] = [
			parseAccountId(verifier.accountId),
			parseExternalId(EXTERNAL_ID),
			parseExternalId(verifier.externalId),
		];
		if (!accountId.ok || !vendorId.ok || !ownId.ok) throw new Error("no IDs");
		const expected = {
			harness: { principalArn: PRINCIPAL, externalId: vendorId.value, sid: "CloudZero" },
			verifier: {
				accountId: accountId.value,
				principalArn: verifier.principalArn,
				externalId: ownId.value,
			},
		};
		expect(lintTrustPolicy(trust, expected).findings).toEqual([]);
		expect(at(trust, "Statement", 0)).toEqual({
			Sid: "CloudZero",
			Effect: "Allow",
			Principal: { AWS: PRINCIPAL },
			Action: "sts:AssumeRole",
			Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } },
		});
		const ours = at(trust, "Statement", 1, "Condition", "StringEquals", "sts:ExternalId");
		expect(ours).toEqual(["rb-current"]);
	});

	it("holds sessions of ours to the checks' own reads, and to the report's bucket", () => {
		const guard = (requirements: Requirements) =>
			at(
				resolveResources(stackOf(parametersFor(requirements))).CloudZeroRole?.Properties,
				...["Policies", 0, "PolicyDocument", "Statement"],
			);
		expect(at(guard(wanting("BILLING")), 0, "NotAction")).toEqual([...CHECK_ACTIONS]);
		expect(at(guard(wanting("BILLING")), 1, "NotResource")).toEqual([
			"arn:aws:s3:::acme-cost-reports",
			"arn:aws:s3:::acme-cost-reports/*",
		]);
		expect(at(guard(wanting("VISIBILITY")), 1)).toMatchObject({
			Sid: "RolebridgeSessionReadsNoBucket",
			Action: [...BUCKET_CHECK_ACTIONS],
			Resource: "*",
		});
	});

	it("has exactly the parameters that the profile names, with the same defaults", () => {
		expect(Object.keys(template.Parameters).toSorted()).toEqual(
			Object.keys(CLOUDZERO.template.parameters).toSorted(),
		);
		const defaults = Object.fromEntries(
			Object.entries(template.Parameters).flatMap(([name, { Default }]) =>
				Default === undefined ? [] : [[name, Default]],
			),
		);
		expect(defaults).toEqual(parameterDefaults(CLOUDZERO.template));
		const carried = Object.keys(
			parametersFor(wanting("BILLING"), {
				verifier: { ...verifier, pendingExternalId: "rb-next" },
				role: { roleName: "x", rolePath: "/", permissionsBoundaryArn: "arn:aws:iam::aws:policy/X" },
			}),
		);
		expect(carried.toSorted()).toEqual([...singleStackParameters(CLOUDZERO.template)].toSorted());
	});

	it("stops in another account, without its bucket, and with half a verifier", () => {
		const broken = (parameters: Readonly<Record<string, string>>) =>
			brokenRules(stackOf({ ExternalId: EXTERNAL_ID, ...parameters }));
		expect(broken({ ExpectedAccountId: "123456789012" })).toEqual([]);
		expect(broken({ ExpectedAccountId: "210987654321" })).toHaveLength(1);
		expect(broken({ BillingEnabled: "true" })).toHaveLength(1);
		expect(broken({ VerifierAccountId: "999988887777" })).toHaveLength(2);
	});

	it("carries its version in its description, tag and output", () => {
		expect(template.Description).toContain(CLOUDZERO_TEMPLATE_VERSION);
		const stack = stackOf({ ExternalId: EXTERNAL_ID });
		expect(at(resolveResources(stack).CloudZeroRole?.Properties, "Tags", 0)).toEqual({
			Key: "rolebridge:template-version",
			Value: CLOUDZERO_TEMPLATE_VERSION,
		});
		expect(resolveValue(at(template.Outputs, "TemplateVersion", "Value"), stack)).toBe(
			CLOUDZERO_TEMPLATE_VERSION,
		);
	});

	it("is the file whose digest the profile names, so that links find exactly it", () => {
		const bytes = readFileSync(path);
		expect(CLOUDZERO.template.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
		expect(bytes.byteLength).toBeLessThanOrEqual(51_200);
	});
});
