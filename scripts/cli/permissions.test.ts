import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	ComposedPolicySchema,
	EvaluatedPoliciesSchema,
	PermissionLibrarySchema,
} from "#lib/schemas/api/policy-schemas.ts";
import { type Answers, runCli } from "./run-cli.test-support.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "rolebridge-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));
const cli = (args: readonly string[], answers: Answers = {}, options: { stdin?: string } = {}) =>
	runCli(folder, args, answers, options);

const POLICY = { Version: "2012-10-17", Statement: [] };

const composed = (change: object = {}) => ({
	"POST policies/compose": ComposedPolicySchema.parse({
		policies: [{ name: "HarnessPlatformPolicy", size: 40, policy: POLICY }],
		...{ fitsRole: true, notes: [], wildcards: [], bucketPolicies: [], managedPolicyArns: [], files: [] },
		risks: [
			{
				...{ id: "r", kind: "destructive", title: "It deletes", explanation: "It may.", resource: "*" },
				actions: ["s3:DeleteObject\u001b[2J"],
			},
		],
		...change,
	}),
});

const evaluated = (decision: string) => ({
	"POST policies/evaluate": EvaluatedPoliciesSchema.parse({
		tasks: [
			{
				...{ id: "s3-read", title: "Read from S3", decision },
				answers: [{ action: "s3:GetObject", resource: "*", decision, reason: "So it is." }],
			},
		],
		requests: [],
	}),
});

describe("permissions", () => {
	it("lists the library's tasks with what each needs", async () => {
		const task = {
			id: "s3-write",
			group: "s3",
			title: "Write to S3",
			description: "",
			needs: ["bucketNames"],
		};
		const source = { title: "Reference", url: "https://developer.harness.io" };
		const about = { source, isAlwaysIn: false, statements: [], managedPolicyArn: null, notes: [] };
		const library = PermissionLibrarySchema.parse({ items: [{ ...task, ...about }] });
		const { exit, stdout } = await cli(["permissions", "list"], { "GET permission-library": library });
		expect(exit).toBe(0);
		expect(stdout).toMatch(/s3-write +Write to S3 +bucketNames/);
	});

	it("composes a policy for a file; what is risky is told beside it, and moves no cursor", async () => {
		const args = ["permissions", "compose", "s3-write", "--buckets", "a, b", "--regions", "us-east-1"];
		const { exit, stdout, stderr, asked } = await cli(args, composed());
		expect(exit).toBe(0);
		expect(JSON.parse(stdout)).toEqual(POLICY);
		expect(asked[0]?.body).toEqual({
			entries: ["s3-write"],
			bucketNames: ["a", "b"],
			regions: ["us-east-1"],
		});
		expect(stderr).toContain("destructive: It deletes");
		expect(stderr).not.toContain("\u001b");
	});

	it("prints a form's file as it is", async () => {
		const files = [{ name: "policy.tf", text: 'resource "aws_iam_policy" {}\n' }];
		const args = ["permissions", "compose", "ecr-pull", "--form", "terraform", "--role", "Mine"];
		const { stdout, asked } = await cli(args, composed({ files }));
		expect(stdout).toBe('resource "aws_iam_policy" {}\n');
		expect(asked[0]?.body).toEqual({ entries: ["ecr-pull"], form: "terraform", roleName: "Mine" });
	});

	it.each([
		["allowed", 0],
		["denied", 1],
		["unknown", 2],
	])("evaluates files, and ends with what comes of it: %s is %d", async (decision, wanted) => {
		const file = join(folder, "policy.json");
		await writeFile(file, JSON.stringify({ PolicyVersion: { Document: POLICY } }));
		const args = ["permissions", "evaluate", file, "-", "--tasks", "s3-read", "--regions", "eu-west-1"];
		const { exit, asked } = await cli(args, evaluated(decision), { stdin: JSON.stringify(POLICY) });
		expect(exit).toBe(wanted);
		expect(asked[0]?.body).toEqual({
			...{ policies: [POLICY, POLICY], entries: ["s3-read"], regions: ["eu-west-1"] },
		});
	});

	it.each([
		["no task", ["permissions", "evaluate", "-"]],
		["standard input twice", ["permissions", "evaluate", "-", "-", "--tasks", "s3-read"]],
		["an unknown form", ["permissions", "compose", "s3-read", "--form", "yaml"]],
	])("refuses %s without asking anybody", async (_, args) => {
		const { exit, asked } = await cli(args, {}, { stdin: "{}" });
		expect([exit, asked.length]).toEqual([3, 0]);
	});
});

describe("trust-policy lint --correct", () => {
	const change = { kind: "external-id-exact", statement: 0, explanation: "Held to its external ID." };
	const lint = (policy: object | null, left: readonly object[] = []) => ({
		"POST trust-policies/lint": {
			...{ isClean: false, findings: [], whoCanAssume: [], corrected: {} },
			correction: { policy, changes: [change], left },
		},
	});
	const run = (answers: Answers) =>
		cli(["trust-policy", "lint", "-", "--correct"], answers, { stdin: JSON.stringify(POLICY) });

	it("prints the corrected policy alone, and what was changed beside it", async () => {
		const { exit, stdout, stderr } = await run(lint(POLICY));
		expect(exit).toBe(0);
		expect(JSON.parse(stdout)).toEqual(POLICY);
		expect(stderr).toContain("Statement 1: Held to its external ID.");
	});

	it("ends with 1 where an error is left to a person, or nothing can be kept", async () => {
		const left = [{ code: "VALUE_DIFFERS", severity: "error", explanation: "No.", fix: "Do.", statement: 0 }];
		expect((await run(lint(POLICY, left))).exit).toBe(1);
		const none = await run(lint(null));
		expect([none.exit, none.stdout]).toEqual([1, ""]);
	});
});
