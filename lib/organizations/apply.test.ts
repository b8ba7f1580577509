import { describe, expect, test } from "vitest";
import {
	actions,
	ceAws,
	HARNESS_ACCOUNT,
	lifecycleContext,
	recordOf,
	rememberingHarness,
} from "#lib/connectors/lifecycle.test-support.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { Harness } from "#lib/harness/port.ts";
import { runOperation } from "#lib/operations/run-operation.ts";
import { prove, rolledOut, trustResult } from "#lib/testing/rolled-out.ts";
import { TESTER, type TestContext } from "#lib/testing/test-context.ts";
import { applyPlan } from "./apply-plan.ts";
import { autoStoppingReady } from "./autostopping-ready.ts";
import { endRollout } from "./end-rollout.ts";
import { reconcileRollout } from "./reconcile-rollout.ts";
import { openRegistration, registerAccount } from "./register-account.ts";
import { retryFailed } from "./retry-failed.ts";
import { runPlan } from "./run-plan.ts";
import { startPlan } from "./start-plan.ts";

const PERSON = {
	id: TESTER.id,
	name: TESTER.name,
	email: "test@rolebridge.example",
	role: "operator",
	scope: EVERYWHERE,
	hasSecondFactor: false,
	signsInBy: ["password"],
	createdAt: new Date("2026-11-01T00:00:00Z"),
} as const;
const MAY_EDIT = async () => ok({ mayView: true, mayEdit: true });

type World = {
	readonly ctx: TestContext;
	readonly rolloutId: string;
	readonly accountIds: readonly string[];
	readonly stored: Map<string, CeAwsConnector>;
	/** What was asked of Harness that writes. */
	readonly log: string[];
};

/** Five accounts that are deployed and proven, and a Harness that remembers. */
async function world(harness: Partial<Harness> = {}, isAway = () => false): Promise<World> {
	const stored = new Map<string, CeAwsConnector>();
	const log: string[] = [];
	const createConnector: Harness["createConnector"] = async (_target, { connector }) => {
		log.push(`create ${connector.identifier}`);
		if (stored.has(connector.identifier)) return failed({ code: "HARNESS_CONNECTOR_EXISTS" });
		stored.set(connector.identifier, connector);
		return ok(recordOf(connector));
	};
	const ctx = await lifecycleContext({
		harness: { ...rememberingHarness(stored, log), createConnector, permissions: MAY_EDIT, ...harness },
		breakers: { stateOf: () => (isAway() ? "open" : "closed") },
	});
	ctx.store.people.set(TESTER.id, PERSON);
	const { rollout, accounts } = await rolledOut(ctx.db, { count: 5, at: ctx.now() });
	return { ctx, rolloutId: rollout.id, accountIds: accounts.map(({ accountId }) => accountId), stored, log };
}

async function planned({ ctx, rolloutId }: World): Promise<string> {
	const started = await startPlan(ctx, { rolloutId });
	if (!started.ok) throw new Error(started.failure.code);
	await runPlan(ctx, started.value);
	return started.value.planId;
}

async function applied(some: World, planId?: string): Promise<string> {
	const started = await applyPlan(some.ctx, { planId: planId ?? (await planned(some)) });
	if (!started.ok) throw new Error(started.failure.code);
	await runOperation(some.ctx, started.value);
	return started.value.operationId;
}

const countsOf = (ctx: TestContext, id: string) => ctx.db.operations.counts(id);
const planOf = (ctx: TestContext, id: string) => ctx.db.rolloutPlans.find(id);
async function codesOf(ctx: TestContext, id: string) {
	const items = await ctx.db.operations.failedItems(id, { after: "", limit: 50 });
	return items.map(({ code }) => code);
}

