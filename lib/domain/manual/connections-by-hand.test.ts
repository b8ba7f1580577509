import { describe, expect, test } from "vitest";
import { parseAccountId } from "../account-id.ts";
import { attachedPolicyArns } from "../destinations/attached-policies.ts";
import { CLOUDZERO } from "../destinations/cloudzero/profile.ts";
import { HARNESS_CCM } from "../destinations/harness-ccm/profile.ts";
import { roleDefaultsOf } from "../destinations/role-defaults.ts";
import { parseExternalId } from "../external-id.ts";
import type { Feature, Requirements } from "../features.ts";
import { policiesFor } from "../permissions.ts";
import type { Result } from "../result.ts";
import { type ExpectedTrust, expectedTrustPolicy } from "../trust-policy/expected-trust.ts";
import { lintTrustPolicy } from "../trust-policy/lint-trust-policy.ts";
import { whoCanAssume } from "../trust-policy/who-can-assume.ts";
import { manualSteps } from "./manual-steps.ts";

function unwrap<T>(result: Result<T, unknown>): T {
	if (!result.ok) throw new Error("the test's own facts are wrong");
	return result.value;
}

const ACCOUNT = "123456789012";
const BUCKET = "acme-cost-reports";
const PROFILES = { "harness-ccm": HARNESS_CCM, cloudzero: CLOUDZERO };
/** As each vendor gives it: its principal, and an external ID of its form. */
const VENDORS = {
	"harness-ccm": ["891928451355", "harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx"],
	cloudzero: ["061190967865", "6f1d2a30-7c44-4b0e-9a51-0c8f7e2b9d13"],
} as const;
/** A payer's costs, or what runs in one account. */
const KINDS = { billing: "BILLING", resource: "VISIBILITY" } as const satisfies Record<string, Feature>;
type Vendor = keyof typeof PROFILES;
type Kind = keyof typeof KINDS;

function trustOf(vendor: Vendor): ExpectedTrust {
	const [principal, externalId] = VENDORS[vendor];
	return {
		harness: {
			principalArn: `arn:aws:iam::${principal}:root`,
			externalId: unwrap(parseExternalId(externalId)),
			sid: PROFILES[vendor].words.sid,
		},
		verifier: {
			accountId: unwrap(parseAccountId("555566667777")),
			principalArn: "arn:aws:iam::555566667777:role/rolebridge-verifier",
			externalId: unwrap(parseExternalId("rb-0123456789abcdef")),
		},
	};
}

function byHand(vendor: Vendor, kind: Kind) {
	const profile = PROFILES[vendor];
	const { roleName, rolePath, stackName } = roleDefaultsOf(vendor);
	const requirements: Requirements = {
		features: [KINDS[kind]],
		autoStopping: [],
		governancePolicyArns: [],
		commitmentWrite: false,
	};
	const place = { partition: "aws", accountId: ACCOUNT, roleName, rolePath, stackName } as const;
	const facts = {
		...place,
		bucketName: BUCKET,
		harnessBucket: vendor === "cloudzero" ? "" : "ce-customer-billing-data-prod",
		lambdaRoleName: "",
		costReportType: kind === "billing" ? "CUR2.0" : null,
		manifest: profile.manifest,
	} as const;
	const attachedArns = attachedPolicyArns(profile, requirements, "aws");
	const steps = manualSteps({
		...place,
		permissionsBoundaryArn: "",
		trustPolicy: expectedTrustPolicy(trustOf(vendor)),
		policies: policiesFor(requirements, facts),
		attachedArns,
		lambdaRoleName: null,
		tags: { "rolebridge:connector-id": "abc" },
	});
	const step = (id: string) => {
		const found = steps.find((each) => each.id === id);
		if (found === undefined) throw new Error(`no step ${id}`);
		return found;
	};
	const policies = steps.filter(({ id }) => id.startsWith("policy:"));
	return { roleName, rolePath, stackName, attachedArns, step, policies };
}

const WAYS: readonly (readonly [Vendor, Kind])[] = [
	["harness-ccm", "billing"],
	["harness-ccm", "resource"],
	["cloudzero", "billing"],
	["cloudzero", "resource"],
];

describe.each(WAYS)("a connection made by hand: %s, %s", (vendor, kind) => {
	const { roleName, rolePath, stackName, attachedArns, step, policies } = byHand(vendor, kind);

	test("trusts the vendor by its external ID and us, and our own check finds nothing wrong", () => {
		const shown: unknown = JSON.parse(step("role").document?.json ?? "");
		expect(lintTrustPolicy(shown, trustOf(vendor)).findings).toEqual([]);
		const [principal, externalId] = VENDORS[vendor];
		expect(whoCanAssume(shown)).toMatchObject([
			{
				accountId: principal,
				needs: [{ operator: "StringEquals", key: "sts:ExternalId", values: [externalId] }],
			},
			{ accountId: "555566667777" },
		]);
	});

	test("names the role as the vendor expects it, with the command where the console cannot set its path", () => {
		expect(step("role").command).toContain(`--role-name ${roleName}`);
		expect(step("role").consoleUrl === null).toBe(rolePath !== "/");
		if (rolePath !== "/") expect(step("role").command).toContain(`--path ${rolePath}`);
	});

	test("attaches every policy that it makes, and AWS's own that come with it", () => {
		expect(policies.length).toBeGreaterThan(1);
		const made = policies.map(({ values }) => `arn:aws:iam::${ACCOUNT}:policy/${values[0]?.value}`);
		expect(step("attach").values.map(({ value }) => value)).toEqual([...made, ...attachedArns]);
		for (const { values } of policies) expect(values[0]?.value.startsWith(`${stackName}-`)).toBe(true);
	});

	test("leaves no placeholder in any document, and stays within IAM's size", () => {
		for (const { document } of policies) {
			const json = document?.json ?? "";
			expect(json).not.toMatch(/\{[a-zA-Z]+\}/);
			expect(json.replace(/\s/g, "").length).toBeLessThan(6_144);
		}
	});

	test("reads the cost report's bucket only where it is the payer's", () => {
		const json = policies.map(({ document }) => document?.json).join("\n");
		expect(json.includes(`arn:aws:s3:::${BUCKET}`)).toBe(kind === "billing");
	});
});

test("CloudZero's resource connection brings AWS's own read-only policy, and its billing connection does not", () => {
	const viewOnly = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
	expect(byHand("cloudzero", "resource").attachedArns).toEqual([viewOnly]);
	expect(byHand("cloudzero", "billing").attachedArns).toEqual([]);
});
