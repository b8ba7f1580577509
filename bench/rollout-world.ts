// An installation with a Harness of its own, for the benches of whole organizations.
import { randomBytes } from "node:crypto";
import type { Context } from "#lib/context.ts";
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import type { Db } from "#lib/db/port.ts";
import { createHarness } from "#lib/harness/harness.ts";
import { applyPlan } from "#lib/organizations/apply-plan.ts";
import { runPlan } from "#lib/organizations/run-plan.ts";
import { startPlan } from "#lib/organizations/start-plan.ts";
import { SANDBOX_HARNESS_ACCOUNT_ID, SANDBOX_HARNESS_API_KEY } from "#lib/sandbox/harness/constants.ts";
import { type HarnessSandbox, startHarnessSandbox } from "#lib/sandbox/harness/start-harness-sandbox.ts";
import { rolledOut } from "#lib/testing/rolled-out.ts";
import { TESTER, testContext } from "#lib/testing/test-context.ts";
import type { Installation } from "./installation.ts";

export type World = {
	readonly db: Db;
	/** As somebody who began it, without a worker's own limits. */
	readonly ctx: Context;
	readonly env: NodeJS.ProcessEnv;
	readonly client: Installation["client"];
	/** Harness, as its limit is said to be. */
	readonly harness: (requestsPerMinute: number) => Promise<HarnessSandbox>;
	readonly close: () => Promise<void>;
};

export function openWorld({ env, client }: Installation): World {
	const { DATABASE_URL = "", ROLEBRIDGE_SECRET_KEYS = "" } = env;
	const prisma = createPrisma(DATABASE_URL, { maxConnections: 6 });
	const db = createDb(prisma, createSecretBox(parseKeyRing(ROLEBRIDGE_SECRET_KEYS)));
	const ctx = {
		...testContext(),
		db,
		harness: createHarness(),
		now: () => new Date(),
		randomBytes: (length: number) => randomBytes(length),
	};
	const sandboxes: HarnessSandbox[] = [];
	return {
		db,
		ctx,
		env,
		client,
		async harness(requestsPerMinute) {
			const sandbox = await startHarnessSandbox({
				port: 0,
				awsSandboxUrl: "http://127.0.0.1:1",
				requestsPerMinute,
			});
			sandboxes.push(sandbox);
			const account = { ref: "default", accountId: SANDBOX_HARNESS_ACCOUNT_ID, baseUrl: sandbox.url };
			await db.harnessAccounts.save({ ...account, apiKey: SANDBOX_HARNESS_API_KEY });
			return sandbox;
		},
		async close() {
			await prisma.$disconnect();
			await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
		},
	};
}

/** Whoever begins what is measured. */
export async function addPerson({ client }: World): Promise<void> {
	await client.query(
		`INSERT INTO "user" (id, name, email, "emailVerified", role, "createdAt", "updatedAt")
		VALUES ($1, $2, 'bench@rolebridge.example', true, 'operator', now(), now()) ON CONFLICT DO NOTHING`,
		[TESTER.id, TESTER.name],
	);
}

/** Starts applying a plan of so many accounts. */
export async function begin(
	world: World,
	prefix: string,
	count: number,
	firstAccount: number,
): Promise<string> {
	const { rollout } = await rolledOut(world.db, { count, at: new Date(), prefix, firstAccount });
	const started = must(await startPlan(world.ctx, { rolloutId: rollout.id }));
	await runPlan(world.ctx, started);
	return must(await applyPlan(world.ctx, started)).operationId;
}

export function must<T>(
	result:
		| { readonly ok: true; readonly value: T }
		| { readonly ok: false; readonly failure: { readonly code: string } },
): T {
	if (!result.ok) throw new Error(result.failure.code);
	return result.value;
}

export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