describe("a plan", () => {
	test("is asked for once while it is being made", async () => {
		const { ctx, rolloutId } = await world();
		const first = await startPlan(ctx, { rolloutId });
		expect(await startPlan(ctx, { rolloutId })).toEqual(first);
		expect(ctx.asked.filter(({ job }) => job === "planRollout")).toHaveLength(1);
		ctx.advance(6 * 60_000);
		expect(await startPlan(ctx, { rolloutId })).not.toEqual(first);
	});

	test("of no rollout is refused", async () => {
		const { ctx } = await world();
		expect(await startPlan(ctx, { rolloutId: "none" })).toMatchObject({
			failure: { code: "ROLLOUT_NOT_FOUND" },
		});
	});

	test("says of every account what would be done, and counts it", async () => {
		const some = await world();
		const { ctx, accountIds, stored } = some;
		const [adopted = "", foreign = "", untrusted = ""] = accountIds;
		stored.set("ByHand", ceAws("ByHand", adopted));
		stored.set(`AWSConnector_${foreign}`, ceAws(`AWSConnector_${foreign}`, "999999999999"));
		await prove(ctx.db, [connectorOf(some, untrusted)], ctx.now(), "failed");
		const planId = await planned(some);
		expect(await planOf(ctx, planId)).toMatchObject({
			state: "ready",
			failure: null,
			counts: { create: 2, update: 0, adopt: 1, unchanged: 0, blocked: 2 },
			finishedAt: ctx.now(),
		});
		const rows = await ctx.db.rolloutPlans.rows(planId, { limit: 50 });
		expect(rows.map(({ accountId, reason }) => [accountId, reason])).toEqual([
			[accountIds[0], "already-there"],
			[accountIds[1], "identifier-taken"],
			[accountIds[2], "quarantined"],
			[accountIds[3], "new"],
			[accountIds[4], "new"],
		]);
	});

	test("fails before its first row where the key may not write, and says which permission is missing", async () => {
		const some = await world({ permissions: async () => ok({ mayView: true, mayEdit: false }) });
		const planId = await planned(some);
		expect(await planOf(some.ctx, planId)).toMatchObject({
			state: "failed",
			failure: { code: "HARNESS_FORBIDDEN", detail: expect.stringContaining("core_connector_edit") },
		});
		expect(await some.ctx.db.rolloutPlans.rows(planId, { limit: 5 })).toEqual([]);
	});

	test("is made where Harness does not say what the key may do", async () => {
		const some = await world({ permissions: async () => failed({ code: "HARNESS_UNEXPECTED_ANSWER" }) });
		expect(await planOf(some.ctx, await planned(some))).toMatchObject({ state: "ready" });
	});

	test("says why Harness gave no list", async () => {
		const some = await world({
			listConnectors: async () => failed({ code: "HARNESS_UNAVAILABLE", detail: "HTTP 503" }),
		});
		expect(await planOf(some.ctx, await planned(some))).toMatchObject({
			state: "failed",
			failure: { code: "HARNESS_UNAVAILABLE", detail: "HTTP 503" },
		});
	});

	test("is worked out once, however often its job runs", async () => {
		const some = await world();
		const planId = await planned(some);
		some.stored.set("later", ceAws("later", some.accountIds[0] ?? ""));
		await runPlan(some.ctx, { planId });
		expect((await planOf(some.ctx, planId))?.counts).toMatchObject({ create: 5 });
	});
});

function connectorOf({ ctx }: World, accountId: string): string {
	const found = [...ctx.store.connectors.values()].find(
		({ overview }) => overview?.awsAccountId === accountId,
	);
	return found?.id ?? "";
}

