// The one place where adapters are joined. A web process reads the database and nudges; only the worker
// gets an AWS adapter that calls AWS.
import "server-only";
import { randomBytes } from "node:crypto";
import type { Auth } from "./auth/auth.ts";
import { createAuth } from "./auth/auth.ts";
import type { Aws } from "./aws/port.ts";
import type { Actor, Config, Context } from "./context.ts";
import { createSecretBox, deriveSecret, parseKeyRing, sha256Hex } from "./crypto.ts";
import { createPrisma } from "./db/client.ts";
import { createDb } from "./db/create-db.ts";
import { env } from "./env.ts";
import { createHarness } from "./harness/harness.ts";
import { startBoss } from "./jobs/boss.ts";
import { createJobs } from "./jobs/jobs.ts";
import { createLogger } from "./logger.ts";

type Role = "web" | "worker";

/** What lives as long as the process. */
export async function createProcess(role: Role) {
	const log = createLogger(role, env.ROLEBRIDGE_LOG_LEVEL);
	const ring = parseKeyRing(env.ROLEBRIDGE_SECRET_KEYS);
	const prisma = createPrisma(env.DATABASE_URL, { maxConnections: role === "worker" ? 10 : 12 });
	const db = createDb(prisma, createSecretBox(ring));
	const boss = await startBoss(env.DATABASE_URL, { role, log });
	const aws = role === "worker" ? await openAws() : awsOfTheWorkerOnly;
	const parts = { db, aws, harness: createHarness(), jobs: createJobs(boss), log, config };
	const auth = createAuth({
		database: prisma,
		secret: deriveSecret(ring, "sessions"),
		baseUrl: env.ROLEBRIDGE_URL ?? null,
		port: env.PORT,
		isBehindProxy: env.ROLEBRIDGE_BEHIND_PROXY,
	});
	return { ...parts, prisma, boss, auth, contextOf: (actor: Actor) => contextOf(parts, actor) };
}

type Parts = Pick<Context, "db" | "aws" | "harness" | "jobs" | "log" | "config">;
function contextOf(parts: Parts, actor: Actor): Context {
	return { ...parts, actor, now: () => new Date(), randomBytes: (length) => randomBytes(length), sha256Hex };
}

const config: Config = {
	mode: env.ROLEBRIDGE_MODE,
	verifierPrincipalArn: env.ROLEBRIDGE_VERIFIER_PRINCIPAL_ARN ?? null,
	awsConsoleUrl: env.ROLEBRIDGE_AWS_CONSOLE_URL ?? null,
	templateUrl: env.ROLEBRIDGE_TEMPLATE_URL ?? null,
};

async function openAws(): Promise<Aws> {
	const { createAws } = await import("./aws/aws.ts");
	return createAws({ env: process.env });
}

/** Stands in a web process for what it must not use: the first call tells the mistake. */
const awsOfTheWorkerOnly = new Proxy({} as Aws, {
	get(_, name) {
		throw new Error(`AWS is called by the worker's jobs only (${String(name)}).`);
	},
});

type Process = Awaited<ReturnType<typeof createProcess>>;
// Survives the hot reload of development, which loads this module anew.
const shared = globalThis as typeof globalThis & { rolebridge?: Promise<Process> };

function webProcess(): Promise<Process> {
	shared.rolebridge ??= createProcess("web").catch((error: unknown) => {
		shared.rolebridge = undefined;
		throw error;
	});
	return shared.rolebridge;
}

/** The context of one request. */
export async function serverContext(actor: Actor): Promise<Context> {
	return (await webProcess()).contextOf(actor);
}

export async function webAuth(): Promise<Auth> {
	return (await webProcess()).auth;
}

/** True when the database answers and bears our stamp. */
export async function isReady(): Promise<boolean> {
	const { prisma } = await webProcess();
	const installation = await prisma.installation.findUnique({ where: { id: 1 } });
	return installation?.mode === env.ROLEBRIDGE_MODE;
}
