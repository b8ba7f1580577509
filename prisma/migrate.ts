// Applies the migrations that a database lacks. Used at every start; safe to run at the same time twice.
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";
import { openSchemaEngine } from "./schema-engine.ts";

const migrationsUrl = new URL("./migrations/", import.meta.url);
/** Any number: what starters of the same database agree on. */
const MIGRATION_LOCK = 7_215_001;

export async function migrate(connectionString: string): Promise<readonly string[]> {
	const lock = new pg.Client({ connectionString });
	await lock.connect();
	try {
		await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
		const { engine } = await openSchemaEngine(connectionString);
		const { appliedMigrationNames } = await engine.applyMigrations({
			migrationsList: await migrationsList(),
			filters: { externalTables: [], externalEnums: [] },
		});
		return appliedMigrationNames;
	} finally {
		await lock.end();
	}
}

export async function migrationsList() {
	const entries = await readdir(migrationsUrl, { withFileTypes: true });
	const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
	const migrationDirectories = await Promise.all(
		names.sort().map(async (path) => {
			const value = await readFile(new URL(`${path}/migration.sql`, migrationsUrl), "utf8");
			return { path, migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } };
		}),
	);
	const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
	return { baseDir: "prisma/migrations", lockfile, shadowDbInitScript: "", migrationDirectories };
}

if (import.meta.main) {
	const applied = await migrate(process.env.DATABASE_URL ?? "");
	process.stdout.write(`${JSON.stringify({ applied })}\n`);
	// Prisma's pool would keep the process ten seconds longer.
	process.exit(0);
}
