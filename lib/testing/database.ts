import { afterAll, inject } from "vitest";
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma, type Prisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import type { Db } from "#lib/db/port.ts";
import { urlOf, workerDatabase } from "./database-names.ts";

const KEYS = parseKeyRing(
	`test:${Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString("base64")}`,
);

export function testSecretBox() {
	return createSecretBox(KEYS);
}

class RollBack extends Error {}

/** The database of this worker: its test files come one after another, and no other worker uses it. */
export function testDatabaseUrl(): string {
	const worker = Number(process.env.VITEST_POOL_ID);
	return urlOf(inject("serverUrl"), workerDatabase(inject("templateDatabase"), worker));
}

/** Of this worker's database; connections end with the test file. */
export function testPrisma(): Prisma {
	const prisma = createPrisma(testDatabaseUrl(), { maxConnections: 5 });
	afterAll(() => prisma.$disconnect());
	return prisma;
}

/** Runs against the real database, in a transaction that is rolled back: tests leave nothing to each other. */
export async function rolledBack(prisma: Prisma, run: (db: Db) => Promise<void>): Promise<void> {
	const work = prisma.$transaction(
		async (tx) => {
			// A nested transaction is the outer one: whatever happens, nothing stays.
			const nested = new Proxy(tx, {
				get: (target, name) =>
					name === "$transaction"
						? (inner: (same: typeof tx) => unknown) => inner(tx)
						: Reflect.get(target, name),
			});
			// A chain of its own: tests at the same time do not wait for each other at the end of the one.
			await tx.$executeRaw`CREATE TEMP TABLE audit_head ON COMMIT DROP AS
				SELECT 1 AS id, (random() * 1e15)::bigint AS seq, ''::text AS hash`;
			await run(createDb(nested as unknown as Prisma, testSecretBox()));
			throw new RollBack();
		},
		{ timeout: 20_000 },
	);
	await work.catch((error: unknown) => {
		if (!(error instanceof RollBack)) throw error;
	});
}
