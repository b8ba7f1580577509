import { describe, expect, it } from "vitest";
import type { AwsAnswer } from "#lib/aws/port.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { failed } from "#lib/domain/result.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { createDraft } from "../create-draft.ts";
import { finishConnector } from "../finish-connector.ts";
import {
	actions,
	ceAws,
	lifecycleContext,
	registered,
	registeredUnproven,
	rememberingHarness,
} from "../lifecycle.test-support.ts";
import { markLaunched } from "../mark-launched.ts";
import { pasteRoleArn } from "../save-role.ts";
import { finishWithoutProof } from "./complete-offboarding.ts";
import { proveRefusal } from "./prove-refusal.ts";
import { cancelOffboarding, startOffboarding } from "./start-offboarding.ts";

type Probe = AwsAnswer<{ assumedRoleArn: string; accountId: string }>;
const about = { awsCode: null, message: "", requestId: null, region: "us-east-1" };
const DENIED: Probe = { kind: "denied", code: "ROLE_ACCESS_DENIED", ...about };
const LET_IN: Probe = {
	kind: "answered",
	value: {
		assumedRoleArn: "arn:aws:sts::123456789012:assumed-role/HarnessCERole/x",
		accountId: "123456789012",
	},
	requestId: null,
	region: "us-east-1",
};

async function world(stored: readonly CeAwsConnector[], answers: readonly Probe[] = []) {
	const left = [...answers];
	const harness = new Map(stored.map((connector) => [connector.identifier, connector]));
	const log: string[] = [];
	const ctx = await lifecycleContext({
		harness: rememberingHarness(harness, log),
		aws: { probeRole: async () => left.shift() ?? LET_IN },
	});
	await verifierIs(ctx, "passed");
	return { ctx, harness, log };
}

function verifierIs(ctx: TestContext, outcome: "passed" | "failed") {
	const result = {
		checkId: "verifier-self",
		outcome,
		code: outcome === "failed" ? "VERIFIER_NOT_ALLOWED" : null,
		observed: "",
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt: ctx.now(),
	} as const;
	return ctx.db.verifiers.save({ partition: "aws", accountId: null, principalArn: null, result });
}

const signal = new AbortController().signal;
const OURS = ceAws("Payer", "123456789012");

describe("startOffboarding", () => {
	it("stops the checks, removes the connector in Harness, and has AWS asked", async () => {
		const { ctx, harness } = await world([OURS]);
		const { id } = await registered(ctx);
		expect(await startOffboarding(ctx, { connectorId: id })).toMatchObject({ ok: true });
		const connector = await ctx.db.connectors.find(id);
		expect(connector?.offboarding).toMatchObject({ harnessRemovedAt: ctx.now(), accessRefusedAt: null });
		expect(connector?.pausedAt).toEqual(ctx.now());
		expect(harness.size).toBe(0);
		expect(ctx.asked).toContainEqual({ job: "proveRefusal", connectorId: id });
		expect(actions(ctx, id)).toEqual(
			expect.arrayContaining(["connector.offboarding-started", "connector.harness-removed"]),
		);
	});

	it("is content when Harness's record is gone already", async () => {
		const { ctx } = await world([]);
		const { id } = await registered(ctx);
		await startOffboarding(ctx, { connectorId: id });
		expect(actions(ctx, id)).toContain("connector.harness-already-gone");
	});

	it("never deletes a record of another account", async () => {
		const { ctx, harness, log } = await world([ceAws("Payer", "999999999999")]);
		const { id } = await registered(ctx);
		await startOffboarding(ctx, { connectorId: id });
		expect([harness.size, log]).toEqual([1, []]);
		expect(actions(ctx, id)).toContain("connector.harness-left-alone");
	});

	it("tells that Harness could not be reached, and goes on from there later", async () => {
		let isDown = true;
		const remembering = rememberingHarness(new Map([["Payer", OURS]]));
		const ctx = await lifecycleContext({
			harness: {
				...remembering,
				getConnector: async (target, call) =>
					isDown
						? failed({ code: "HARNESS_UNAVAILABLE" as const })
						: (remembering.getConnector?.(target, call) ?? failed({ code: "UNEXPECTED" as const })),
			},
		});
		const { id } = await registered(ctx);
		const first = await startOffboarding(ctx, { connectorId: id });
		expect(first).toMatchObject({ ok: false, failure: { code: "HARNESS_UNAVAILABLE" } });
		expect((await ctx.db.connectors.find(id))?.offboarding).toMatchObject({ harnessRemovedAt: null });
		isDown = false;
		expect(await startOffboarding(ctx, { connectorId: id })).toMatchObject({ ok: true });
		expect((await ctx.db.connectors.find(id))?.offboarding?.harnessRemovedAt).not.toBeNull();
	});

	it("may be cancelled while Harness still has it, and the checks run again", async () => {
		const ctx = await lifecycleContext({
			harness: { getConnector: async () => failed({ code: "HARNESS_UNAVAILABLE" as const }) },
		});
		const { id } = await registered(ctx);
		await startOffboarding(ctx, { connectorId: id });
		expect(await cancelOffboarding(ctx, { connectorId: id })).toMatchObject({
			value: { offboarding: null, pausedAt: null },
		});
		expect(ctx.store.schedule.has(id)).toBe(true);
	});

	it("simply discards a draft, asking nobody", async () => {
		const ctx = await lifecycleContext();
		const draft = await createDraft(ctx, { requiresAutoStopping: false });
		if (!draft.ok) throw new Error("no draft");
		const discarded = await startOffboarding(ctx, { connectorId: draft.value.id });
		expect(discarded).toMatchObject({ ok: true, value: { status: "offboarded" } });
		expect(ctx.asked).toEqual([]);
	});
});

