import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "#lib/context.ts";
import { createDb } from "#lib/db/create-db.ts";
import type { Db } from "#lib/db/port.ts";
import { createHarness } from "#lib/harness/harness.ts";
import type { Harness } from "#lib/harness/port.ts";
import { runOperation } from "#lib/operations/run-operation.ts";
import {
	SANDBOX_HARNESS_ACCOUNT_ID,
	SANDBOX_HARNESS_API_KEY,
	SANDBOX_HARNESS_VIEWER_KEY,
} from "#lib/sandbox/harness/constants.ts";
import { type HarnessSandbox, startHarnessSandbox } from "#lib/sandbox/harness/start-harness-sandbox.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { rolledOut } from "#lib/testing/rolled-out.ts";
import { TESTER, testContext } from "#lib/testing/test-context.ts";
import { applyPlan } from "./apply-plan.ts";
import { runPlan } from "./run-plan.ts";
import { startPlan } from "./start-plan.ts";

const { prisma, sql } = await ownDatabase();
const db = createDb(prisma, testSecretBox());
const COUNT = 60;
let sandbox: HarnessSandbox;
let rounds = 0;

beforeAll(async () => {
	// Nothing listens there: Harness's own test cannot reach AWS, and nobody here asks for it.
	sandbox = await startHarnessSandbox({
		port: 0,
		awsSandboxUrl: "http://127.0.0.1:1",
		requestsPerMinute: 100_000,
	});
	await sql(
		`INSERT INTO "user" (id, name, email, "emailVerified", role, "createdAt", "updatedAt")
		VALUES ($1, $2, 'test@rolebridge.example', true, 'operator', now(), now())`,
		[TESTER.id, TESTER.name],
	);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await control("POST", "reset");
	await withKey(SANDBOX_HARNESS_API_KEY);
});

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
	const init = { method, body: body === undefined ? null : JSON.stringify(body) };
	return (await fetch(`${sandbox.url}/_sandbox/${path}`, init)).json();
}

async function withKey(apiKey: string): Promise<void> {
	const account = { ref: "default", accountId: SANDBOX_HARNESS_ACCOUNT_ID, baseUrl: sandbox.url };
	await db.harnessAccounts.save({ ...account, apiKey });
}

/** A worker of its own: what is put in place of its parts is not in the next one's. */
function worker(harness: (real: Harness) => Harness = (real) => real, ownDb: Db = db): Context {
	const real = createHarness({ random: () => 0, sleep: async () => undefined });
	return { ...testContext(), db: ownDb, harness: harness(real), now: () => new Date(), randomBytes };
}

/** A rollout whose plan was made and is being applied. */
async function applying(): Promise<{ readonly operationId: string; readonly accountIds: readonly string[] }> {
	rounds += 1;
	const { rollout, accounts } = await rolledOut(db, {
		count: COUNT,
		at: new Date(),
		prefix: `r${rounds}x`,
		firstAccount: 300_000_000_000 + rounds * 1_000,
	});
	const ctx = worker();
	const started = await startPlan(ctx, { rolloutId: rollout.id });
	if (!started.ok) throw new Error(started.failure.code);
	await runPlan(ctx, started.value);
	const applied = await applyPlan(ctx, started.value);
	if (!applied.ok) throw new Error(applied.failure.code);
	return { ...applied.value, accountIds: accounts.map(({ accountId }) => accountId) };
}

type Stored = {
	readonly connectors: readonly {
		readonly connector: { readonly spec: { readonly awsAccountId: string } };
	}[];
};

/** Exactly one connector for each account, there and here, tied to each other, and told once. */
async function expectEachOnce(operationId: string, accountIds: readonly string[]): Promise<void> {
	const { connectors } = (await control("GET", "state")) as Stored;
	expect(connectors.map(({ connector }) => connector.spec.awsAccountId).toSorted()).toEqual(accountIds);
	const here = await prisma.connector.findMany({ where: { awsAccountId: { in: [...accountIds] } } });
	expect(here.map(({ awsAccountId }) => awsAccountId).toSorted()).toEqual(accountIds);
	expect(
		here.every(({ status, harnessLastModifiedAt }) => status === "registered" && harnessLastModifiedAt),
	).toBe(true);
	expect(await db.operations.counts(operationId)).toEqual({ queued: 0, done: COUNT, failed: 0, skipped: 0 });
	const told = await prisma.auditEvent.groupBy({
		by: ["subject"],
		where: { action: "connector.registered", subject: { in: here.map(({ id }) => id) } },
		_count: { _all: true },
	});
	expect(told.map(({ _count }) => _count._all)).toEqual(here.map(() => 1));
}

