import { Readable } from "node:stream";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { Harness, HarnessConnectorRecord } from "#lib/harness/port.ts";
import { runOperation } from "#lib/operations/run-operation.ts";
import { runPlan } from "#lib/organizations/run-plan.ts";
import { type ApiWorld, apiWorld } from "#lib/testing/api-world.ts";
import { type RolledOutAccount, rolledOut } from "#lib/testing/rolled-out.ts";
import { run } from "../../scripts/cli/program.mjs";

const AT = new Date("2026-11-22T11:59:00Z");
const stored = new Map<string, CeAwsConnector>();
/** Of this account Harness takes nothing. */
let refusedAccount: string | undefined;
const harness: Partial<Harness> = {
	permissions: async () => ok({ mayView: true, mayEdit: true }),
	listConnectors: async () => ok([...stored.values()].map(recordOf)),
	createConnector: async (_target, { connector }) => {
		if (connector.spec.awsAccountId === refusedAccount) return failed({ code: "HARNESS_TIMEOUT" });
		stored.set(connector.identifier, connector);
		return ok(recordOf(connector));
	},
};

function recordOf(connector: CeAwsConnector): HarnessConnectorRecord {
	return { connector, createdAt: AT, lastModifiedAt: AT, status: null };
}

let world: ApiWorld;
let accounts: readonly RolledOutAccount[];
let keys: Readonly<Record<"viewer" | "operator", string>>;

beforeAll(async () => {
	world = await apiWorld({ harness });
	const { db } = world.ctx;
	const account = { ref: "default", accountId: "EfOfrUbHTtupeZjUqxlHBg", baseUrl: "https://app.harness.io" };
	await db.harnessAccounts.save({ ...account, apiKey: "pat.a.b.c" });
	accounts = (await rolledOut(db, { count: 3, at: AT })).accounts;
	keys = {
		viewer: await world.makeKey({ role: "viewer" }),
		operator: await world.makeKey({ role: "operator" }),
	};
});
beforeEach(() => world.rest());

/** The command line against the API itself. While it waits, the worker does what is queued. */
async function cli(args: readonly string[], key = keys.operator) {
	const [stdout, stderr]: [string[], string[]] = [[], []];
	let clock = 0;
	const exit = await run(["rollouts", ...args], {
		env: { ROLEBRIDGE_URL: "https://rolebridge.example", ROLEBRIDGE_API_KEY: key },
		stdin: Object.assign(Readable.from([""]), { isTTY: false }),
		stdout: { write: (text: string) => void stdout.push(text) },
		stderr: { write: (text: string) => void stderr.push(text) },
		fetch: ({ pathname, search }: URL, { method = "GET", headers, body }: RequestInit) =>
			world.call(`${method} ${pathname}${search}`, {
				key: null,
				headers: Object.fromEntries(new Headers(headers)),
				...(typeof body === "string" && { body }),
			}),
		sleep: async (ms: number) => {
			clock += ms;
			await work();
		},
		now: () => clock,
		askHidden: async () => key,
		version: "0.0.0",
	});
	return { exit, stdout: stdout.join(""), stderr: stderr.join("") };
}

async function work(): Promise<void> {
	for (const job of world.ctx.asked.splice(0)) {
		if (job.job === "planRollout") await runPlan(world.ctx, { planId: String(job.planId) });
		if (job.job === "runOperation") {
			await runOperation(world.ctx, { operationId: String(job.operationId) });
		}
	}
}

describe("rolebridge rollouts over the API", () => {
	test("plans, applies, tries again what failed, and tells how far it is", async () => {
		const begun = await cli(["status", "Acme"], keys.viewer);
		expect([begun.exit, begun.stdout]).toEqual([
			2,
			"expected 3, deployed 3, answering 3, verified 3, registered 0, healthy 0\n",
		]);
		const none = await cli(["apply", "Acme"]);
		expect([none.exit, none.stderr]).toEqual([3, expect.stringContaining("There is no plan yet.")]);

		const planned = await cli(["plan", "Acme", "--json"]);
		expect([planned.exit, planned.stderr]).toEqual([0, ""]);
		const plan = JSON.parse(planned.stdout);
		expect(plan).toMatchObject({ state: "ready", counts: { create: 3, blocked: 0 } });
		expect(plan.rows.map((row: { accountId: string }) => row.accountId)).toEqual(
			accounts.map(({ accountId }) => accountId),
		);
		expect(stored.size).toBe(0);

		refusedAccount = accounts[1]?.accountId;
		const applied = await cli(["apply", "Acme", "--plan", plan.id]);
		expect([applied.exit, applied.stderr]).toEqual([1, "0 of 3 registered\n"]);
		expect(applied.stdout).toMatch(/Registered +2 of 3/);
		expect(applied.stdout).toMatch(
			new RegExp(`${refusedAccount} +account-${refusedAccount} +HARNESS_TIMEOUT`),
		);
		const twice = await cli(["apply", "Acme", "--plan", plan.id]);
		expect([twice.exit, twice.stderr]).toEqual([3, expect.stringContaining("(ROLLOUT_PLAN_APPLIED)")]);

		refusedAccount = undefined;
		const operation = /--retry ([a-z2-7]+)/.exec(applied.stdout)?.[1] ?? "";
		const again = await cli(["apply", "Acme", "--retry", operation]);
		expect(again.exit).toBe(0);
		expect(again.stdout).toMatch(/Registered +1 of 1/);
		expect([...stored.values()].map(({ spec }) => spec.awsAccountId).sort()).toEqual(
			accounts.map(({ accountId }) => accountId),
		);
		expect((await cli(["status", "Acme"])).stdout).toContain("registered 3");
	});

	test("may look with a viewer's key, and change nothing", async () => {
		expect((await cli(["list"], keys.viewer)).stdout).toContain("Acme");
		for (const command of ["plan", "apply"]) {
			const { exit, stderr } = await cli([command, "Acme"], keys.viewer);
			expect([exit, stderr]).toEqual([2, expect.stringContaining("(NOT_ALLOWED)")]);
		}
	});
});
