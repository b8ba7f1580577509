import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApiOperationSchema } from "#lib/schemas/api/operation-schemas.ts";
import {
	type ApiPlan,
	ApiPlanRowSchema,
	ApiPlanSchema,
	ApiRolloutAccountSchema,
	type ApiRolloutDetail,
	ApiRolloutDetailSchema,
} from "#lib/schemas/api/rollout-schemas.ts";
import { type Answers, problem, runCli } from "./run-cli.test-support.ts";

const ID = "r".repeat(20);
const PLAN = "p".repeat(20);
const OPERATION = "o".repeat(20);
const AT = "2026-11-22T12:00:00.000Z";

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "rolebridge-cli-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const cli = (args: readonly string[], answers?: Answers) => runCli(folder, ["rollouts", ...args], answers);

const DONE = { expected: 3, deployed: 3, answering: 3, verified: 3, registered: 3, healthy: 3 };

function rollout(change: Partial<ApiRolloutDetail> = {}) {
	return ApiRolloutDetailSchema.parse({
		id: ID,
		name: "Acme",
		kind: "organization",
		status: "launched",
		partition: "aws",
		managementAccountId: "111122223333",
		organizationId: "o-abcdef1234",
		way: "stack",
		waves: { begun: 1, total: 2 },
		createdBy: "Ada",
		createdAt: AT,
		launchedAt: AT,
		endedAt: null,
		readAt: AT,
		readFailure: null,
		url: `https://rolebridge.example/organizations/${ID}`,
		coverage: DONE,
		units: [{ id: "ou-abcd-1", path: "Root / Prod", coverage: DONE, problems: 0 }],
		problems: [],
		stackSet: null,
		latestPlan: plan(),
		...change,
	});
}

function plan(change: Partial<ApiPlan> = {}) {
	return ApiPlanSchema.parse({
		id: PLAN,
		rolloutId: ID,
		state: "ready",
		failure: null,
		counts: { create: 1, update: 0, adopt: 1, unchanged: 0, blocked: 2 },
		operationId: null,
		createdBy: "Ada",
		createdAt: AT,
		finishedAt: AT,
		validUntil: AT,
		...change,
	});
}

function row(accountId: string, change: object) {
	const names = { name: `AWSConnector-${accountId}`, identifier: `AWSConnector_${accountId}` };
	return ApiPlanRowSchema.parse({ accountId, connectorId: null, ...names, changes: [], ...change });
}

function operation(state: string, counts: object = {}, failed: readonly object[] = []) {
	return ApiOperationSchema.parse({
		id: OPERATION,
		kind: "register",
		state,
		connectorId: null,
		total: 3,
		counts: { queued: 0, done: 0, failed: 0, skipped: 0, ...counts },
		startedBy: "Ada",
		createdAt: AT,
		finishedAt: null,
		failed,
	});
}

const trouble: ApiRolloutDetail["problems"][number] = {
	kind: "role-not-answering",
	cause: "ROLE_ACCESS_DENIED",
	words: "The role\u001b[31m is denied.",
	count: 2,
	examples: [{ accountId: "300000000001", name: "web" }],
};
const list = (items: readonly unknown[]) => ({ items, next: null });

