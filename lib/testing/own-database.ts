import pg from "pg";
import { afterAll, inject } from "vitest";
import { createPrisma, type Prisma } from "#lib/db/client.ts";
import type { Sql } from "#lib/db/port.ts";
import { urlOf } from "./database-names.ts";

let counter = 0;

export type OwnDatabase = {
	readonly url: string;
	readonly prisma: Prisma;
	/** Outside of any transaction. */
	readonly sql: Sql;
	/** Text into a table by the server's own CSV reader. */
	readonly copyCsv: (table: string, text: string) => Promise<void>;
};

/** A database of this test file alone, for what must be committed: plans, VACUUM, many rows. */
export async function ownDatabase(): Promise<OwnDatabase> {
	counter += 1;
	// Begins like every database of this run, so that none outlives it.
	const name = `${inject("templateDatabase")}_own_${process.pid}_${counter}`;
	const server = await connect(inject("serverUrl"));
	await server.query(`CREATE DATABASE ${name} TEMPLATE ${inject("templateDatabase")}`);
	const url = urlOf(inject("serverUrl"), name);
	const prisma = createPrisma(url, { maxConnections: 5 });
	const client = await connect(url);
	afterAll(async () => {
		await prisma.$disconnect();
		await client.end();
		await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
		await server.end();
	});
	return {
		url,
		prisma,
		sql: async (text, values) => (await client.query(text, [...values])).rows,
		copyCsv: (table, text) => copyCsv(client, table, text),
	};
}

async function connect(connectionString: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString });
	await client.connect();
	return client;
}

/** pg speaks COPY to whoever implements its Submittable. */
function copyCsv(client: pg.Client, table: string, text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		client.query({
			submit: (connection: pg.Connection) => {
				connection.query(`COPY ${table} FROM STDIN (FORMAT csv, HEADER true)`);
			},
			handleCopyInResponse: (connection: CopyConnection) => {
				connection.sendCopyFromChunk(Buffer.from(text));
				connection.endCopyFrom();
			},
			handleCommandComplete: () => undefined,
			handleReadyForQuery: () => resolve(),
			handleError: (error: Error) => reject(error),
		});
	});
}

type CopyConnection = { sendCopyFromChunk: (chunk: Buffer) => void; endCopyFrom: () => void };
