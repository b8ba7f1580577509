// npm run audit:verify: whether the audit log is as it was written.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { verifyChain } from "#lib/audit/verify-chain.ts";
import { sha256Hex } from "#lib/crypto.ts";
import { auditChainRepository } from "#lib/db/audit-chain.ts";
import { createPrisma } from "#lib/db/client.ts";
import type { ChainFault, ChainLink } from "#lib/domain/audit-chain.ts";
import { loadDotEnv, readSettings } from "./settings.mjs";

const USAGE = `Verifies the audit log's chain from its first entry to its last.

npm run audit:verify -- [--head <entry>:<hash>] [--heads <file>]

--head   An end of the chain that you kept elsewhere; may be given several times.
--heads  A file with Rolebridge's log: its hourly lines "audit-head" are taken.
         Without either, only what the database itself holds is compared: whoever may change everything in it
         can also cut off the newest entries without a trace.

Ends with 0 when the log is whole, 1 when it is not, 2 when it cannot be read.`;

const { values } = parseArgs({
	options: {
		head: { type: "string", multiple: true, default: [] },
		heads: { type: "string" },
		help: { type: "boolean" },
	},
});

const FAULTS = {
	missing: (seq) => `entry ${seq} is missing.`,
	changed: (seq) => `entry ${seq} is not as it was written.`,
	cut: (seq) => `entries from ${seq} on were cut off.`,
	outside: () => "an entry was added that Rolebridge did not write: it has no place in the chain.",
	head: () => "the end of the log is not where it was written down.",
} as const satisfies Record<ChainFault, (seq: number) => string>;

if (values.help) console.log(USAGE);
else process.exitCode = await run();

async function run(): Promise<number> {
	try {
		const known = [...values.head.map(parseHead), ...(await headsOf(values.heads))];
		return await verify(known);
	} catch (error) {
		console.error(error instanceof Error ? error.message : String(error));
		return 2;
	}
}

async function verify(known: readonly ChainLink[]): Promise<number> {
	const prisma = createPrisma(await databaseUrl(), { maxConnections: 2 });
	try {
		const db = { auditChain: auditChainRepository(prisma) };
		const verdict = await verifyChain({ db, sha256Hex }, { known });
		if (verdict.kind === "broken") {
			console.error(`NOT WHOLE: ${FAULTS[verdict.fault](verdict.seq)}`);
			return 1;
		}
		const { head, older } = verdict;
		console.log(`Whole: ${head.seq} entries, unchanged since they were written.`);
		if (head.seq > 0) console.log(`Head ${head.seq}:${head.hash}`);
		if (older > 0) console.log(`${older} entries are older than the chain: nothing proves those.`);
		if (known.length === 0) console.log("No end that was kept elsewhere was given: a cut tail may not show.");
		return 0;
	} finally {
		await prisma.$disconnect();
	}
}

function parseHead(text: string): ChainLink {
	const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
	if (seq === undefined || hash === undefined) throw new Error(`"${text}" is not <entry>:<hash>.`);
	return { seq: Number(seq), hash };
}

/** Of a log with one JSON object a line; whatever else is in it is passed over. */
async function headsOf(file: string | undefined): Promise<readonly ChainLink[]> {
	if (file === undefined) return [];
	const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.includes('"audit-head"'));
	const links = lines.flatMap((line) => {
		const [, seq] = /"seq":\s*(\d{1,15})[,}]/.exec(line) ?? [];
		const [, hash] = /"hash":\s*"([0-9a-f]{64})"/.exec(line) ?? [];
		return seq === undefined || hash === undefined ? [] : [{ seq: Number(seq), hash }];
	});
	if (links.length === 0) throw new Error(`There is no line "audit-head" in ${file}.`);
	return links;
}

/** The one that is given, else the embedded one of the running start. */
async function databaseUrl(): Promise<string> {
	loadDotEnv();
	const { databaseUrl: given, dataDir } = readSettings();
	if (given !== null) return given;
	const read = async (name: string) => (await readFile(join(dataDir, "postgres", name), "utf8")).trim();
	const [password, port] = await Promise.all([read("password"), read("port")]).catch(() => {
		throw new Error(`There is no database in ${dataDir}. Start Rolebridge first, or set DATABASE_URL.`);
	});
	return `postgresql://rolebridge:${password}@127.0.0.1:${port}/postgres`;
}