describe("applying a plan", () => {
	test("registers each with one request, and a new plan finds nothing to do", async () => {
		const some = await world({ getConnector: async () => failed({ code: "UNEXPECTED" }) });
		const { ctx, log, accountIds, stored } = some;
		const id = await applied(some);
		expect(await countsOf(ctx, id)).toEqual({ queued: 0, done: 5, failed: 0, skipped: 0 });
		expect(log.toSorted()).toEqual(accountIds.map((account) => `create AWSConnector_${account}`));
		for (const account of accountIds) {
			const connector = await ctx.db.connectors.find(connectorOf(some, account));
			expect(connector).toMatchObject({ status: "registered", registeredAt: ctx.now() });
			expect(actions(ctx, connector?.id ?? "")).toContain("connector.registered");
			expect(stored.get(`AWSConnector_${account}`)?.spec.crossAccountAccess).toEqual({
				crossAccountRoleArn: `arn:aws:iam::${account}:role/HarnessCERole`,
				externalId: `harness:891928451355:${HARNESS_ACCOUNT}`,
			});
		}
		const again = await planned(some);
		expect((await planOf(ctx, again))?.counts).toEqual({
			create: 0,
			update: 0,
			adopt: 0,
			unchanged: 5,
			blocked: 0,
		});
		expect(await applyPlan(ctx, { planId: again })).toMatchObject({ failure: { code: "OPERATION_EMPTY" } });
	});

	test("is refused a second time, before it is ready, after an hour, and where there is none", async () => {
		const some = await world();
		const { ctx, rolloutId } = some;
		const started = await startPlan(ctx, { rolloutId });
		const planId = started.ok ? started.value.planId : "";
		expect(await applyPlan(ctx, { planId })).toMatchObject({ failure: { code: "ROLLOUT_PLAN_NOT_READY" } });
		await runPlan(ctx, { planId });
		ctx.advance(61 * 60_000);
		expect(await applyPlan(ctx, { planId })).toMatchObject({ failure: { code: "ROLLOUT_PLAN_TOO_OLD" } });
		const fresh = await planned(some);
		expect(await applyPlan(ctx, { planId: fresh })).toMatchObject({ ok: true, value: { total: 5 } });
		expect(await applyPlan(ctx, { planId: fresh })).toMatchObject({
			failure: { code: "ROLLOUT_PLAN_APPLIED" },
		});
		expect(await applyPlan(ctx, { planId: "none" })).toMatchObject({
			failure: { code: "ROLLOUT_PLAN_NOT_FOUND" },
		});
	});

	test("leaves out what the plan blocks, and asks the evidence again for each of the others", async () => {
		const some = await world();
		const { ctx, accountIds, stored } = some;
		const [quarantined = "", stale = "", late = ""] = accountIds;
		await prove(ctx.db, [connectorOf(some, quarantined)], ctx.now(), "failed");
		const planId = await planned(some);
		// Since the plan: one lets a wrong ID in, and one has nothing that speaks for it.
		await prove(ctx.db, [connectorOf(some, late)], ctx.now(), "failed");
		ctx.store.results.splice(
			0,
			Number.POSITIVE_INFINITY,
			...ctx.store.results.filter(({ connectorId }) => connectorId !== connectorOf(some, stale)),
		);
		const id = await applied(some, planId);
		expect(await countsOf(ctx, id)).toEqual({ queued: 0, done: 2, failed: 2, skipped: 0 });
		expect((await codesOf(ctx, id)).toSorted()).toEqual(["CONNECTOR_NOT_PROVEN", "CONNECTOR_QUARANTINED"]);
		expect(stored.size).toBe(2);
	});

	test("registers one whose permissions are missing, and writes down that it is not proven", async () => {
		const some = await world();
		const { ctx, accountIds } = some;
		const connectorId = connectorOf(some, accountIds[0] ?? "");
		await ctx.db.evidence.write([
			{
				...{ connectorId, connectorVersion: 9, runId: "r", lease: null, evaluate: null },
				results: [trustResult("permissions:VISIBILITY", "failed", ctx.now())],
			},
		]);
		await applied(some);
		expect((await ctx.db.connectors.find(connectorId))?.status).toBe("registered");
		expect(actions(ctx, connectorId)).toContain("connector.registered-unproven");
	});

	test("adopts what is there under its own identifier, and writes the change that was shown", async () => {
		const some = await world();
		const { ctx, accountIds, stored, log } = some;
		const [account = ""] = accountIds;
		const byHand = { ...ceAws("ByHand", account), later: "kept" };
		stored.set("ByHand", byHand);
		await applied(some);
		expect(log.filter((line) => line.includes("ByHand"))).toEqual(["update ByHand"]);
		expect(stored.has(`AWSConnector_${account}`)).toBe(false);
		const connector = await ctx.db.connectors.find(connectorOf(some, account));
		expect(connector).toMatchObject({ status: "registered", overview: { identifier: "ByHand" } });
	});

	test("does not overwrite what was changed in Harness since the plan", async () => {
		const some = await world();
		const { ctx, accountIds, stored } = some;
		const [account = ""] = accountIds;
		stored.set("ByHand", ceAws("ByHand", account));
		const planId = await planned(some);
		const changed = { ...ceAws("ByHand", account), description: "by somebody else" };
		stored.set("ByHand", changed);
		const id = await applied(some, planId);
		expect(await codesOf(ctx, id)).toEqual(["HARNESS_CONNECTOR_CHANGED"]);
		expect(stored.get("ByHand")).toEqual(changed);
		expect((await ctx.db.connectors.find(connectorOf(some, account)))?.status).toBe("draft");
	});

	test("takes no identifier from a connector of another account that came meanwhile", async () => {
		const some = await world();
		const { ctx, accountIds, stored } = some;
		const identifier = `AWSConnector_${accountIds[0]}`;
		const planId = await planned(some);
		const foreign = ceAws(identifier, "999999999999");
		stored.set(identifier, foreign);
		const id = await applied(some, planId);
		expect(await codesOf(ctx, id)).toEqual(["CONNECTOR_IDENTIFIER_TAKEN"]);
		expect(stored.get(identifier)).toBe(foreign);
	});

	test("ties what an earlier try had created before its answer got lost", async () => {
		const some = await world();
		const { ctx, accountIds, stored, log } = some;
		const planId = await planned(some);
		const [account = ""] = accountIds;
		const made = {
			...ceAws(`AWSConnector_${account}`, account),
			name: `AWSConnector-${account}`,
			description: "",
		};
		stored.set(made.identifier, made);
		const id = await applied(some, planId);
		expect(await countsOf(ctx, id)).toMatchObject({ done: 5, failed: 0 });
		expect(log.filter((line) => line.endsWith(account))).toEqual([`create AWSConnector_${account}`]);
		expect((await ctx.db.connectors.find(connectorOf(some, account)))?.status).toBe("registered");
	});

	test("done over after everything was stored changes nothing, and writes no second entry", async () => {
		const some = await world();
		const { ctx, rolloutId } = some;
		const planId = await planned(some);
		await applied(some, planId);
		const entries = ctx.store.audit.length;
		const again = { kind: "register", input: { rolloutId, planId } } as const;
		const operation = {
			...again,
			id: "again",
			actor: { id: TESTER.id, name: TESTER.name },
			createdAt: ctx.now(),
		};
		await ctx.db.operations.insert(operation);
		await ctx.db.operations.addItems("again", some.accountIds);
		await runOperation(ctx, { operationId: "again" });
		expect(await countsOf(ctx, "again")).toMatchObject({ done: 5, failed: 0 });
		expect(ctx.store.audit.length).toBe(entries);
	});

	test("ends after its first row where Harness refuses the key", async () => {
		let asked = 0;
		const createConnector: Harness["createConnector"] = async () => {
			asked += 1;
			return failed({ code: "HARNESS_FORBIDDEN" });
		};
		const some = await world({ createConnector });
		const id = await applied(some);
		expect(asked).toBe(1);
		expect(await countsOf(some.ctx, id)).toEqual({ queued: 0, done: 0, failed: 5, skipped: 0 });
		expect(new Set(await codesOf(some.ctx, id))).toEqual(new Set(["HARNESS_FORBIDDEN"]));
		expect((await some.ctx.db.operations.find(id))?.state).toBe("done");
	});

	test("waits while Harness is away, and goes on where it stopped", async () => {
		let isAway = false;
		const stored = new Map<string, CeAwsConnector>();
		const createConnector: Harness["createConnector"] = async (_target, { connector }) => {
			if (stored.size === 2) isAway = true;
			if (isAway) return failed({ code: "HARNESS_UNAVAILABLE" });
			stored.set(connector.identifier, connector);
			return ok(recordOf(connector));
		};
		const some = await world({ createConnector }, () => isAway);
		const { ctx } = some;
		const id = await applied(some);
		expect(await countsOf(ctx, id)).toEqual({ queued: 3, done: 2, failed: 0, skipped: 0 });
		expect(ctx.asked.at(-1)).toEqual({ job: "runOperation", operationId: id, startAfterSeconds: 30 });
		isAway = false;
		stored.set("room", ceAws("room", "1"));
		await runOperation(ctx, { operationId: id });
		expect(await countsOf(ctx, id)).toMatchObject({ queued: 0, done: 5 });
	});

	test("fails nobody because Harness takes no more for now", async () => {
		let left = 2;
		const stored = new Map<string, CeAwsConnector>();
		const createConnector: Harness["createConnector"] = async (_target, { connector }) => {
			left -= 1;
			if (left < 0) return failed({ code: "HARNESS_RATE_LIMITED" });
			stored.set(connector.identifier, connector);
			return ok(recordOf(connector));
		};
		const some = await world({ createConnector });
		const id = await applied(some);
		expect(await countsOf(some.ctx, id)).toEqual({ queued: 3, done: 2, failed: 0, skipped: 0 });
		left = 3;
		await runOperation(some.ctx, { operationId: id });
		expect(await countsOf(some.ctx, id)).toMatchObject({ queued: 0, done: 5 });
	});

	test("gives up on a Harness that stays away for hours", async () => {
		const some = await world(
			{ createConnector: async () => failed({ code: "HARNESS_UNAVAILABLE" }) },
			() => true,
		);
		const { ctx } = some;
		const id = await applied(some);
		expect(await countsOf(ctx, id)).toMatchObject({ queued: 5 });
		ctx.advance(3 * 3_600_000);
		await runOperation(ctx, { operationId: id });
		expect(await countsOf(ctx, id)).toMatchObject({ queued: 0, failed: 5 });
	});

	test("writes nothing of an account that left or was suspended, nor of a connector that moved, since the plan", async () => {
		const some = await world();
		const { ctx, accountIds, rolloutId, stored } = some;
		const [left = "", suspended = "", moved = ""] = accountIds;
		const planId = await planned(some);
		const stay = (await ctx.db.rollouts.accounts(rolloutId, {}, { limit: 9, now: ctx.now() }))
			.filter(({ accountId }) => accountId !== left)
			.map((row) => (row.accountId === suspended ? { ...row, state: "SUSPENDED" as const } : row));
		await ctx.db.rollouts.seeAccounts(rolloutId, stay, { at: ctx.now(), isComplete: true });
		const connector = ctx.store.connectors.get(connectorOf(some, moved));
		const other = parseAccountId("999999999999");
		if (connector?.overview == null || !other.ok) throw new Error("the connector is enrolled above");
		const overview = { ...connector.overview, awsAccountId: other.value };
		ctx.store.connectors.set(connector.id, { ...connector, overview });
		const id = await applied(some, planId);
		expect(await countsOf(ctx, id)).toMatchObject({ done: 2, failed: 3 });
		expect((await codesOf(ctx, id)).toSorted()).toEqual([
			"CONNECTOR_CHANGED_MEANWHILE",
			"ROLLOUT_PLAN_TOO_OLD",
			"ROLLOUT_PLAN_TOO_OLD",
		]);
		expect([...stored.keys()].toSorted()).toEqual(
			accountIds.slice(3).map((account) => `AWSConnector_${account}`),
		);
		const rows = await ctx.db.rolloutPlans.rows(await planned(some), { limit: 9 });
		expect(rows.map(({ reason }) => reason).slice(0, 3)).toEqual([
			"account-left",
			"account-not-active",
			"no-connector",
		]);
	});

	test("of a rollout that has ended is refused, and what was begun is stopped", async () => {
		const some = await world();
		const { ctx, rolloutId, stored } = some;
		const planId = await planned(some);
		const next = await planned(some);
		const begun = await applyPlan(ctx, { planId });
		if (!begun.ok) throw new Error(begun.failure.code);
		const { version } = (await ctx.db.rollouts.find(rolloutId)) ?? { version: 0 };
		expect(await endRollout(ctx, { rolloutId, version })).toMatchObject({ ok: true });
		const gone = { failure: { code: "ROLLOUT_NOT_FOUND" } };
		expect(await startPlan(ctx, { rolloutId })).toMatchObject(gone);
		expect(await applyPlan(ctx, { planId: next })).toMatchObject(gone);
		expect(await retryFailed(ctx, begun.value)).toMatchObject(gone);
		expect(await openRegistration(ctx, { rolloutId, planId })).toMatchObject(gone);
		await reconcileRollout(ctx, { rolloutId, signal: new AbortController().signal });
		expect(await ctx.db.operations.find(begun.value.operationId)).toMatchObject({ state: "stopped" });
		expect(await countsOf(ctx, begun.value.operationId)).toMatchObject({ queued: 0, skipped: 5 });
		await runOperation(ctx, begun.value);
		expect(stored.size).toBe(0);
	});

	test("ends with its rollout in the middle of an account's turn, too", async () => {
		const some = await world();
		const { ctx, rolloutId, stored, accountIds } = some;
		const planId = await planned(some);
		const registration = await openRegistration(ctx, { rolloutId, planId });
		if (!registration.ok) throw new Error(registration.failure.code);
		const { version } = (await ctx.db.rollouts.find(rolloutId)) ?? { version: 0 };
		await endRollout(ctx, { rolloutId, version });
		const turn = { accountId: accountIds[0] ?? "" };
		expect(await registerAccount(ctx, registration.value, turn)).toMatchObject({
			failure: { code: "ROLLOUT_NOT_FOUND" },
		});
		expect(stored.size).toBe(0);
	});

	test("can be tried again for those that failed, and for no others", async () => {
		const failing = new Set<string>();
		const stored = new Map<string, CeAwsConnector>();
		const createConnector: Harness["createConnector"] = async (_target, { connector }) => {
			if (failing.has(connector.identifier)) return failed({ code: "HARNESS_TIMEOUT" });
			stored.set(connector.identifier, connector);
			return ok(recordOf(connector));
		};
		const some = await world({ createConnector });
		const { ctx, accountIds } = some;
		for (const account of accountIds.slice(1, 3)) failing.add(`AWSConnector_${account}`);
		const id = await applied(some);
		expect(await countsOf(ctx, id)).toMatchObject({ done: 3, failed: 2 });
		failing.clear();
		const [retried, again] = await Promise.all([
			retryFailed(ctx, { operationId: id }),
			retryFailed(ctx, { operationId: id }),
		]);
		if (!retried.ok) throw new Error(retried.failure.code);
		expect(retried.value.total).toBe(2);
		expect(again).toMatchObject({ failure: { code: "OPERATION_UNFINISHED" } });
		for (const operationId of [id, retried.value.operationId])
			expect(await retryFailed(ctx, { operationId })).toMatchObject({
				failure: { code: "OPERATION_UNFINISHED" },
			});
		// What is under way is found again by the plan.
		expect(await ctx.db.rolloutPlans.latest(some.rolloutId)).toMatchObject({
			operationId: retried.value.operationId,
		});
		await runOperation(ctx, retried.value);
		expect(await countsOf(ctx, retried.value.operationId)).toMatchObject({ done: 2, failed: 0 });
		expect(stored.size).toBe(5);
		expect(await retryFailed(ctx, retried.value)).toMatchObject({ failure: { code: "OPERATION_EMPTY" } });
		ctx.advance(25 * 3_600_000);
		expect(await retryFailed(ctx, { operationId: id })).toMatchObject({
			failure: { code: "ROLLOUT_PLAN_TOO_OLD" },
		});
	});
});

