import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { at, type Json, readHcl } from "../exports/read-hcl.test-support.ts";
import { type ComposedPolicy, composePolicy, type LibraryChoice } from "./compose.ts";
import { type PolicyForm, type PolicyOutputPlan, policyOutput } from "./outputs.ts";
import type { Policy } from "./policy.ts";

const ROLE_ARN = "arn:aws:iam::111122223333:role/HarnessPlatformRole";
const CHOICE: LibraryChoice = {
	entries: ["ecr-push", "serverless-limited", "s3-read", "s3-other-account"].map((id) => ({ id })),
	partition: "aws",
	bucketNames: Array.from({ length: 150 }, (_, index) => `acme-artifacts-${index}`),
	regions: ["us-east-1"],
	accountIds: [],
	otherAccountId: "999988887777",
	roleArn: ROLE_ARN,
};
const TRUST = { principalArn: "arn:aws:iam::444455556666:role/delegate", externalId: "acme-7f3c9a" };

function composed(): ComposedPolicy {
	const result = composePolicy(CHOICE);
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}
const whole = composed();
const plan = (form: PolicyForm, changes: Partial<PolicyOutputPlan> = {}): PolicyOutputPlan => ({
	form,
	roleName: "HarnessPlatformRole",
	trust: TRUST,
	...changes,
});
const text = (of: ComposedPolicy, made: PolicyOutputPlan, name: string) => {
	const file = policyOutput(of, made).find((one) => one.name === name);
	if (file === undefined) throw new Error(`no file ${name}`);
	return file.text;
};
const policies = whole.policies.map(({ policy }) => policy);
const TRUST_POLICY = {
	Version: "2012-10-17",
	Statement: [
		{
			Sid: "Harness",
			Effect: "Allow",
			Principal: { AWS: TRUST.principalArn },
			Action: "sts:AssumeRole",
			Condition: { StringEquals: { "sts:ExternalId": TRUST.externalId } },
		},
	],
};

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: that it stays text, or is code, is what is proved
const HOSTILE = [
	"'; rm -rf / #",
	"$(id)",
	"`id`",
	'"}',
	"${var.x}",
	"%{if}",
	"a\nb",
	"\\",
	"&param_X=1",
	"é🙂",
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
const hostileText = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme", minLength: 1 }));
/** Texts that every form can hold: HCL composes letters with their marks. */
const word = hostileText.filter(
	(one) => one.isWellFormed() && !one.includes("\0") && one === one.normalize("NFC"),
);
const hostilePolicy = (value: string): ComposedPolicy => {
	const policy: Policy = {
		Version: "2012-10-17",
		Statement: [
			{
				Sid: value,
				Effect: "Deny",
				Action: [value],
				Resource: [value],
				Condition: { [value]: { [value]: [value] } },
			},
		],
	};
	return { ...whole, policies: [{ name: "P", policy, size: 1 }], bucketPolicies: [] };
};

it("is parted in several policies for these tests to say anything", () => {
	expect(policies.length).toBeGreaterThan(1);
});

describe("JSON", () => {
	it("reads back as each policy, the trust policy and the policy for the bucket's owner", () => {
		for (const { name, policy } of whole.policies) {
			expect(JSON.parse(text(whole, plan("json"), `${name}.json`))).toEqual(policy);
		}
		expect(JSON.parse(text(whole, plan("json"), "trust-policy.json"))).toEqual(TRUST_POLICY);
		const [bucket] = whole.bucketPolicies;
		expect(JSON.parse(text(whole, plan("json"), "bucket-policy-acme-artifacts-0.json"))).toEqual(
			bucket?.policy,
		);
		const names = policyOutput(whole, plan("json", { trust: null })).map(({ name }) => name);
		expect(names).not.toContain("trust-policy.json");
	});
});

describe("the CloudFormation template", () => {
	const read = (changes: Partial<PolicyOutputPlan>): Json =>
		JSON.parse(text(whole, plan("cloudformation", changes), "template.json"));

	it("makes the role and every policy on it", () => {
		const template = read({});
		expect(at(template, "Resources", "HarnessPlatformRole", "Properties")).toEqual({
			RoleName: "HarnessPlatformRole",
			AssumeRolePolicyDocument: TRUST_POLICY,
		});
		for (const { name, policy } of whole.policies) {
			expect(at(template, "Resources", name)).toEqual({
				Type: "AWS::IAM::ManagedPolicy",
				Properties: {
					ManagedPolicyName: name,
					Roles: [{ Ref: "HarnessPlatformRole" }],
					PolicyDocument: policy,
				},
			});
		}
	});

	it("attaches the policies to a role that exists where no trust is given", () => {
		const template = read({ trust: null, roleName: "Deployer" });
		expect(Object.keys(Object(at(template, "Resources")))).toEqual(whole.policies.map(({ name }) => name));
		for (const { name } of whole.policies) {
			expect(at(template, "Resources", name, "Properties", "Roles")).toEqual(["Deployer"]);
		}
	});
});

describe("Terraform", () => {
	/** The policy document that Terraform's data source would write. */
	const documentOf = (block: Json): Json => {
		const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
		return list(Object(block).statement).map((statement: Json) => {
			const { sid, effect, actions, resources, condition } = Object(statement);
			const Condition: Record<string, Record<string, Json>> = {};
			for (const one of list(condition)) {
				const { test, variable, values } = Object(one);
				Condition[test] = { ...Condition[test], [variable]: values };
			}
			return {
				...(sid !== undefined && { Sid: sid }),
				...{ Effect: effect, Action: actions, Resource: resources },
				...(list(condition).length > 0 && { Condition }),
			};
		});
	};

	it("reads back as each policy, attached to the role that it makes", async () => {
		const parsed = await readHcl(text(whole, plan("terraform"), "main.tf"));
		for (const [index, { name, policy }] of whole.policies.entries()) {
			const id = `harness_${index + 1}`;
			expect(documentOf(at(parsed, "data", "aws_iam_policy_document", id, 0))).toEqual(policy.Statement);
			expect(at(parsed, "resource", "aws_iam_policy", id, 0, "name")).toBe(name);
			expect(at(parsed, "resource", "aws_iam_role_policy_attachment", id, 0)).toEqual({
				role: "$".concat("{aws_iam_role.harness.name}"),
				policy_arn: `\${aws_iam_policy.${id}.arn}`,
			});
		}
		expect(at(parsed, "resource", "aws_iam_role", "harness", 0, "name")).toBe("HarnessPlatformRole");
		const trust = at(parsed, "data", "aws_iam_policy_document", "trust", 0, "statement", 0);
		expect(at(trust, "principals", 0, "identifiers")).toEqual([TRUST.principalArn]);
		expect(at(trust, "condition", 0)).toEqual({
			test: "StringEquals",
			variable: "sts:ExternalId",
			values: [TRUST.externalId],
		});
	});

	it("takes any text for a name, a value or a condition, and lets none of it be code", async () => {
		await fc.assert(
			fc.asyncProperty(word, async (value) => {
				const made = plan("terraform", { roleName: value, trust: null });
				const parsed = await readHcl(text(hostilePolicy(value), made, "main.tf"));
				expect(documentOf(at(parsed, "data", "aws_iam_policy_document", "harness_1", 0))).toEqual([
					{
						Sid: value,
						Effect: "Deny",
						Action: [value],
						Resource: [value],
						Condition: { [value]: { [value]: [value] } },
					},
				]);
				expect(at(parsed, "resource", "aws_iam_role_policy_attachment", "harness_1", 0, "role")).toBe(value);
			}),
			{ numRuns: 60 },
		);
	});
});

describe("the AWS CLI's commands", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "policies-"));
		mkdirSync(join(folder, "bin"));
		const program = `#!/bin/sh\nfor word in "$@"; do printf '%s\\0' "$word"; done >>"${folder}/calls"\nprintf '\\n\\0' >>"${folder}/calls"\ncase "$2" in create-policy) echo arn:made ;; esac\n`;
		writeFileSync(join(folder, "bin", "aws"), program);
		chmodSync(join(folder, "bin", "aws"), 0o755);
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	/** Each call's words, as the program was given them. */
	function run(script: string): readonly (readonly string[])[] {
		rmSync(join(folder, "calls"), { force: true });
		writeFileSync(join(folder, "run.sh"), script);
		execFileSync("/bin/sh", [join(folder, "run.sh")], {
			cwd: folder,
			env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}` },
		});
		const calls: string[][] = [[]];
		for (const one of readFileSync(join(folder, "calls"), "utf8").split("\0")) {
			if (one === "\n") calls.push([]);
			else calls.at(-1)?.push(one);
		}
		return calls.filter((call) => call.length > 1);
	}

	it("make the role and each policy, and attach it by the ARN that AWS answered", () => {
		const calls = run(text(whole, plan("aws-cli"), "create-policies.sh"));
		const [role, ...others] = calls;
		expect(role?.slice(0, 4)).toEqual(["iam", "create-role", "--role-name", "HarnessPlatformRole"]);
		expect(JSON.parse(role?.at(-1) ?? "")).toEqual(TRUST_POLICY);
		expect(others).toHaveLength(2 * policies.length);
		for (const [index, { name, policy }] of whole.policies.entries()) {
			const create = others[2 * index] ?? [];
			expect(create.slice(0, 4)).toEqual(["iam", "create-policy", "--policy-name", name]);
			expect(JSON.parse(create[5] ?? "")).toEqual(policy);
			expect(others[2 * index + 1]).toEqual([
				...["iam", "attach-role-policy", "--role-name", "HarnessPlatformRole"],
				...["--policy-arn", "arn:made"],
			]);
		}
	});

	it("take any text for a name or a value, and run none of it", () => {
		fc.assert(
			fc.property(word, (value) => {
				const of = hostilePolicy(value);
				const [create = [], attach = []] = run(
					text(of, plan("aws-cli", { roleName: value, trust: null }), "create-policies.sh"),
				);
				expect(JSON.parse(create[5] ?? "")).toEqual(of.policies[0]?.policy);
				expect(attach[3]).toBe(value);
			}),
			{ numRuns: 40 },
		);
	});
});
