import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import type { Harness, HarnessConnectorRecord } from "#lib/harness/port.ts";
import { runOperation } from "#lib/operations/run-operation.ts";
import { runPlan } from "#lib/organizations/run-plan.ts";
import { type ApiCall, type ApiWorld, apiWorld } from "#lib/testing/api-world.ts";
import { type RolledOutAccount, rolledOut } from "#lib/testing/rolled-out.ts";
import { type ApiRoute, ENDPOINTS } from "./endpoints.ts";

const AT = new Date("2026-11-22T11:59:00Z");
const stored = new Map<string, CeAwsConnector>();
let isFailing = false;
const harness: Partial<Harness> = {
	permissions: async () => ok({ mayView: true, mayEdit: true }),
	listConnectors: async () => ok([...stored.values()].map(recordOf)),
	createConnector: async (_target, { connector }) => {
		if (isFailing) return failed({ code: "HARNESS_TIMEOUT" });
		stored.set(connector.identifier, connector);
		return ok(recordOf(connector));
	},
};

function recordOf(connector: CeAwsConnector): HarnessConnectorRecord {
	return { connector, createdAt: AT, lastModifiedAt: AT, status: null };
}

let world: ApiWorld;
let rollout: Rollout;
let accounts: readonly RolledOutAccount[];
let keys: Readonly<Record<"viewer" | "operator" | "limited", string>>;

beforeAll(async () => {
	world = await apiWorld({ harness });
	const { db } = world.ctx;
	const account = { ref: "default", accountId: "EfOfrUbHTtupeZjUqxlHBg", baseUrl: "https://app.harness.io" };
	await db.harnessAccounts.save({ ...account, apiKey: "pat.a.b.c" });
	const made = await rolledOut(db, { count: 5, at: AT });
	accounts = made.accounts;
	await db.rollouts.observe(made.rollout.id, { organization: ORGANIZATION, reconciledAt: AT });
	rollout = made.rollout;
	const tags = [{ key: "team", value: "data" }];
	keys = {
		viewer: await world.makeKey({ role: "viewer" }),
		operator: await world.makeKey({ role: "operator" }),
		limited: await world.makeKey({ role: "operator", scope: { harnessAccountRefs: [], tags } }),
	};
});
beforeEach(() => world.rest());

const ORGANIZATION = {
	organizationId: "o-abcdef1234",
	rootId: "r-root",
	managementAccountId: "111122223333",
	isStackSetsTrusted: true,
	delegatedAdministratorIds: [],
	serviceControlPolicies: ["deny-regions"],
};

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer, its schema has proved
type Read = Record<string, any>;

/** The answer, once it is proved to be what its endpoint promises. */
async function read(route: ApiRoute, path: string, call: ApiCall) {
	const response = await world.call(`${route.split(" ")[0]} /api/v1/${path}`, call);
	const body = (await response.json()) as Read;
	const { status, answer } = ENDPOINTS[route];
	if (response.status === status && "safeParse" in answer)
		expect(answer.safeParse(body).error).toBeUndefined();
	return { status: response.status, location: response.headers.get("location"), body };
}

const get = (route: ApiRoute, path: string, key = keys.viewer) => read(route, path, { key });
const post = (route: ApiRoute, path: string, key = keys.operator) => read(route, path, { key });