describe("AutoStopping in a rollout", () => {
	test("says where rules can run, what is missing elsewhere, and where a rule is made", async () => {
		const some = await world();
		const { ctx, rolloutId, accountIds } = some;
		await applied(some);
		const id = connectorOf(some, accountIds[2] ?? "");
		const known = ctx.store.connectors.get(id);
		if (known?.requirements == null) throw new Error("the connector is registered above");
		const requirements = { ...known.requirements, features: ["OPTIMIZATION"] as const };
		ctx.store.connectors.set(id, { ...known, requirements });
		await ctx.db.evidence.write([
			{
				...{ connectorId: id, connectorVersion: 9, runId: "r", lease: null, evaluate: null },
				results: [trustResult("permissions:OPTIMIZATION", "passed", ctx.now())],
			},
		]);
		const ready = await autoStoppingReady(ctx, { rolloutId, only: "ready", limit: 10 });
		expect(ready).toMatchObject({
			ok: true,
			value: {
				accounts: [{ accountId: accountIds[2], connectorName: `AWSConnector-${accountIds[2]}` }],
				next: null,
				newRuleUrl: `https://app.harness.io/ng/account/${HARNESS_ACCOUNT}/ce/autostopping-rules/create?provider=aws`,
			},
		});
		const first = await autoStoppingReady(ctx, { rolloutId, only: "missing", limit: 2 });
		if (!first.ok) throw new Error(first.failure.code);
		const rest = await autoStoppingReady(ctx, {
			rolloutId,
			only: "missing",
			limit: 10,
			after: first.value.next ?? "",
		});
		if (!rest.ok) throw new Error(rest.failure.code);
		const missing = [...first.value.accounts, ...rest.value.accounts];
		expect(missing.map(({ accountId }) => accountId)).toEqual(accountIds.filter((_, index) => index !== 2));
		expect(new Set(missing.map(({ standing }) => JSON.stringify(standing)))).toEqual(
			new Set([JSON.stringify({ kind: "missing", missing: { kind: "not-enabled" } })]),
		);
		expect(rest.value.next).toBeNull();
	});
});
