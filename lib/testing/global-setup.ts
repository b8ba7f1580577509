// One real PostgreSQL for the integration tests: the embedded one, or DATABASE_URL's server. Each of Vitest's workers
// has a database of its own there, a copy of one that was migrated once: some tests empty whole tables.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../scripts/postgres.mjs";
import { Family } from "../../scripts/run.mjs";
import { urlOf, workerDatabase } from "./database-names.ts";

const MIGRATE = fileURLToPath(new URL("../../prisma/migrate.ts", import.meta.url));

declare module "vitest" {
	export interface ProvidedContext {
		/** The server's own database: for what makes databases. */
		serverUrl: string;
		/** A migrated database that nobody is connected to, so that it can be copied. */
		templateDatabase: string;
	}
}

export default async function setup(project: TestProject) {
	const server = await openServer();
	const template = `rolebridge_test_${process.pid}`;
	const workers = Array.from({ length: project.vitest.config.maxWorkers }, (_, index) => index + 1);
	const copies = workers.map((worker) => workerDatabase(template, worker));
	await administer(server.url, [`CREATE DATABASE ${template}`]);
	await migrateElsewhere(urlOf(server.url, template));
	await administer(
		server.url,
		copies.map((copy) => `CREATE DATABASE ${copy} TEMPLATE ${template}`),
	);
	project.provide("serverUrl", server.url);
	project.provide("templateDatabase", template);
	return async () => {
		await dropAll(server.url, template);
		await server.close();
	};
}

/** The template, its copies, and whatever a test file that was cut short has left. */
async function dropAll(url: string, template: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const { rows } = await client.query<{ datname: string }>(
		"SELECT datname FROM pg_database WHERE datname = $1 OR starts_with(datname, $1 || '_')",
		[template],
	);
	for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
	await client.end();
}

/** In a process of its own, whose end leaves no connection to the database. */
async function migrateElsewhere(databaseUrl: string): Promise<void> {
	const env = { ...process.env, DATABASE_URL: databaseUrl };
	await promisify(execFile)(process.execPath, [MIGRATE], { env, timeout: 60_000 });
}

async function openServer() {
	const given = process.env.DATABASE_URL;
	if (given) return { url: given, close: async () => {} };
	const folder = await mkdtemp(join(tmpdir(), "rolebridge-test-"));
	const family = new Family({ onLine: () => {} });
	const url = await startPostgres(family, folder);
	const close = async () => {
		await family.end(0);
		await rm(folder, { recursive: true, force: true });
	};
	return { url, close };
}

async function administer(url: string, statements: readonly string[]): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	for (const statement of statements) await client.query(statement);
	await client.end();
}
