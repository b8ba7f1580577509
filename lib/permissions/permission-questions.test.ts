import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OutsideScope } from "#lib/db/outside-scope.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { PermissionChoice } from "#lib/domain/permission-question.ts";
import { pruneHistory } from "#lib/health/prune-history.ts";
import {
	CONNECTOR_ID,
	harnessStatement,
	putRole,
	storedConnector,
	unwrap,
} from "#lib/health/verify.test-support.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { answerQuestion } from "./answer-question.ts";
import { askPermissions } from "./ask-permissions.ts";

const { signal } = new AbortController();
const PULL: PermissionChoice = {
	entries: ["ecr-pull"],
	bucketNames: [],
	accountIds: [],
	otherAccountId: null,
};
const REGIONS: PermissionChoice = { ...PULL, entries: ["describe-regions"] };

const OFFBOARDING: Connector["offboarding"] & object = {
	startedAt: new Date("2026-11-22T12:00:00Z"),
	...{ harnessRemovedAt: null, accessRefusedAt: null, askedAt: null, answer: null },
};

let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(() => world.admin("POST", "reset"));

const connected = (change: Partial<Connector> = {}) =>
	storedConnector(world, { status: "registered", ...change });

async function answered(ctx: TestContext, choice: PermissionChoice) {
	const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice }));
	await answerQuestion(ctx, { questionId: id, signal });
	return ctx.db.permissionQuestions.find(id);
}

