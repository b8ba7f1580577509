import { afterAll, expect, it } from "vitest";
import { testDatabaseUrl } from "#lib/testing/database.ts";
import { createPrisma } from "./client.ts";

const statements: { readonly statement: string; readonly seconds: number }[] = [];
const prisma = createPrisma(testDatabaseUrl(), {
	maxConnections: 2,
	onStatement: (timing) => void statements.push(timing),
});
afterAll(() => prisma.$disconnect());

async function during(run: () => Promise<unknown>) {
	statements.length = 0;
	await run();
	return statements.map(({ statement }) => statement);
}

it("each statement is timed by its kind, inside a transaction and outside", async () => {
	expect(await during(() => prisma.$queryRaw`SELECT pg_sleep(0.02)::text`)).toEqual(["select"]);
	expect(statements[0]?.seconds).toBeGreaterThan(0.015);
	expect(statements[0]?.seconds).toBeLessThan(5);
	const inTransaction = await during(() =>
		prisma.$transaction(async (tx) => {
			await tx.installation.count();
			await tx.$executeRaw`UPDATE settings SET version = version WHERE id = -1`;
		}),
	);
	expect(inTransaction.filter((statement) => statement !== "other")).toEqual(["select", "update"]);
});

it("a statement that fails is timed as well, and fails as before", async () => {
	const failing = during(() => prisma.$queryRaw`SELECT 1 / 0`);
	await expect(failing).rejects.toThrow("division by zero");
	expect(statements).toHaveLength(1);
});
