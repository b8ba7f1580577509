// Writes the SQL of a new migration: what turns the last commit's schema into the one in the working tree.
// node scripts/draft-migration.ts add_launch_links
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSchemaEngine } from "../prisma/schema-engine.ts";
import { inRoot } from "./paths.mjs";
import { startPostgres } from "./postgres.mjs";
import { Family } from "./run.mjs";

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
	console.error(
		"Name the migration in lower case with underscores: node scripts/draft-migration.ts add_launch_links",
	);
	process.exit(2);
}

const sql = await draft();
if (sql.includes("This is an empty migration")) {
	console.error("prisma/schema.prisma is the same as in the last commit: there is nothing to migrate.");
	process.exit(1);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const folder = inRoot("prisma/migrations", `${stamp}_${name}`);
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "migration.sql"), sql);
console.log(`prisma/migrations/${stamp}_${name}/migration.sql`);
process.exit(0);

/** The engine wants a server to speak to, although it compares two texts. */
async function draft(): Promise<string> {
	const dataDir = await mkdtemp(join(tmpdir(), "rolebridge-draft-"));
	const family = new Family({ onLine: () => {} });
	try {
		const { engine, schema } = await openSchemaEngine(await startPostgres(family, dataDir));
		const committed = execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], {
			cwd: inRoot(),
			encoding: "utf8",
		});
		const difference = await engine.diff({
			from: schemaOf(committed),
			to: schemaOf(schema),
			script: true,
			exitCode: null,
			filters: { externalTables: [], externalEnums: [] },
		});
		return difference.stdout ?? "";
	} finally {
		await family.end(0);
		await rm(dataDir, { recursive: true, force: true });
	}
}

function schemaOf(content: string) {
	return { tag: "schemaDatamodel" as const, files: [{ path: "schema.prisma", content }] };
}
