import { describe, expect, test } from "vitest";
import type { Breakers } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { openPartitions, tellVerifierState } from "./gate.ts";

type State = ReturnType<Breakers["stateOf"]>;

function context(state: { now: State } = { now: "closed" }) {
	const calls: string[] = [];
	const ctx = testContext({
		breakers: { stateOf: () => state.now },
		aws: {
			callerIdentity: async ({ partition }) => {
				calls.push(partition);
				if (calls.length === 3) state.now = "closed";
				const value = { accountId: "555566667777", arn: "arn:aws:iam::555566667777:role/verifier" };
				return { kind: "answered", value, requestId: null, region: "us-east-1" };
			},
		},
	});
	return { ctx, calls, state };
}

async function look(ctx: TestContext, change: Partial<CheckResult> = {}) {
	const before = await ctx.db.verifiers.find("aws");
	const result: CheckResult = {
		checkId: "verifier-self",
		outcome: "passed",
		code: null,
		observed: "AWS knows us.",
		details: {},
		requestId: null,
		region: "us-east-1",
		durationMs: 20,
		checkedAt: ctx.now(),
		...change,
	};
	const status = { partition: "aws", accountId: "555566667777", principalArn: null, result } as const;
	await ctx.db.verifiers.save(status);
	await tellVerifierState(ctx, status, before);
}

const troubles = ({ store }: TestContext) =>
	[...store.troubles.values()].map(({ kind, subject, code, recoveringAt }) => [
		kind,
		subject,
		code,
		recoveringAt === null ? "open" : "over",
	]);

describe("the gate", () => {
	test("is closed until our own side was looked at, and open while that is green and fresh", async () => {
		const { ctx } = context();
		expect(await openPartitions(ctx)).toEqual([]);
		await look(ctx);
		expect(await openPartitions(ctx)).toEqual(["aws"]);
		ctx.advance(180_000);
		expect(await openPartitions(ctx)).toEqual(["aws"]);
	});

	test("closes when nobody has looked for three minutes, asks for a look, and tells it once", async () => {
		const { ctx } = context();
		await look(ctx);
		ctx.advance(180_001);
		expect(await openPartitions(ctx)).toEqual([]);
		expect(await openPartitions(ctx)).toEqual([]);
		expect(ctx.asked).toContainEqual({ job: "checkVerifier" });
		expect(troubles(ctx)).toEqual([["verifier", "aws", "EVIDENCE_EXPIRED", "open"]]);
	});

	test("a clock that was set back is not fresh evidence", async () => {
		const { ctx } = context();
		await look(ctx);
		ctx.advance(-3_600_000);
		expect(await openPartitions(ctx)).toEqual([]);
	});

	test("a red canary closes it and is one trouble, which ends with the next green look", async () => {
		const { ctx } = context();
		await look(ctx, { outcome: "failed", code: "CANARY_FAILED" });
		await look(ctx, { outcome: "failed", code: "CANARY_FAILED" });
		expect(await openPartitions(ctx)).toEqual([]);
		expect(troubles(ctx)).toEqual([["verifier", "aws", "CANARY_FAILED", "open"]]);
		await look(ctx);
		expect(await openPartitions(ctx)).toEqual(["aws"]);
		expect(troubles(ctx)).toEqual([["verifier", "aws", "CANARY_FAILED", "over"]]);
	});

	test("one missed answer closes it without being told; the second is told", async () => {
		const { ctx } = context();
		await look(ctx);
		await look(ctx, { outcome: "unknown", code: "AWS_TIMEOUT" });
		expect(await openPartitions(ctx)).toEqual([]);
		expect(troubles(ctx)).toEqual([]);
		await look(ctx, { outcome: "unknown", code: "AWS_TIMEOUT" });
		expect(troubles(ctx)).toEqual([["verifier", "aws", "AWS_TIMEOUT", "open"]]);
	});

	test("a complaint of Harness's does not close it, and no credentials are no trouble", async () => {
		const { ctx } = context();
		await look(ctx, { outcome: "warning", code: "HARNESS_UNAUTHORIZED" });
		expect(await openPartitions(ctx)).toEqual(["aws"]);
		await look(ctx, { outcome: "skipped", code: "VERIFIER_NO_CREDENTIALS_FOR_PARTITION" });
		expect(await openPartitions(ctx)).toEqual([]);
		expect(troubles(ctx)).toEqual([]);
	});

	test("is closed while STS is down, and probes it about ourselves before anybody is judged again", async () => {
		const { ctx, calls, state } = context({ now: "open" });
		await look(ctx);
		expect(await openPartitions(ctx)).toEqual([]);
		expect(calls).toEqual([]);
		expect(troubles(ctx)).toEqual([["sts", "us-east-1", "AWS_UNAVAILABLE", "open"]]);
		state.now = "half-open";
		expect(await openPartitions(ctx)).toEqual(["aws"]);
		expect(calls).toEqual(["aws", "aws", "aws"]);
		await look(ctx);
		expect(troubles(ctx)).toEqual([["sts", "us-east-1", "AWS_UNAVAILABLE", "over"]]);
	});
});