describe("a question", () => {
	test("is answered by IAM's simulation as the connector's own role, action by action", async () => {
		await putRole(world);
		const ctx = await connected();
		const denied = await answered(ctx, PULL);
		expect(denied).toMatchObject({
			state: "done",
			code: null,
			answers: [
				{ id: "describe-regions", verdict: "allowed" },
				{ id: "ecr-pull", verdict: "denied" },
			],
		});
		const probes = denied?.answers?.[1]?.probes ?? [];
		expect(probes.find(({ action }) => action === "ecr:GetAuthorizationToken")).toMatchObject({
			verdict: "denied",
			reason: "No policy of the role allows it.",
		});
		ctx.advance(11_000);
		const allowed = await answered(ctx, REGIONS);
		expect(allowed?.answers).toMatchObject([{ id: "describe-regions", verdict: "allowed" }]);
	});

	test("is not asked of a role that only Harness's word speaks of", async () => {
		const ctx = await connected({ proof: "harness" });
		const asked = await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL });
		expect(asked).toEqual({ ok: false, failure: { code: "ROLE_DOES_NOT_TRUST_US" } });
		expect(ctx.asked).toEqual([]);
	});

	test("of which the proof is gone by the time of its turn assumes nothing", async () => {
		const ctx = await connected();
		const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL }));
		const known = await ctx.db.connectors.find(CONNECTOR_ID);
		if (known !== null) ctx.store.connectors.set(CONNECTOR_ID, { ...known, proof: "harness" });
		await answerQuestion(
			{ ...ctx, aws: { ...ctx.aws, openRole: () => Promise.reject(new Error("asked")) } },
			{
				questionId: id,
				signal,
			},
		);
		expect(await ctx.db.permissionQuestions.find(id)).toMatchObject({
			...{ state: "done", answers: null, code: "ROLE_DOES_NOT_TRUST_US" },
		});
	});

	test.each<readonly [string, Partial<Connector>, string]>([
		["paused", { pausedAt: OFFBOARDING.startedAt }, "CONNECTOR_PAUSED"],
		["being offboarded", { offboarding: OFFBOARDING }, "CONNECTOR_OFFBOARDING"],
		["offboarded", { status: "offboarded" }, "CONNECTOR_NOT_FOUND"],
	])("of a connector that is %s is neither taken nor answered", async (_, change, code) => {
		const ctx = await connected();
		const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL }));
		const known = await ctx.db.connectors.find(CONNECTOR_ID);
		if (known !== null) ctx.store.connectors.set(CONNECTOR_ID, { ...known, ...change });
		expect(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: REGIONS })).toEqual({
			...{ ok: false, failure: { code } },
		});
		await answerQuestion(ctx, { questionId: id, signal });
		expect(await ctx.db.permissionQuestions.find(id)).toMatchObject({ state: "done", answers: null, code });
	});

	test("of a connector in quarantine is neither taken nor answered", async () => {
		const ctx = await connected();
		const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL }));
		ctx.store.evidence.set(CONNECTOR_ID, {
			...{ evidenceVersion: 0, watchedAt: null, drafts: {} },
			health: { state: "quarantined", since: ctx.now(), validUntil: null, lastProofAt: null },
		});
		expect(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: REGIONS })).toEqual({
			...{ ok: false, failure: { code: "CONNECTOR_QUARANTINED" } },
		});
		await answerQuestion(ctx, { questionId: id, signal });
		expect(await ctx.db.permissionQuestions.find(id)).toMatchObject({ code: "CONNECTOR_QUARANTINED" });
	});

	test("asked many times at once is one, with one job", async () => {
		const ctx = await connected();
		const answers = await Promise.all(
			[PULL, PULL, PULL, REGIONS].map((choice) => askPermissions(ctx, { connectorId: CONNECTOR_ID, choice })),
		);
		const taken = answers.flatMap((answer) => (answer.ok ? answer.value.id : []));
		expect(taken).toHaveLength(3);
		expect(new Set(taken).size).toBe(1);
		expect(answers[3]).toEqual({ ok: false, failure: { code: "TOO_MANY_REQUESTS" } });
		expect(ctx.asked).toHaveLength(1);
	});

	test("that a killed worker left behind is given up after a minute and a half", async () => {
		const ctx = await connected();
		const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL }));
		ctx.advance(91_000);
		expect(unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL })).id).not.toBe(id);
		expect(await ctx.db.permissionQuestions.find(id)).toMatchObject({ state: "done", code: "UNEXPECTED" });
	});

	test("about a role that does not let us in says so", async () => {
		await putRole(world, { statements: [harnessStatement()] });
		expect(await answered(await connected(), PULL)).toMatchObject({
			answers: null,
			code: "ROLE_ACCESS_DENIED",
		});
	});

	test("about a role that may not simulate says so", async () => {
		await putRole(world, { without: ["iam:SimulatePrincipalPolicy"] });
		expect(await answered(await connected(), PULL)).toMatchObject({
			answers: null,
			code: "SIMULATION_DENIED",
		});
	});

	test("asked twice is one; another must wait ten seconds", async () => {
		const ctx = await connected();
		const ask = (choice: PermissionChoice) => askPermissions(ctx, { connectorId: CONNECTOR_ID, choice });
		const first = unwrap(await ask(PULL));
		expect(unwrap(await ask(PULL)).id).toBe(first.id);
		expect(await ask(REGIONS)).toEqual({ ok: false, failure: { code: "TOO_MANY_REQUESTS" } });
		expect(ctx.asked).toEqual([{ job: "answerPermissionQuestion", questionId: first.id }]);
		await ctx.db.permissionQuestions.finish(first.id, { answers: [], code: null, at: ctx.now() });
		ctx.advance(10_000);
		expect(unwrap(await ask(REGIONS)).id).not.toBe(first.id);
	});

	test.each<readonly [string, PermissionChoice, string]>([
		["a task that is not in the library", { ...PULL, entries: ["no-such-task"] }, "entries"],
		["a task without the buckets it needs", { ...PULL, entries: ["s3-write"] }, "bucketNames"],
	])("with %s is refused by the field", async (_, choice, field) => {
		const asked = await askPermissions(await connected(), { connectorId: CONNECTOR_ID, choice });
		expect(asked).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID", field } });
	});

	test("that crashes is finished, and its job is told", async () => {
		const ctx = await connected();
		const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL }));
		const aws = { ...world.aws, openRole: () => Promise.reject(new Error("surprise")) };
		await expect(answerQuestion({ ...ctx, aws }, { questionId: id, signal })).rejects.toThrow("surprise");
		expect(await ctx.db.permissionQuestions.find(id)).toMatchObject({ state: "done", code: "UNEXPECTED" });
	});

	test("is gone after a day", async () => {
		const ctx = await connected();
		const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL }));
		ctx.advance(25 * 3_600_000);
		await pruneHistory(ctx, signal);
		expect(await ctx.db.permissionQuestions.find(id)).toBeNull();
	});
});

describe("whoever does not see everything", () => {
	const scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };

	test("neither asks about nor reads of connectors outside their scope", async () => {
		const ctx = await connected();
		const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL }));
		const limited = ctx.actingAs({ ...ctx.actor, role: "operator", scope });
		expect(await askPermissions(limited, { connectorId: CONNECTOR_ID, choice: PULL })).toMatchObject({
			failure: { code: "CONNECTOR_NOT_FOUND" },
		});
		expect(await limited.db.permissionQuestions.find(id)).toBeNull();
		expect(await limited.db.permissionQuestions.latest(CONNECTOR_ID)).toBeNull();
		await expect(limited.db.permissionQuestions.start(id)).rejects.toBeInstanceOf(OutsideScope);
	});

	test("reads no role's permissions without the ability to review trust", async () => {
		const ctx = await connected();
		const { id } = unwrap(await askPermissions(ctx, { connectorId: CONNECTOR_ID, choice: PULL }));
		const viewer = ctx.actingAs({ ...ctx.actor, role: "viewer" });
		expect(await viewer.db.permissionQuestions.find(id)).toBeNull();
	});
});
