// Prepares a database for this installation: migrations, stamp, Harness account from the environment, first
// administrator. Run at every start; each part does nothing when it is done.
import { randomBytes } from "node:crypto";
import { createAuth } from "#lib/auth/auth.ts";
import { ensureFirstAdministrator } from "#lib/auth/first-administrator.ts";
import { createSecretBox, deriveSecret, type KeyRing, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma, type Prisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import { stampInstallation } from "#lib/db/installation.ts";
import type { Db } from "#lib/db/port.ts";
import { env } from "#lib/env.ts";
import { migrate } from "./migrate.ts";

try {
	process.stdout.write(`${JSON.stringify({ administrator: await prepare() })}\n`);
	process.exit(0);
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
}

async function prepare() {
	const ring = parseKeyRing(env.ROLEBRIDGE_SECRET_KEYS);
	await migrate(env.DATABASE_URL);
	const prisma = createPrisma(env.DATABASE_URL, { maxConnections: 2 });
	await stampInstallation(prisma, env.ROLEBRIDGE_MODE);
	const db = createDb(prisma, createSecretBox(ring));
	await db.settings.get();
	await saveHarnessAccount(db);
	return firstAdministrator(prisma, ring);
}

/** The environment's Harness account goes before Settings; unchanged it is not written again. */
async function saveHarnessAccount(db: Db) {
	const { HARNESS_ACCOUNT_ID: accountId, HARNESS_API_KEY: apiKey } = env;
	const baseUrl = env.HARNESS_BASE_URL ?? "https://app.harness.io";
	if (accountId === undefined) return;
	const stored = await db.harnessAccounts.first();
	const storedKey = stored && (await db.harnessAccounts.apiKey(stored.ref));
	const isSame = stored?.accountId === accountId && stored.baseUrl === baseUrl;
	if (isSame && (apiKey === undefined || apiKey === storedKey)) return;
	const ref = stored?.ref ?? "default";
	await db.harnessAccounts.save({ ref, accountId, baseUrl, ...(apiKey !== undefined && { apiKey }) });
}

/** E-mail and password when this start made the administrator with a password of its own; else null. */
async function firstAdministrator(prisma: Prisma, ring: KeyRing) {
	const auth = createAuth({
		database: prisma,
		secret: deriveSecret(ring, "sessions"),
		baseUrl: env.ROLEBRIDGE_URL ?? null,
		port: env.PORT,
	});
	const { ROLEBRIDGE_ADMIN_EMAIL: email, ROLEBRIDGE_ADMIN_PASSWORD: given } = env;
	const password = given ?? randomBytes(12).toString("base64url");
	const administrator = {
		email: email ?? "admin@rolebridge.local",
		password,
		mustChange: given === undefined,
	};
	const isNew = await ensureFirstAdministrator(auth, administrator);
	if (!isNew) return null;
	return { email: administrator.email, password: given === undefined ? password : null };
}