/** Never comes back, as a process that was killed. */
const dead = () => new Promise<never>(() => undefined);

/** Resolves once something was begun so many times. */
function countdown(from: number) {
	let left = from;
	const { promise, resolve } = Promise.withResolvers<void>();
	return {
		reached: promise,
		tick: () => {
			left -= 1;
			if (left === 0) resolve();
			return left < 0;
		},
	};
}

describe("registering 60 accounts", () => {
	test("is one request each", async () => {
		const { operationId, accountIds } = await applying();
		await runOperation(worker(), { operationId });
		await expectEachOnce(operationId, accountIds);
		const { requests } = (await control("GET", "requests")) as {
			requests: { method: string; path: string }[];
		};
		const writes = requests.filter(({ path }) => path.endsWith("/connectors"));
		expect(writes).toHaveLength(COUNT);
		// Beside them: what the key may do, and one list.
		expect(requests).toHaveLength(COUNT + 2);
	});

	test("survives a worker that dies between Harness's answer and its own save", async () => {
		const { operationId, accountIds } = await applying();
		const crash = countdown(20);
		const dying = worker((real) => ({
			...real,
			createConnector: async (target, call) => {
				const created = await real.createConnector(target, call);
				const index = accountIds.indexOf(call.connector.spec.awsAccountId ?? "");
				// The first is done alone; of the others each third answer is never heard of.
				const isLost = crash.tick() || (index > 0 && index % 3 === 0);
				return isLost ? dead() : created;
			},
		}));
		void runOperation(dying, { operationId });
		await crash.reached;
		await runOperation(worker(), { operationId });
		await expectEachOnce(operationId, accountIds);
	});

	test("survives a worker that dies after its save, before it has written down what came of it", async () => {
		const { operationId, accountIds } = await applying();
		const crash = countdown(1);
		const finishItems: Db["operations"]["finishItems"] = (id, outcomes) => {
			if (outcomes.length === 1) return db.operations.finishItems(id, outcomes);
			crash.tick();
			return dead();
		};
		const dying = worker(undefined, { ...db, operations: { ...db.operations, finishItems } });
		void runOperation(dying, { operationId });
		await crash.reached;
		await runOperation(worker(), { operationId });
		await expectEachOnce(operationId, accountIds);
	});

	test("survives answers that are lost on the way", async () => {
		const { operationId, accountIds } = await applying();
		await control("POST", "faults", { resetAfter: 15, onlyMethod: "POST" });
		await runOperation(worker(), { operationId });
		await expectEachOnce(operationId, accountIds);
	});

	test("by two workers at once still makes one connector each", async () => {
		const { operationId, accountIds } = await applying();
		await Promise.all([runOperation(worker(), { operationId }), runOperation(worker(), { operationId })]);
		const { connectors } = (await control("GET", "state")) as Stored;
		expect(connectors.map(({ connector }) => connector.spec.awsAccountId).toSorted()).toEqual(accountIds);
		const here = await prisma.connector.count({
			where: { awsAccountId: { in: [...accountIds] }, status: "registered" },
		});
		expect(here).toBe(COUNT);
	});

	test("ends before its second request with a key that Harness lets only look, where nobody could ask what it may do", async () => {
		await control("POST", "faults", { noAccessCheck: true });
		await withKey(SANDBOX_HARNESS_VIEWER_KEY);
		const { operationId } = await applying();
		await runOperation(worker(), { operationId });
		expect(await db.operations.counts(operationId)).toMatchObject({ done: 0, failed: COUNT });
		const { requests } = (await control("GET", "requests")) as {
			requests: { method: string; path: string }[];
		};
		expect(requests.filter(({ path }) => path.endsWith("/connectors"))).toHaveLength(1);
	});
});