describe("rollouts over REST", () => {
	test("are listed with the organization that was seen, and in pages", async () => {
		const { body } = await get("GET /api/v1/rollouts", "rollouts?limit=1");
		expect(body).toMatchObject({
			items: [
				{ id: rollout.id, status: "launched", organizationId: "o-abcdef1234", waves: { begun: 1, total: 1 } },
			],
			next: null,
		});
		const organization = {
			id: "o-abcdef1234",
			rootId: "r-root",
			managementAccountId: "111122223333",
			isStackSetsTrusted: true,
			rolloutIds: [rollout.id],
			readAt: AT.toISOString(),
		};
		const told = { delegatedAdministratorIds: [], serviceControlPolicies: ["deny-regions"] };
		const kept = { delegatedAdministratorIds: null, serviceControlPolicies: null };
		for (const [key, policies] of [
			[keys.operator, told],
			[keys.viewer, kept],
		] as const) {
			const seen = await get("GET /api/v1/organizations", "organizations", key);
			expect(seen.body.items).toEqual([{ ...organization, ...policies }]);
		}
		expect((await get("GET /api/v1/rollouts", "rollouts?cursor=x")).body).toMatchObject({ field: "cursor" });
	});

	test("tell how far their accounts have come, one by one and in total", async () => {
		const { body } = await get("GET /api/v1/rollouts/[id]", `rollouts/${rollout.id}`);
		expect(body.coverage).toMatchObject({ expected: 5, deployed: 5, verified: 5, registered: 0 });
		const first = await get("GET /api/v1/rollouts/[id]/accounts", `rollouts/${rollout.id}/accounts?limit=3`);
		const query = `limit=3&cursor=${first.body.next}`;
		const rest = await get("GET /api/v1/rollouts/[id]/accounts", `rollouts/${rollout.id}/accounts?${query}`);
		const all = [...first.body.items, ...rest.body.items];
		expect(all.map(({ accountId }) => accountId)).toEqual(accounts.map(({ accountId }) => accountId));
		expect(all[0]).toMatchObject({
			stage: "verified",
			connector: { status: "draft", isVerified: true, isAdopted: false },
		});
		expect(rest.body.next).toBeNull();
		const found = `rollouts/${rollout.id}/accounts?q=${accounts[2]?.accountId}&stage=verified&left=false`;
		expect((await get("GET /api/v1/rollouts/[id]/accounts", found)).body.items).toHaveLength(1);
	});

	test("are planned, applied and tried again, and only once", async () => {
		const asked = await post("POST /api/v1/rollouts/[id]/plans", `rollouts/${rollout.id}/plans`);
		expect(asked).toMatchObject({
			status: 202,
			body: { state: "queued", operationId: null, validUntil: null },
		});
		const path = `rollouts/${rollout.id}/plans/${asked.body.id}`;
		expect(asked.location).toBe(`/api/v1/${path}`);
		const apply = () => post("POST /api/v1/rollouts/[id]/plans/[planId]/apply", `${path}/apply`);
		expect((await apply()).body.code).toBe("ROLLOUT_PLAN_NOT_READY");
		await runPlan(world.ctx, { planId: asked.body.id });
		const plan = await get("GET /api/v1/rollouts/[id]/plans/[planId]", path);
		expect(plan.body).toMatchObject({ state: "ready", counts: { create: 5, blocked: 0 } });
		const rows = await get(
			"GET /api/v1/rollouts/[id]/plans/[planId]/rows",
			`${path}/rows?action=create&limit=2`,
		);
		expect(rows.body.items).toMatchObject([{ action: "create", reason: "new" }, { action: "create" }]);
		isFailing = true;
		const applied = await apply();
		expect(applied).toMatchObject({ status: 202, body: { kind: "register", total: 5 } });
		expect(applied.location).toBe(`/api/v1/operations/${applied.body.id}`);
		expect((await apply()).body.code).toBe("ROLLOUT_PLAN_APPLIED");
		await runOperation(world.ctx, { operationId: applied.body.id });
		const failures = (await get("GET /api/v1/operations/[id]", `operations/${applied.body.id}`)).body;
		expect(failures).toMatchObject({ state: "done", counts: { failed: 5 } });
		expect(failures.failed[0]).toEqual({
			subject: accounts[0]?.accountId,
			name: `account-${accounts[0]?.accountId}`,
			code: "HARNESS_TIMEOUT",
		});
		isFailing = false;
		const again = await post("POST /api/v1/operations/[id]/retry", `operations/${applied.body.id}/retry`);
		expect(again).toMatchObject({ status: 202, body: { kind: "register", total: 5 } });
		await runOperation(world.ctx, { operationId: again.body.id });
		const { body } = await get("GET /api/v1/rollouts/[id]", `rollouts/${rollout.id}`);
		expect(body.coverage).toMatchObject({ registered: 5 });
		expect(stored.size).toBe(5);
	});

	test("are not there for a key that is limited to tags, nor under another's plan", async () => {
		expect((await get("GET /api/v1/rollouts", "rollouts", keys.limited)).body.items).toEqual([]);
		expect((await get("GET /api/v1/organizations", "organizations", keys.limited)).body.items).toEqual([]);
		const one = await get("GET /api/v1/rollouts/[id]", `rollouts/${rollout.id}`, keys.limited);
		expect([one.status, one.body.code]).toEqual([404, "ROLLOUT_NOT_FOUND"]);
		const list = `rollouts/${rollout.id}/accounts`;
		expect((await get("GET /api/v1/rollouts/[id]/accounts", list, keys.limited)).status).toBe(404);
		const latest = await world.ctx.db.rolloutPlans.latest(rollout.id);
		const foreign = `rollouts/${"z".repeat(20)}/plans/${latest?.id}`;
		expect((await get("GET /api/v1/rollouts/[id]/plans/[planId]", foreign)).body.code).toBe(
			"ROLLOUT_PLAN_NOT_FOUND",
		);
		const own = `rollouts/${rollout.id}/plans/${latest?.id}`;
		expect((await get("GET /api/v1/rollouts/[id]/plans/[planId]", own, keys.limited)).status).toBe(404);
	});

	test("are planned and applied with a key that is limited to their Harness account", async () => {
		const own = await world.makeKey({
			role: "operator",
			scope: { harnessAccountRefs: ["default"], tags: [] },
		});
		const other = await rolledOut(world.ctx.db, {
			count: 3,
			at: AT,
			prefix: "own",
			firstAccount: 310_000_000_000,
		});
		const { body } = await post(
			"POST /api/v1/rollouts/[id]/plans",
			`rollouts/${other.rollout.id}/plans`,
			own,
		);
		await runPlan(world.ctx, { planId: body.id });
		const path = `rollouts/${other.rollout.id}/plans/${body.id}/apply`;
		const applied = await post("POST /api/v1/rollouts/[id]/plans/[planId]/apply", path, own);
		expect(applied.body).toMatchObject({ kind: "register", total: 3 });
		await runOperation(world.ctx, { operationId: applied.body.id });
		const end = await get("GET /api/v1/operations/[id]", `operations/${applied.body.id}`, own);
		expect(end.body).toMatchObject({ state: "done", counts: { done: 3, failed: 0 } });
	});

	test("are planned and applied by an operator, not by a viewer", async () => {
		const plan = await post("POST /api/v1/rollouts/[id]/plans", `rollouts/${rollout.id}/plans`, keys.viewer);
		expect([plan.status, plan.body.code]).toEqual([403, "NOT_ALLOWED"]);
		const path = `rollouts/${rollout.id}/plans/${"a".repeat(20)}/apply`;
		expect((await post("POST /api/v1/rollouts/[id]/plans/[planId]/apply", path, keys.viewer)).status).toBe(
			403,
		);
	});
});
