// One real PostgreSQL for the integration tests: the embedded one, or DATABASE_URL's server.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../prisma/migrate.ts";
import { startPostgres } from "../../scripts/postgres.mjs";
import { Family } from "../../scripts/run.mjs";

declare module "vitest" {
	export interface ProvidedContext {
		databaseUrl: string;
	}
}

export default async function setup(project: TestProject) {
	const server = await openServer();
	const name = `rolebridge_test_${process.pid}`;
	await administer(server.url, `CREATE DATABASE ${name}`);
	const database = new URL(server.url);
	database.pathname = `/${name}`;
	await migrate(database.href);
	project.provide("databaseUrl", database.href);
	return async () => {
		await administer(server.url, `DROP DATABASE ${name} WITH (FORCE)`);
		await server.close();
	};
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

async function administer(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(statement);
	await client.end();
}
