import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parseAccountId } from "../account-id.ts";
import { parseExternalId } from "../external-id.ts";
import { policiesFor } from "../permissions.ts";
import type { Result } from "../result.ts";
import { type ExpectedTrust, expectedTrustPolicy } from "../trust-policy/expected-trust.ts";
import { lintTrustPolicy } from "../trust-policy/lint-trust-policy.ts";
import { type ManualInput, manualSteps } from "./manual-steps.ts";

function unwrap<T>(result: Result<T, unknown>): T {
	if (!result.ok) throw new Error("the test's own facts are wrong");
	return result.value;
}
const trust: ExpectedTrust = {
	harness: {
		principalArn: "arn:aws:iam::891928451355:root",
		externalId: unwrap(parseExternalId("harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx")),
	},
	verifier: {
		accountId: unwrap(parseAccountId("555566667777")),
		principalArn: "arn:aws:iam::555566667777:role/rolebridge-verifier",
		externalId: unwrap(parseExternalId("rb-0123456789abcdef")),
	},
};
const requirements = {
	features: ["BILLING", "VISIBILITY"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
} as const;
const input: ManualInput = {
	partition: "aws",
	accountId: "123456789012",
	roleName: "HarnessCERole",
	rolePath: "/",
	permissionsBoundaryArn: "",
	stackName: "harness-ce-iam-role-stack",
	trustPolicy: expectedTrustPolicy(trust),
	policies: policiesFor(requirements, {
		partition: "aws",
		accountId: "123456789012",
		roleName: "HarnessCERole",
		rolePath: "/",
		stackName: "harness-ce-iam-role-stack",
		bucketName: "acme-cost-reports",
		harnessBucket: "ce-customer-billing-data-prod",
		lambdaRoleName: "HarnessCELambdaExecutionRole",
		costReportType: "CUR2.0",
	}),
	attachedArns: [],
	lambdaRoleName: null,
	tags: { "rolebridge:connector-id": "abc" },
};
const step = (id: string, changed: Partial<ManualInput> = {}) => {
	const found = manualSteps({ ...input, ...changed }).find((candidate) => candidate.id === id);
	if (found === undefined) throw new Error(`no step ${id}`);
	return found;
};
/** What a real shell makes of a command: `aws` is a function that prints its arguments, each ended by a NUL. */
function argumentsOf(command: string): readonly string[] {
	const script = `aws() { printf '%s\\0' "$@"; printf '\\n\\0'; }\n${command}`;
	return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0");
}

describe("a role made by hand", () => {
	it("goes in the order that IAM needs, each policy first", () => {
		expect(manualSteps(input).map(({ id }) => id)).toEqual([
			"policy:HarnessGetRolePolicy",
			"policy:HarnessBillingMonitoringPolicy",
			"policy:HarnessEventsMonitoringPolicy",
			"role",
			"attach",
			"tags",
		]);
	});

	it("has a trust policy in which our own check finds nothing", () => {
		const shown: unknown = JSON.parse(step("role").document?.json ?? "");
		expect(lintTrustPolicy(shown, trust).findings).toEqual([]);
	});

	it("names its policies so that the role may read them", () => {
		const self = JSON.parse(step("policy:HarnessGetRolePolicy").document?.json ?? "");
		expect(JSON.stringify(self)).toContain(":policy/harness-ce-iam-role-stack-Harness*");
		expect(step("policy:HarnessEventsMonitoringPolicy").values).toEqual([
			{ label: "Policy name", value: "harness-ce-iam-role-stack-HarnessEventsMonitoringPolicy" },
		]);
	});

	it("keeps each policy within what IAM takes", () => {
		for (const { id, document } of manualSteps(input))
			if (id.startsWith("policy:")) expect(document?.json.replace(/\s/g, "").length).toBeLessThan(6_144);
	});

	it("attaches every policy by its ARN, those that exist already too", () => {
		const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
		expect(step("attach", { attachedArns: [readOnly] }).values.map(({ value }) => value)).toEqual([
			...input.policies.map(
				({ name }) => `arn:aws:iam::123456789012:policy/harness-ce-iam-role-stack-${name}`,
			),
			readOnly,
		]);
	});

	it("leads to the console of the account's partition", () => {
		expect(step("role").consoleUrl).toBe("https://console.aws.amazon.com/iam/home#/roles/create");
		expect(step("role", { partition: "aws-us-gov" }).consoleUrl).toBe(
			"https://console.amazonaws-us-gov.com/iam/home#/roles/create",
		);
	});

	it("sends nobody to the console for what the console cannot do", () => {
		expect(step("role", { rolePath: "/team/" })).toMatchObject({
			consoleUrl: null,
			command: expect.stringContaining("--path /team/"),
		});
		expect(step("lambda-role", { lambdaRoleName: "HarnessCELambdaExecutionRole" })).toMatchObject({
			consoleUrl: null,
			command: expect.stringContaining("--path /ce-optimization-service-role/"),
		});
	});

	it("says the same as a command, whatever its names hold", () => {
		const hostile = 'it\'s $(touch x) `y` "z" & --param';
		const words = argumentsOf(step("role", { roleName: hostile }).command);
		expect(words).toContain(hostile);
		expect(words).toContain(JSON.stringify(input.trustPolicy));
		const tags = argumentsOf(step("tags", { tags: { [hostile]: "a\nb" } }).command);
		expect(JSON.parse(tags[tags.indexOf("--tags") + 1] ?? "")).toEqual([{ Key: hostile, Value: "a\nb" }]);
	});
});
