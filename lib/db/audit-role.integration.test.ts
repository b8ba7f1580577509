import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { verifyChain } from "#lib/audit/verify-chain.ts";
import { sha256Hex } from "#lib/crypto.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { TESTER } from "#lib/testing/test-context.ts";
import { migrate } from "../../prisma/migrate.ts";
import { createPrisma, type Prisma } from "./client.ts";
import { createDb } from "./create-db.ts";
import type { Db } from "./port.ts";

// Roles belong to the whole server: names of this process alone.
const app = `rolebridge_app_${process.pid}`;
const owner = `rolebridge_audit_${process.pid}`;
const name = `rolebridge_role_${process.pid}`;
const MIGRATE = fileURLToPath(new URL("../../prisma/migrate.ts", import.meta.url));
const now = new Date("2026-11-22T12:00:00Z");

let server: pg.Client;
let administrator: pg.Client;
let application: pg.Client;
let prisma: Prisma;
let db: Db;

async function connected(url: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	return client;
}

/** The script as psql would read it. */
async function script(): Promise<string> {
	const text = await readFile(new URL("../../docs/audit-role.sql", import.meta.url), "utf8");
	const values: Readonly<Record<string, string>> = { app, owner, DBNAME: name };
	return text.replace(/:(["'])(\w+)\1/g, (_, quote, key) => `${quote}${values[key]}${quote}`);
}

beforeAll(async () => {
	server = await connected(inject("serverUrl"));
	await server.query(`CREATE ROLE ${app} LOGIN PASSWORD 'of-this-test-alone'`);
	await server.query(`CREATE DATABASE ${name} OWNER ${app}`);
	const url = new URL(inject("serverUrl"));
	url.pathname = `/${name}`;
	administrator = await connected(url.href);
	url.username = app;
	url.password = "of-this-test-alone";
	await migrate(url.href);
	prisma = createPrisma(url.href, { maxConnections: 3 });
	db = createDb(prisma, testSecretBox());
	await db.audit.append(entry("before"));
	await administrator.query(await script());
	application = await connected(url.href);
}, 60_000);
afterAll(async () => {
	await prisma.$disconnect();
	await application.end();
	await administrator.end();
	await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
	await server.query(`DROP ROLE ${app}`);
	await server.query(`DROP ROLE ${owner}`);
	await server.end();
});

function entry(subject: string) {
	return { actor: TESTER, action: "connector.created", subject, at: now, details: {} };
}

describe("the database role of docs/audit-role.sql", () => {
	it("lets the product write, read, verify and mark its chain, within a transaction and outside of one", async () => {
		await db.audit.append(entry("outside"));
		await db.transaction((tx) => tx.audit.append(entry("within")));
		const head = await db.auditChain.head();
		if (head === null) throw new Error("no head");
		await db.auditChain.addCheckpoint(head, now);
		expect(await verifyChain({ db, sha256Hex })).toMatchObject({ kind: "intact", head: { seq: 3 } });
		expect(await db.audit.list("within", 5)).toHaveLength(1);
	});

	it.each([
		["change an entry", "UPDATE audit_event SET actor = 'Eve'"],
		["remove an entry", "DELETE FROM audit_event WHERE seq = 1"],
		["empty the log", "TRUNCATE audit_event"],
		["drop the log", "DROP TABLE audit_event"],
		["drop the log with its schema", "DROP SCHEMA public CASCADE"],
		["rename the log", "ALTER TABLE audit_event RENAME TO other"],
		["take the log over", `ALTER TABLE audit_event OWNER TO ${app}`],
		["give itself the right", `GRANT UPDATE ON audit_event TO ${app}; UPDATE audit_event SET actor = 'Eve'`],
		["become the owner", `SET ROLE ${owner}`],
		["put a rule or a trigger between", "CREATE RULE nothing AS ON INSERT TO audit_event DO INSTEAD NOTHING"],
		["change a checkpoint", "UPDATE audit_checkpoint SET hash = ''"],
		["remove a checkpoint", "DELETE FROM audit_checkpoint"],
		["remove the chain's end", "DELETE FROM audit_head"],
	])("cannot %s", async (_, statement) => {
		await expect(application.query(statement)).rejects.toMatchObject({
			code: expect.stringMatching(/^(42501|28000|42809)$/),
		});
		expect(await verifyChain({ db, sha256Hex })).toMatchObject({ kind: "intact" });
	});

	it("still applies migrations to the other tables, and makes what the job queue needs", async () => {
		await application.query("ALTER TABLE settings ADD COLUMN later integer");
		await application.query("CREATE TABLE later (id integer)");
		await application.query("CREATE SCHEMA jobs_of_this_test");
		const url = new URL(inject("serverUrl"));
		Object.assign(url, { pathname: `/${name}`, username: app, password: "of-this-test-alone" });
		// As a start does it: in a process of its own.
		const env = { ...process.env, DATABASE_URL: url.href };
		const { stdout } = await promisify(execFile)(process.execPath, [MIGRATE], { env });
		expect(JSON.parse(stdout)).toEqual({ applied: [] });
	});
});