describe("proveRefusal", () => {
	async function offboarding(answers: readonly Probe[]) {
		const made = await world([OURS], answers);
		const { id } = await registered(made.ctx);
		await startOffboarding(made.ctx, { connectorId: id });
		made.ctx.asked.length = 0;
		return { ...made, id };
	}

	it("ends the offboarding once AWS refuses the right external ID", async () => {
		const { ctx, id } = await offboarding([DENIED]);
		await proveRefusal(ctx, { connectorId: id, signal });
		expect(await ctx.db.connectors.find(id)).toMatchObject({
			status: "offboarded",
			offboarding: { accessRefusedAt: ctx.now() },
		});
		expect(actions(ctx, id)).toContain("connector.access-refused");
		expect(ctx.asked).toEqual([]);
	});

	it.each<[string, Probe]>([
		["let in", LET_IN],
		["throttled", { kind: "failed", code: "AWS_THROTTLED", ...about }],
		["unreachable", { kind: "failed", code: "AWS_UNAVAILABLE", ...about }],
		["denied by an organization", { kind: "denied", code: "ORGANIZATION_DENY", ...about }],
		["ourselves not allowed", { kind: "denied", code: "VERIFIER_NOT_ALLOWED", ...about }],
	])("takes %s for no proof, and asks again", async (_, answer) => {
		const { ctx, id } = await offboarding([answer]);
		await proveRefusal(ctx, { connectorId: id, signal });
		const connector = await ctx.db.connectors.find(id);
		expect(connector).toMatchObject({ status: "registered", offboarding: { accessRefusedAt: null } });
		expect(connector?.offboarding?.answer).toBe(answer.kind === "answered" ? "let-in" : answer.code);
		expect(ctx.asked).toEqual([{ job: "proveRefusal", connectorId: id, startAfterSeconds: 60 }]);
	});

	it("concludes nothing while our own side does not work", async () => {
		const { ctx, id } = await offboarding([DENIED]);
		await verifierIs(ctx, "failed");
		await proveRefusal(ctx, { connectorId: id, signal });
		expect((await ctx.db.connectors.find(id))?.offboarding?.accessRefusedAt).toBeNull();
	});

	it("does not take another role's refusal for a proof: no step is changed meanwhile", async () => {
		const { ctx, id } = await offboarding([DENIED]);
		const { version = 0 } = (await ctx.db.connectors.find(id)) ?? {};
		const parsed = parseRoleArn("arn:aws:iam::123456789012:role/NeverMade");
		if (!parsed.ok) throw new Error("no ARN");
		const pasted = await pasteRoleArn(ctx, { connectorId: id, version, roleArn: parsed.value.arn });
		expect(pasted).toMatchObject({ failure: { code: "CONNECTOR_OFFBOARDING" } });
		expect(await markLaunched(ctx, { connectorId: id })).toMatchObject({
			failure: { code: "CONNECTOR_OFFBOARDING" },
		});
		await expect(
			finishConnector(ctx, { connectorId: id, version, accept: "nothing" }),
		).resolves.toMatchObject({
			failure: { code: "CONNECTOR_OFFBOARDING" },
		});
		expect((await ctx.db.connectors.find(id))?.pastedRoleArn).toBeNull();
	});

	it("nor that of a role that was pasted just before and never let us in", async () => {
		const { ctx } = await world([OURS], [DENIED]);
		const { id, version } = await registered(ctx);
		const parsed = parseRoleArn("arn:aws:iam::123456789012:role/NeverMade");
		if (!parsed.ok) throw new Error("no ARN");
		await pasteRoleArn(ctx, { connectorId: id, version, roleArn: parsed.value.arn });
		await startOffboarding(ctx, { connectorId: id });
		await proveRefusal(ctx, { connectorId: id, signal });
		expect((await ctx.db.connectors.find(id))?.offboarding?.accessRefusedAt).toBeNull();
		await finishWithoutProof(ctx, { connectorId: id });
		expect(ctx.store.audit.at(-1)).toMatchObject({
			action: "connector.offboarded-unproven",
			details: { earlierRoleNotAsked: "arn:aws:iam::123456789012:role/HarnessCERole" },
		});
	});

	it("does not take the refusal of a role that never trusted us for a proof", async () => {
		const { ctx } = await world([OURS], [DENIED]);
		const connector = await registeredUnproven(ctx);
		await startOffboarding(ctx, { connectorId: connector.id });
		await proveRefusal(ctx, { connectorId: connector.id, signal });
		expect((await ctx.db.connectors.find(connector.id))?.offboarding?.accessRefusedAt).toBeNull();
	});
});

describe("finishWithoutProof", () => {
	it("is audited as such", async () => {
		const { ctx } = await world([OURS]);
		const { id } = await registered(ctx);
		await startOffboarding(ctx, { connectorId: id });
		expect(await finishWithoutProof(ctx, { connectorId: id })).toMatchObject({
			value: { status: "offboarded" },
		});
		expect(actions(ctx, id)).toContain("connector.offboarded-unproven");
	});

	it("is refused while Harness still has the connector", async () => {
		const ctx = await lifecycleContext({
			harness: { getConnector: async () => failed({ code: "HARNESS_UNAVAILABLE" as const }) },
		});
		const { id } = await registered(ctx);
		await startOffboarding(ctx, { connectorId: id });
		expect(await finishWithoutProof(ctx, { connectorId: id })).toMatchObject({ ok: false });
	});
});