describe("rollouts list, get and status", () => {
	it("list what there is, and end with 0", async () => {
		const { coverage: _, units: __, problems: ___, stackSet: ____, latestPlan: _____, ...item } = rollout();
		const { exit, stdout } = await cli(["list"], { "GET rollouts?limit=100": list([item]) });
		expect(exit).toBe(0);
		expect(stdout).toContain("Acme");
		expect(stdout).toContain("1 of 2");
		expect((await cli(["list"], { "GET rollouts?limit=100": list([]) })).stdout).toContain("no rollout");
	});

	it("find a rollout by its name, and say when there is none or more than one", async () => {
		const answers = {
			"GET rollouts?limit=100": list([rollout(), rollout({ id: "s".repeat(20), name: "Other" })]),
			[`GET rollouts/${ID}`]: rollout(),
		};
		expect((await cli(["status", "Acme"], answers)).exit).toBe(0);
		const none = await cli(["status", "Nobody"], answers);
		expect([none.exit, none.stderr]).toEqual([2, "There is no rollout “Nobody” that this key may see.\n"]);
		const two = { "GET rollouts?limit=100": list([rollout(), rollout({ id: "s".repeat(20) })]) };
		expect((await cli(["status", "Acme"], two)).exit).toBe(3);
	});

	it.each<[number, string, Partial<ApiRolloutDetail>]>([
		[0, "every expected account is healthy", {}],
		[1, "something stands in the way", { problems: [trouble] }],
		[2, "accounts are on their way", { coverage: { ...DONE, healthy: 2 } }],
		[2, "nobody is expected", { coverage: { ...DONE, expected: 0, healthy: 0 } }],
	])("end with %i when %s", async (expected, _, change) => {
		const answers = { [`GET rollouts/${ID}`]: rollout(change) };
		expect((await cli(["status", ID], answers)).exit).toBe(expected);
		expect((await cli(["get", ID], answers)).exit).toBe(expected);
	});

	it("show units and problems, with nothing in them that moves a terminal", async () => {
		const { stdout } = await cli(["get", ID], { [`GET rollouts/${ID}`]: rollout({ problems: [trouble] }) });
		expect(stdout).toContain("Root / Prod");
		expect(stdout).toContain("ROLE_ACCESS_DENIED");
		expect(stdout).not.toContain("\u001b");
	});

	it("say that AWS could not be read, and give programs the whole answer", async () => {
		const detail = "No such\u001b[2J\u202e role.";
		const readFailure = { code: "ORGANIZATION_READER_NOT_FOUND", detail } as const;
		const answers = { [`GET rollouts/${ID}`]: rollout({ readFailure }) };
		const { stderr } = await cli(["status", ID], answers);
		expect(stderr).toContain("ORGANIZATION_READER_NOT_FOUND");
		expect(stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
		expect(JSON.parse((await cli(["get", ID, "--json"], answers)).stdout)).toEqual(rollout({ readFailure }));
	});
});

describe("rollouts accounts", () => {
	const account = (change: object = {}) =>
		ApiRolloutAccountSchema.parse({
			accountId: "300000000001",
			name: "web",
			unitId: "ou-abcd-1",
			tags: {},
			state: "ACTIVE",
			isManagement: false,
			wave: 0,
			leftAt: null,
			stage: "healthy",
			problem: null,
			instance: null,
			connector: null,
			...change,
		});
	const path = `GET rollouts/${ID}/accounts`;

	it.each([
		[0, [account()]],
		[1, [account(), account({ problem: { kind: "trust", cause: "EXTERNAL_ID_NOT_EXACT", words: "" } })]],
		[2, [account({ stage: "verified" })]],
		[2, []],
	])("end with %i for the worst of them", async (expected, items) => {
		expect((await cli(["accounts", ID], { [`${path}?limit=100`]: list(items) })).exit).toBe(expected);
	});

	it("hand filters on", async () => {
		const query = "unit=ou-abcd-1&stage=deployed&problem=trust&q=web&left=false&limit=7";
		const { exit } = await cli(
			[
				...["accounts", ID, "--unit", "ou-abcd-1", "--stage", "deployed", "--problem", "trust"],
				...["--search", "web", "--no-left", "--limit", "7"],
			],
			{ [`${path}?${query}`]: list([account()]) },
		);
		expect(exit).toBe(0);
		expect((await cli(["accounts", ID, "--stage", "never"])).exit).toBe(3);
	});
});

describe("rollouts plan", () => {
	const rows = [
		row("300000000001", { action: "create", reason: "new" }),
		row("300000000002", {
			action: "adopt",
			reason: "already-there",
			changes: [{ path: "name", from: "By hand", to: "" }],
		}),
		row("300000000003", { action: "blocked", reason: "not-proven" }),
		row("300000000004", { action: "blocked", reason: "not-proven" }),
	];
	const answers = {
		[`POST rollouts/${ID}/plans`]: plan({ state: "queued" }),
		[`GET rollouts/${ID}/plans/${PLAN}`]: [plan({ state: "queued" }), plan()],
		[`GET rollouts/${ID}/plans/${PLAN}/rows?limit=100`]: list(rows),
	};

	it("waits until it is made, and shows what would change and what is blocked", async () => {
		const { exit, stdout, slept } = await cli(["plan", ID], answers);
		expect(exit).toBe(0);
		expect(slept).toHaveLength(2);
		expect(stdout).toContain('name: "By hand" -> (nothing)');
		expect(stdout).toMatch(/2 +not-proven +300000000003/);
		expect(stdout).toContain(`rolebridge rollouts apply ${ID} --plan ${PLAN}`);
	});

	it("gives programs every row", async () => {
		const { stdout } = await cli(["plan", ID, "--json"], answers);
		expect(JSON.parse(stdout)).toEqual({ ...plan(), rows });
	});

	it("ends with 2 when it fails, or takes too long", async () => {
		const failure = { code: "HARNESS_FORBIDDEN", detail: "core_connector_edit is missing." } as const;
		const failing = { ...answers, [`GET rollouts/${ID}/plans/${PLAN}`]: plan({ state: "failed", failure }) };
		const { exit, stderr } = await cli(["plan", ID], failing);
		expect([exit, stderr]).toEqual([
			2,
			"The plan failed. core_connector_edit is missing. (HARNESS_FORBIDDEN)\n",
		]);
		const hostile = plan({ state: "failed", failure: { ...failure, detail: "\u001b]0;owned\u0007" } });
		const told = await cli(["plan", ID], { ...answers, [`GET rollouts/${ID}/plans/${PLAN}`]: hostile });
		expect(told.stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
		const slow = { ...answers, [`GET rollouts/${ID}/plans/${PLAN}`]: plan({ state: "queued" }) };
		expect((await cli(["plan", ID, "--timeout", "3"], slow)).exit).toBe(2);
	});
});

describe("rollouts apply", () => {
	const begun = {
		[`GET rollouts/${ID}`]: rollout(),
		[`POST rollouts/${ID}/plans/${PLAN}/apply`]: operation("queued"),
	};
	const failed = [{ subject: "300000000001", name: "web", code: "HARNESS_TIMEOUT" }];

	it("applies the newest plan, says first whose it is, tells how far it is, and ends with 0 when all are registered", async () => {
		const { exit, stdout, stderr } = await cli(["apply", ID], {
			...begun,
			[`GET operations/${OPERATION}`]: [operation("running", { done: 1 }), operation("done", { done: 3 })],
		});
		expect(exit).toBe(0);
		expect(stderr.split("\n")).toEqual([
			`Applying the plan ${PLAN}, made by Ada: 1 to create, 0 to update, 1 to adopt, 2 blocked.`,
			"0 of 3 registered",
			"1 of 3 registered",
			"",
		]);
		expect(stdout).toMatch(/Registered +3 of 3/);
	});

	it("ends with 1 when some failed, and says which and how to try them again", async () => {
		const end = operation("done", { done: 2, failed: 1 }, failed);
		const { exit, stdout } = await cli(["apply", ID], { ...begun, [`GET operations/${OPERATION}`]: end });
		expect(exit).toBe(1);
		expect(stdout).toMatch(/300000000001 +web +HARNESS_TIMEOUT/);
		expect(stdout).toContain(`--retry ${OPERATION}`);
	});

	it("tries again what failed", async () => {
		const answers = { [`POST operations/${OPERATION}/retry`]: operation("done", { done: 3 }) };
		const { exit, asked } = await cli(["apply", ID, "--retry", OPERATION], answers);
		expect(exit).toBe(0);
		expect(asked).toHaveLength(1);
	});

	it("ends with 2 while it goes on, and when it was stopped", async () => {
		const answers = { ...begun, [`GET operations/${OPERATION}`]: operation("running", { queued: 3 }) };
		expect((await cli(["apply", ID, "--timeout", "5"], answers)).exit).toBe(2);
		expect((await cli(["apply", ID, "--no-wait"], begun)).exit).toBe(2);
		const stopped = {
			...begun,
			[`GET operations/${OPERATION}`]: operation("stopped", { done: 1, skipped: 2 }),
		};
		expect((await cli(["apply", ID], stopped)).exit).toBe(2);
	});

	it("ends with 3 when there is no plan, or two ways are asked for at once", async () => {
		const none = { [`GET rollouts/${ID}`]: rollout({ latestPlan: null }) };
		expect((await cli(["apply", ID], none)).exit).toBe(3);
		expect((await cli(["apply", ID, "--plan", PLAN, "--retry", OPERATION])).exit).toBe(3);
	});

	it("says why a plan is not applied", async () => {
		const refused = problem(422, "ROLLOUT_PLAN_TOO_OLD", "The plan is too old\u001b[2J to be applied");
		const { exit, stderr } = await cli(["apply", ID, "--plan", PLAN], {
			[`POST rollouts/${ID}/plans/${PLAN}/apply`]: refused,
		});
		expect(stderr).toContain("ROLLOUT_PLAN_TOO_OLD");
		expect(stderr).not.toContain("\u001b");
		expect(exit).toBe(3);
	});
});
