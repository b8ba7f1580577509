import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Aws, AwsRefusal } from "#lib/aws/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { nearMisses } from "#lib/domain/external-id.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { sweepOnce } from "./sweep.ts";
import { checkResult, passed } from "./verdict.ts";
import {
	CONNECTOR_ID,
	harnessStatement,
	putRole,
	storedConnector,
	VERIFIER_ID,
	verifierStatement,
} from "./verify.test-support.ts";

let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	await world.admin("POST", "reset");
	await putRole(world);
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A registered connector that is due, a while after its role was first found. */
async function due(change: Partial<Connector> = {}, aws: Partial<Aws> = {}): Promise<TestContext> {
	const stored = await storedConnector(world, {
		status: "registered",
		requirements: {
			features: ["VISIBILITY"],
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		costReport: { kind: "covered", payerConnectorId: "none" },
		...change,
	});
	const ctx = { ...stored, aws: { ...world.aws, ...aws } };
	await ctx.db.schedule.changed(CONNECTOR_ID, ctx.now());
	return ctx;
}

/** Our own side was looked at a moment ago, and is as it says. */
async function ownSide(ctx: TestContext, outcome: "passed" | "failed" = "passed") {
	const verdict = {
		...passed("AWS knows us."),
		outcome,
		code: outcome === "failed" ? "CANARY_FAILED" : null,
	} as const;
	const result = checkResult("verifier-self", verdict, ctx.now(), ctx.now());
	const known = { accountId: "555566667777", principalArn: "arn:aws:iam::555566667777:root" };
	await ctx.db.verifiers.save({ partition: "aws", ...known, result });
}

async function sweep(ctx: TestContext) {
	await ownSide(ctx);
	const before = ctx.store.results.length;
	const { claimed } = await sweepOnce(ctx, { limit: 10 });
	const results = ctx.store.results.slice(before);
	const found = Object.fromEntries(results.map(({ checkId, outcome, code }) => [checkId, [outcome, code]]));
	const health = await ctx.db.connectors.health(CONNECTOR_ID);
	return { claimed, found, results, state: health?.state ?? null };
}

/** All checks once, and once more when the first minute's denials are no longer provisional. */
async function proven(ctx: TestContext) {
	await sweep(ctx);
	ctx.advance(3 * MINUTE_MS);
	return await sweep(ctx);
}

async function requests(): Promise<readonly { service: string; action: string }[]> {
	const answer = await world.admin("GET", "requests");
	return Array.isArray(answer) ? answer.map(({ service, action }) => ({ service, action })) : [];
}

const refusal: AwsRefusal = {
	kind: "failed",
	code: "AWS_TIMEOUT",
	awsCode: null,
	message: "No answer in time.",
	requestId: null,
	region: "us-east-1",
};

describe("a due connector", () => {
	test("is put through every check first, and settled once its denials are no longer provisional", async () => {
		const ctx = await due();
		const first = await sweep(ctx);
		expect(first.found["external-id-exact"]).toEqual(["waiting", "EXTERNAL_ID_PROVISIONAL"]);
		expect(first.state).toBe("pending");
		ctx.advance(3 * MINUTE_MS);
		const second = await sweep(ctx);
		expect(second.found).toMatchObject({
			"role-assumable": ["passed", null],
			"external-id-required": ["passed", null],
			"external-id-exact": ["passed", null],
			"trust-policy": ["passed", null],
			"permissions:VISIBILITY": ["passed", null],
		});
	});

	test("is then asked by three AssumeRole calls, whose sessions may do nothing, and by nothing else", async () => {
		const calls: { externalId: string | null; policy: unknown }[] = [];
		const probeRole: Aws["probeRole"] = (call) => {
			calls.push({ externalId: call.externalId, policy: call.policy });
			return world.aws.probeRole(call);
		};
		const ctx = await due({}, { probeRole });
		await proven(ctx);
		calls.length = 0;
		await world.admin("DELETE", "requests");
		ctx.advance(36 * MINUTE_MS);
		const { found, results } = await sweep(ctx);
		expect(Object.keys(found).sort()).toEqual(["external-id-required", "role-assumable"]);
		expect(results.every(({ outcome }) => outcome === "passed")).toBe(true);
		expect(await requests()).toEqual([1, 2, 3].map(() => ({ service: "sts", action: "AssumeRole" })));
		expect(calls.every(({ policy }) => JSON.stringify(policy).includes("Deny"))).toBe(true);
		const wrong = nearMisses(VERIFIER_ID).map(({ externalId }) => externalId);
		expect(calls.map(({ externalId }) => externalId)).toContain(null);
		expect(calls.at(-1)?.externalId).toBe(VERIFIER_ID);
		expect(calls.filter(({ externalId }) => wrong.some((miss) => miss === externalId))).toHaveLength(1);
	});

	test("has its trust policy read within the hour, and every check made at once when that is another", async () => {
		const ctx = await due();
		await proven(ctx);
		ctx.advance(50 * MINUTE_MS);
		expect(Object.keys((await sweep(ctx)).found).sort()).toEqual([
			"external-id-required",
			"role-assumable",
			"trust-policy",
		]);
		await putRole(world, {
			statements: [harnessStatement({ StringLike: { "sts:ExternalId": "harness:*" } }), verifierStatement()],
		});
		ctx.advance(50 * MINUTE_MS);
		const after = await sweep(ctx);
		expect(after.found["trust-policy"]).toEqual(["failed", "TRUST_POLICY_ADMITS_OTHERS"]);
		expect(Object.keys(after.found)).toContain("permissions:VISIBILITY");
		expect(Object.keys(after.found)).toContain("external-id-exact");
		expect(after.state).toBe("quarantined");
	});

	test("is put through every check again after six hours", async () => {
		const ctx = await due();
		await proven(ctx);
		ctx.advance(6 * HOUR_MS);
		expect(Object.keys((await sweep(ctx)).found)).toContain("external-id-exact");
	});

	test("with proof harness is never asked for its role", async () => {
		const ctx = await due({ proof: "harness" });
		await sweep(ctx);
		ctx.advance(HOUR_MS);
		await sweep(ctx);
		expect(await requests()).toEqual([]);
	});

	test("is left alone while our own side is red", async () => {
		const ctx = await due();
		await ownSide(ctx, "failed");
		expect(await sweepOnce(ctx, { limit: 10 })).toEqual({ claimed: 0 });
		expect(ctx.store.results).toEqual([]);
	});
});

describe("a near miss", () => {
	test("that is let in quarantines at once; all of them are tried in turn, and no single denial clears it", async () => {
		const ctx = await due();
		await proven(ctx);
		const wrong = nearMisses(VERIFIER_ID)[1]?.externalId;
		await putRole(world, {
			statements: [
				harnessStatement(),
				verifierStatement({ StringEquals: { "sts:ExternalId": [VERIFIER_ID, wrong] } }),
			],
		});
		const seen: string[] = [];
		for (let round = 0; round < nearMisses(VERIFIER_ID).length; round += 1) {
			// The trust policy's hash is not looked at before the light sweeps had their turns.
			const known = ctx.store.connectors.get(CONNECTOR_ID);
			if (known) ctx.store.connectors.set(CONNECTOR_ID, { ...known, trustPolicyHash: null });
			ctx.advance(30 * MINUTE_MS);
			await ctx.db.schedule.release("none");
			const row = ctx.store.schedule.get(CONNECTOR_ID);
			if (row) Object.assign(row, { dueAt: ctx.now(), fullAt: ctx.now() });
			seen.push((await sweep(ctx)).state ?? "");
			if (seen.at(-1) === "quarantined") break;
		}
		expect(seen.at(-1)).toBe("quarantined");
		ctx.advance(35 * 1_000);
		const again = await sweep(ctx);
		expect(again.state).toBe("quarantined");
		expect(again.found["external-id-exact"]).toEqual(["failed", "EXTERNAL_ID_NOT_EXACT"]);
	});

	test("that is denied renews nothing: without the whole set the proof grows old", async () => {
		const ctx = await due();
		await proven(ctx);
		const provenAt = (await ctx.db.checks.passedTimes(CONNECTOR_ID, "external-id-exact")).last;
		ctx.advance(40 * MINUTE_MS);
		await sweep(ctx);
		expect((await ctx.db.checks.passedTimes(CONNECTOR_ID, "external-id-exact")).last).toEqual(provenAt);
		expect((await ctx.db.checks.passedTimes(CONNECTOR_ID, "external-id-required")).last).toEqual(ctx.now());
	});
});

describe("an outage", () => {
	test("fails nobody: what was proven stays until its own limit, and then it is unknown", async () => {
		let isDown = false;
		const answer = <T>(call: () => Promise<T>) => (isDown ? Promise.resolve(refusal) : call());
		const ctx = await due(
			{},
			{
				probeRole: (call) => answer(() => world.aws.probeRole(call)),
				openRole: (call) => answer(() => world.aws.openRole(call)),
			},
		);
		const { state } = await proven(ctx);
		isDown = true;
		const states = new Set<string | null>();
		for (let minutes = 0; minutes < 240; minutes += 36) {
			ctx.advance(36 * MINUTE_MS);
			states.add((await sweep(ctx)).state);
		}
		expect([...states]).toEqual([state, "unknown"]);
		expect(ctx.store.healthChanges.map(({ to }) => to)).not.toContain("failing");
		isDown = false;
		ctx.advance(36 * MINUTE_MS);
		expect((await sweep(ctx)).state).toBe(state);
	});
});
