import { describe, expect, it } from "vitest";
import { finishWithoutProof } from "#lib/connectors/offboard/complete-offboarding.ts";
import { startOffboarding } from "#lib/connectors/offboard/start-offboarding.ts";
import { addTag, removeTag } from "#lib/connectors/tag-connector.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { AwsConnector } from "#lib/domain/platform/aws-connector-body.ts";
import { roleArn } from "#lib/domain/platform/platform.test-support.ts";
import { failed } from "#lib/domain/result.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { finishPlatform } from "./finish-platform.ts";
import {
	platformContext,
	platformDraft,
	readyPlatform,
	rememberingPlatform,
	target,
} from "./platform.test-support.ts";

const HARNESS_PROOF = "harness-proof" as const;

async function world() {
	const log: string[] = [];
	const remembering = rememberingPlatform(log);
	return { ...remembering, log, ctx: await platformContext({ harness: remembering.harness }) };
}

function actions(ctx: TestContext): readonly string[] {
	return ctx.store.audit.map(({ action }) => action);
}

describe("finishPlatform", () => {
	it("wants a person's word for what only Harness can say", async () => {
		const { ctx, log } = await world();
		const draft = await readyPlatform(ctx);
		expect(await finishPlatform(ctx, { ...target(draft), accept: "nothing" })).toMatchObject({
			failure: { code: "CONNECTOR_NOT_PROVEN" },
		});
		expect(log).toEqual([]);
	});

	it("creates the connector at its scope, tests it, and says so in the audit trail", async () => {
		const { ctx, log, stored } = await world();
		const scope = { kind: "project", orgId: "default", projectId: "payments" } as const;
		const draft = await readyPlatform(ctx, { platform: { scope } });
		const finished = await finishPlatform(ctx, { ...target(draft), accept: HARNESS_PROOF });
		expect(finished).toMatchObject({
			value: { connector: { status: "registered", proof: "harness" }, harnessTest: { status: "SUCCESS" } },
		});
		expect(log).toEqual(["create deploy", "test deploy"]);
		expect([...stored.values()][0]?.connector).toMatchObject({
			orgIdentifier: "default",
			projectIdentifier: "payments",
			spec: { credential: { type: "Irsa" }, delegateSelectors: ["eks"] },
		});
		expect(actions(ctx)).toContain("connector.registered-unproven");
		expect(ctx.asked).toContainEqual({ job: "checkConnector", connectorId: draft.id });
	});

	it("twice makes nothing new, and later edits reach Harness with foreign fields kept", async () => {
		const { ctx, log, stored } = await world();
		const draft = await readyPlatform(ctx);
		const first = await finishPlatform(ctx, { ...target(draft), accept: HARNESS_PROOF });
		if (!first.ok) throw new Error(first.failure.code);
		const [key, record] = [...stored][0] ?? ["", null];
		if (record === null) throw new Error("nothing is stored");
		const proxy: AwsConnector = { ...record.connector, spec: { ...record.connector.spec, proxy: true } };
		stored.set(key, { ...record, connector: proxy });
		const again = await finishPlatform(ctx, { ...target(first.value.connector), accept: HARNESS_PROOF });
		expect(again).toMatchObject({ ok: true });
		expect(log).toEqual(["create deploy", "test deploy", "update deploy", "test deploy"]);
		expect(stored.size).toBe(1);
		expect(stored.get(key)?.connector.spec).toMatchObject({ proxy: true });
	});

	it("takes up what an earlier try had made before its answer got lost, and nothing else", async () => {
		const { ctx, stored, put } = await world();
		const draft = await readyPlatform(ctx);
		await finishPlatform(ctx, { ...target(draft), accept: HARNESS_PROOF });
		const ours = [...stored.values()][0]?.connector;
		if (ours === undefined) throw new Error("nothing is stored");
		const other = await world();
		other.put(ours);
		const lost = await readyPlatform(other.ctx);
		expect(await finishPlatform(other.ctx, { ...target(lost), accept: HARNESS_PROOF })).toMatchObject({
			ok: true,
		});
		const third = await world();
		third.put({ ...ours, spec: { credential: { type: "InheritFromDelegate" } } });
		const taken = await readyPlatform(third.ctx);
		expect(await finishPlatform(third.ctx, { ...target(taken), accept: HARNESS_PROOF })).toMatchObject({
			failure: { code: "HARNESS_CONNECTOR_EXISTS", field: "identifier" },
		});
		expect(third.log).toEqual([]);
		put(ours);
	});

	it("does not write over what somebody changed in Harness meanwhile", async () => {
		const { ctx, stored, put } = await world();
		const draft = await readyPlatform(ctx);
		const first = await finishPlatform(ctx, { ...target(draft), accept: HARNESS_PROOF });
		if (!first.ok) throw new Error(first.failure.code);
		const ours = [...stored.values()][0]?.connector;
		if (ours !== undefined) put({ ...ours, name: "Changed there" });
		expect(
			await finishPlatform(ctx, { ...target(first.value.connector), accept: HARNESS_PROOF }),
		).toMatchObject({ failure: { code: "HARNESS_CONNECTOR_CHANGED" } });
	});

	it("is not for a connector whose steps are not all saved", async () => {
		const { ctx } = await world();
		const draft = await platformDraft(ctx);
		expect(await finishPlatform(ctx, { ...target(draft), accept: HARNESS_PROOF })).toMatchObject({
			failure: { code: "CONNECTOR_INCOMPLETE" },
		});
	});

	it("lets no quarantined role through, whatever is accepted", async () => {
		const { ctx } = await world();
		const draft = await readyPlatform(ctx);
		const run = { id: "run", connectorId: draft.id, kind: "full", requestedAt: ctx.now() } as const;
		await ctx.db.checks.requestRun(run);
		await ctx.db.checks.startRun("run", ctx.now(), draft.version);
		await ctx.db.checks.record(draft.id, "run", [letIn(ctx.now())]);
		expect(await finishPlatform(ctx, { ...target(draft), accept: HARNESS_PROOF })).toMatchObject({
			failure: { code: "CONNECTOR_QUARANTINED" },
		});
	});
});

