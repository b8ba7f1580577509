import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { testDatabaseUrl, testPrisma } from "#lib/testing/database.ts";
import { migrationsList } from "../../prisma/migrate.ts";
import { missingMigrations, stampInstallation } from "./installation.ts";

const prisma = testPrisma();
const run = promisify(execFile);

describe("stampInstallation", () => {
	it("refuses sandbox mode on a live database, and the reverse", async () => {
		await prisma.installation.deleteMany();
		await stampInstallation(prisma, "live");
		await stampInstallation(prisma, "live");
		await expect(stampInstallation(prisma, "sandbox")).rejects.toThrow(/belongs to a live installation/);
		await prisma.installation.deleteMany();
		await stampInstallation(prisma, "sandbox");
		await expect(stampInstallation(prisma, "live")).rejects.toThrow(/belongs to a sandbox installation/);
		await prisma.installation.deleteMany();
	});
});

describe("migrate", () => {
	it("does nothing the second time, and two processes at once do no harm", async () => {
		const env = { ...process.env, DATABASE_URL: testDatabaseUrl() };
		const outputs = await Promise.all(
			[1, 2].map(() => run(process.execPath, ["prisma/migrate.ts"], { env })),
		);
		expect(outputs.map(({ stdout }) => JSON.parse(stdout))).toEqual([{ applied: [] }, { applied: [] }]);
	});
});

describe("missingMigrations", () => {
	it("is empty for a migrated database, and names what a newer build brings", async () => {
		const names = (await migrationsList()).migrationDirectories.map(({ path }) => path);
		expect(await missingMigrations(prisma, names)).toEqual([]);
		expect(await missingMigrations(prisma, [...names, "29991231000000_later"])).toEqual([
			"29991231000000_later",
		]);
	});
});
