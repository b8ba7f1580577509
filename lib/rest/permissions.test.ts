import { describe, expect, test } from "vitest";
import { LIBRARY } from "#lib/domain/policy/library.ts";
import { unwrap } from "#lib/health/verify.test-support.ts";
import {
	ComposedPolicySchema,
	ComposePolicySchema,
	EvaluatedPoliciesSchema,
	EvaluatePoliciesSchema,
	PermissionLibrarySchema,
} from "#lib/schemas/api/policy-schemas.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { compose, evaluate, listPermissions } from "./permissions.ts";

const ctx = testContext();
const given = <Body>(body: Body) => ({
	params: {},
	query: undefined,
	body,
	origin: "https://rolebridge.example",
});
const composed = (body: unknown) => compose(ctx, given(ComposePolicySchema.parse(body)));
const evaluated = (body: unknown) => evaluate(ctx, given(EvaluatePoliciesSchema.parse(body)));

test("the library is listed whole, each task with its source, as it is described", async () => {
	const { items } = PermissionLibrarySchema.parse(unwrap(await listPermissions()));
	expect(items.map(({ id }) => id)).toEqual(LIBRARY.map(({ id }) => id));
	for (const { source } of items) expect(source.url).toMatch(/^https:\/\//);
});

describe("a policy", () => {
	test("is composed of tasks and resources, with its risks and the form that was asked for", async () => {
		const body = { entries: ["s3-write"], bucketNames: ["releases"], form: "json" };
		const answer = ComposedPolicySchema.parse(unwrap(await composed(body)));
		expect(JSON.stringify(answer.policies)).toContain("arn:aws:s3:::releases/*");
		expect(answer.wildcards.map(({ action }) => action)).toContain("s3:*Object");
		expect(answer.files.length).toBeGreaterThan(0);
		expect(unwrap(await composed({ entries: ["s3-read"] })).files).toEqual([]);
	});

	test.each<readonly [string, object, string]>([
		["a task without what it needs", { entries: ["s3-write"] }, "bucketNames"],
		["a task that is not there", { entries: ["nothing"] }, "entries"],
	])("of %s is refused by the field", async (_, body, field) => {
		expect(await composed(body)).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID", field } });
	});
});

describe("an evaluation", () => {
	const reads = {
		Version: "2012-10-17",
		Statement: { Effect: "Allow", Action: "s3:Get*", Resource: "*" },
	};

	test("says of tasks and of single requests what the policies decide, and why", async () => {
		const requests = [{ action: "s3:GetObject", resource: "arn:aws:s3:::a/b" }, { action: "iam:PassRole" }];
		const body = { policies: [reads], entries: ["ecr-pull"], requests };
		const { tasks, requests: answers } = EvaluatedPoliciesSchema.parse(unwrap(await evaluated(body)));
		expect(tasks).toMatchObject([{ id: "ecr-pull", decision: "denied" }]);
		expect(answers.map(({ decision }) => decision)).toEqual(["allowed", "denied"]);
		for (const { reason } of answers) expect(reason).toMatch(/\.$/);
	});

	test("takes a policy as text; what is no policy is never taken for an allow", async () => {
		const requests = [{ action: "s3:GetObject" }];
		const fromText = unwrap(await evaluated({ policies: [JSON.stringify(reads)], requests }));
		expect(fromText.requests).toMatchObject([{ decision: "allowed" }]);
		const broken = unwrap(await evaluated({ policies: ["{"], requests }));
		expect(broken.requests[0]?.decision).not.toBe("allowed");
	});

	test("of a bucket's name that none can have is refused by the field", async () => {
		const body = { policies: [reads], entries: ["s3-read"], bucketNames: ["a".repeat(250)] };
		expect(await evaluated(body)).toMatchObject({
			failure: { code: "INPUT_INVALID", field: "bucketNames" },
		});
	});

	test("of tasks in a region is by resources of that region", async () => {
		const { policies } = unwrap(await composed({ entries: ["ecr-pull"], accountIds: ["111122223333"] }));
		const bound = policies.map(({ policy }) =>
			JSON.stringify(policy).replaceAll(":ecr:*:", ":ecr:us-east-1:"),
		);
		const judged = async (regions: readonly string[]) => {
			const body = { policies: bound, entries: ["ecr-pull"], accountIds: ["111122223333"], regions };
			return unwrap(await evaluated(body)).tasks[0]?.decision;
		};
		expect(bound.join()).toContain(":ecr:us-east-1:");
		expect(await judged(["us-east-1"])).toBe("allowed");
		expect(await judged(["eu-west-1"])).toBe("denied");
		expect(await judged([])).toBe("unknown");
	});

	test("of hundreds of patterns made to take long ends in time, with nothing allowed", async () => {
		const Resource = Array.from({ length: 380 }, () => `arn:aws:s3:::*${"a".repeat(126)}b`);
		const policy = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:*", Resource } };
		const resource = `arn:aws:s3:::${"a".repeat(2_000)}`;
		const begun = performance.now();
		const { tasks, requests } = unwrap(
			await evaluated({
				policies: [policy],
				entries: ["s3-read", "s3-write", "s3-read-write-console"],
				bucketNames: Array.from({ length: 20 }, (_, index) => `${"a".repeat(60)}${index}`),
				requests: Array.from({ length: 200 }, (_, index) => ({ action: `s3:Get${index}`, resource })),
			}),
		);
		expect(performance.now() - begun).toBeLessThan(3_000);
		expect([...tasks, ...requests].map(({ decision }) => decision)).not.toContain("allowed");
	});

	test("of a task that is not there is refused", async () => {
		expect(await evaluated({ policies: [{}], entries: ["nothing"] })).toMatchObject({
			failure: { code: "INPUT_INVALID", field: "entries" },
		});
	});
});