function letIn(checkedAt: Date): CheckResult {
	return {
		checkId: "external-id-required",
		outcome: "failed",
		code: "EXTERNAL_ID_NOT_REQUIRED",
		observed: "",
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt,
	};
}

describe("a platform connector's end and tags", () => {
	async function registered() {
		const made = await world();
		const draft = await readyPlatform(made.ctx);
		const finished = await finishPlatform(made.ctx, { ...target(draft), accept: HARNESS_PROOF });
		if (!finished.ok) throw new Error(finished.failure.code);
		return { ...made, id: draft.id };
	}

	it("removes it in Harness, and that is all where we were never let in", async () => {
		const { ctx, id, stored } = await registered();
		expect(await startOffboarding(ctx, { connectorId: id })).toMatchObject({
			value: { status: "offboarded" },
		});
		expect(stored.size).toBe(0);
		expect(actions(ctx)).toContain("connector.harness-removed");
	});

	async function letUsIn(ctx: TestContext, id: string) {
		const connector = await ctx.db.connectors.find(id);
		await ctx.db.connectors.save(id, connector?.version ?? 0, { proof: "direct" });
		await ctx.db.connectors.observe(id, { roleFoundAt: ctx.now() });
	}

	it("does not end by itself where an earlier role let us in, and the audit trail names that role", async () => {
		const earlier = roleArn("arn:aws:iam::200000000003:role/deploy");
		const { ctx, stored } = await world();
		const crossAccount = { roleArn: earlier, externalId: "" };
		const draft = await readyPlatform(ctx, { platform: { crossAccount } });
		await finishPlatform(ctx, { ...target(draft), accept: HARNESS_PROOF });
		await letUsIn(ctx, draft.id);
		const proven = await ctx.db.connectors.find(draft.id);
		if (proven?.platform == null) throw new Error("no connector");
		const other = { ...crossAccount, roleArn: roleArn("arn:aws:iam::200000000003:role/other") };
		const platform = { ...proven.platform, crossAccount: other };
		await ctx.db.connectors.save(draft.id, proven.version, { platform, proof: "harness" });
		expect(await startOffboarding(ctx, { connectorId: draft.id })).toMatchObject({
			value: { status: "registered", earlierRoleArn: earlier, offboarding: { accessRefusedAt: null } },
		});
		expect(stored.size).toBe(0);
		await finishWithoutProof(ctx, { connectorId: draft.id });
		expect(ctx.store.audit.at(-1)).toMatchObject({
			action: "connector.offboarded-unproven",
			details: { earlierRoleNotAsked: earlier },
		});
	});

	it("leaves alone, and does not tag, a record of which nothing shows whose it is", async () => {
		const { ctx, id, stored } = await registered();
		for (const [key, record] of stored) stored.set(key, { ...record, createdAt: null });
		expect(await addTag(ctx, { connectorId: id, key: "team", value: "data" })).toMatchObject({
			failure: { code: "HARNESS_CONNECTOR_NOT_OURS" },
		});
		await startOffboarding(ctx, { connectorId: id });
		expect(stored.size).toBe(1);
		expect(actions(ctx)).toContain("connector.harness-left-unknown");
	});

	it("does not tag a record that was made there since", async () => {
		const { ctx, id, stored } = await registered();
		for (const [key, record] of stored) {
			stored.set(key, { ...record, createdAt: new Date("2026-11-22T12:30:00Z") });
		}
		expect(await addTag(ctx, { connectorId: id, key: "team", value: "data" })).toMatchObject({
			failure: { code: "HARNESS_CONNECTOR_NOT_OURS" },
		});
		expect([...stored.values()][0]?.connector.tags ?? {}).toEqual({});
	});

	it("asks for AWS's refusal where our own calls had proved the role", async () => {
		const { ctx, id, stored } = await registered();
		await letUsIn(ctx, id);
		expect(await startOffboarding(ctx, { connectorId: id })).toMatchObject({
			value: { status: "registered", offboarding: { accessRefusedAt: null } },
		});
		expect(stored.size).toBe(0);
		expect(ctx.asked).toContainEqual({ job: "proveRefusal", connectorId: id });
	});

	it("leaves a record alone that was made there since, or works in another account", async () => {
		for (const isNewer of [true, false]) {
			const { ctx, id, stored, put } = await registered();
			const ours = [...stored.values()][0]?.connector;
			if (ours === undefined) throw new Error("nothing is stored");
			const crossAccountAccess = { crossAccountRoleArn: roleArn("arn:aws:iam::999999999999:role/x") };
			const foreign = { ...ours, spec: { credential: { type: "Irsa", crossAccountAccess } } };
			if (isNewer) put(ours, new Date("2026-11-22T12:30:00Z"));
			else put(foreign);
			await startOffboarding(ctx, { connectorId: id });
			expect(stored.size).toBe(1);
			expect(actions(ctx)).toContain("connector.harness-left-alone");
		}
	});

	it("leaves alone an identifier that another type of connector has by now", async () => {
		const { ctx, id } = await registered();
		const exists = async () => failed({ code: "HARNESS_CONNECTOR_EXISTS" as const });
		Object.assign(ctx.harness, { getAwsConnector: exists });
		await startOffboarding(ctx, { connectorId: id });
		expect(actions(ctx)).toContain("connector.harness-left-alone");
	});

	it("tags Harness's record too, at its scope", async () => {
		const { ctx, id, stored } = await registered();
		expect(await addTag(ctx, { connectorId: id, key: "team", value: "data" })).toMatchObject({
			value: "done",
		});
		expect([...stored.values()][0]?.connector.tags).toEqual({ team: "data" });
		expect(await removeTag(ctx, { connectorId: id, key: "team" })).toMatchObject({ value: "done" });
	});
});
