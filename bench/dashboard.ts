// What the dashboard costs with 10,000 and with 100,000 connectors, and with ten times the history. The database is
// an embedded one of its own; the reads are those of the page, from the query to the view.
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import type { Db, Sql } from "#lib/db/port.ts";
import { parseDashboardQuery, type QueryParams } from "#lib/domain/dashboard-query.ts";
import { timelineStart } from "#lib/domain/timeline.ts";
import { insertManyConnectors } from "#lib/testing/many-connectors.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { migrate } from "../prisma/migrate.ts";
import { startPostgres } from "../scripts/postgres.mjs";
import { Family } from "../scripts/run.mjs";
import { median, print, quantile } from "./figures.ts";

const FEW = 10_000;
const MANY = 100_000;
const ROUNDS = 60;
const WARM_UP = 10;
/** Results of each connector at first: ten of each of three checks. */
const HISTORY = 30;

/** The page as it opens, then search, each filter and each order. */
const QUERIES: Readonly<Record<string, QueryParams>> = {
	"/": {},
	"search, a whole name": { q: "payments-prod-000100" },
	"search, a common word": { q: "prod" },
	"search, two letters": { q: "ml" },
	"search, part of an account": { q: "1000 0007" },
	"health failing": { health: "failing" },
	"health unknown": { health: "unknown" },
	"health healthy": { health: "healthy" },
	"proof harness": { proof: "harness" },
	"feature, common": { feature: "OPTIMIZATION" },
	"feature, rare": { feature: "GOVERNANCE" },
	"tag by key": { tag: "pci" },
	"tag by value": { tag: "owner:team-7" },
	partition: { partition: "aws-us-gov" },
	"sort by name": { sort: "name" },
	"sort by account": { sort: "account", dir: "desc" },
	"sort by since": { sort: "since", dir: "desc" },
	"sort by last proof": { sort: "proof" },
};

/** Seals nothing that matters. */
const SECRET = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString("base64");

// The loaders are for servers only: they load under the condition that the worker runs with too.
if (import.meta.main && process.send !== undefined) {
	await measure();
	process.exit(0);
}

export async function measureDashboard(): Promise<void> {
	const child = fork(fileURLToPath(import.meta.url), { execArgv: ["--conditions=react-server"] });
	const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
	if (code !== 0) throw new Error("The bench of the dashboard did not finish.");
}

export type Bench = { readonly db: Db; readonly sql: Sql };

async function measure(): Promise<void> {
	await withDatabase(async (bench) => {
		await fill(bench, { count: FEW, days: 30, results: HISTORY, withFleet: true });
		const few = await measureQueries(bench.db);
		const [page, connector] = [await measureOne(bench.db, {}), await measureConnector(bench.db)];
		// The same connectors, ten times as much known about each.
		await fill(bench, { count: FEW, results: HISTORY * 9, resultsOnly: true });
		printGrowth("dashboard", await measureOne(bench.db, {}), page);
		printGrowth("connector page", await measureConnector(bench.db), connector);
		await fill(bench, { from: FEW, count: MANY - FEW, days: 30 });
		const many = await measureQueries(bench.db);
		for (const name of Object.keys(QUERIES)) {
			const [a, b] = [few.get(name) ?? 0, many.get(name) ?? 0];
			const figure = `${(b / a).toFixed(2)} (${b.toFixed(1)} / ${a.toFixed(1)} ms)`;
			print(
				`dashboard p95, 100,000 ÷ 10,000: ${name}`,
				figure,
				"limits: 60 ms at 10,000, twice that at 100,000",
			);
		}
		await measureExport(bench.db);
	});
}

function printGrowth(name: string, after: number, before: number): void {
	const figure = `${(after / before).toFixed(2)} (${after.toFixed(1)} / ${before.toFixed(1)} ms)`;
	print(`${name}, median: 10 × history ÷ 1 ×`, figure, "limit 1.2");
}

type Fill = Omit<Parameters<typeof insertManyConnectors>[1], "now">;

async function fill({ sql }: Bench, options: Fill): Promise<void> {
	await insertManyConnectors(sql, { ...options, now: new Date() });
	// As autovacuum leaves it after a while.
	await sql("VACUUM (ANALYZE)", []);
}

async function measureQueries(db: Db): Promise<ReadonlyMap<string, number>> {
	const found = new Map<string, number>();
	for (const [name, params] of Object.entries(QUERIES)) {
		found.set(name, quantile(await timesOf(reader(db, params)), 0.95));
	}
	return found;
}

async function measureOne(db: Db, params: QueryParams): Promise<number> {
	return median(await timesOf(reader(db, params)));
}

function reader(db: Db, params: QueryParams): () => Promise<unknown> {
	const ctx = { ...testContext(), db, now: () => new Date() };
	const query = parseDashboardQuery(params);
	const module = import("#lib/loaders/read-dashboard.ts");
	return async () => (await module).readDashboard(ctx, query, { withDays: true });
}

/** Every connector as CSV; the memory is what the process holds at most beyond what it held before. */
async function measureExport(db: Db): Promise<void> {
	const { exportConnectors } = await import("#lib/exports/export-connectors.ts");
	const before = process.memoryUsage().rss;
	const startedAt = performance.now();
	let [peak, bytes] = [before, 0];
	const filter = parseDashboardQuery({});
	const ctx = { ...testContext(), db, now: () => new Date() };
	for await (const piece of await exportConnectors(ctx, { filter, format: "csv" })) {
		bytes += piece.length;
		peak = Math.max(peak, process.memoryUsage().rss);
	}
	const seconds = (performance.now() - startedAt) / 1_000;
	const [written, held] = [bytes, peak - before].map((size) => (size / 1_048_576).toFixed(0));
	print(
		"export of 100,000 connectors",
		`+${held} MB for ${written} MB, ${seconds.toFixed(1)} s`,
		"constant memory",
	);
}

/** What the connector's page reads of its evidence. */
async function measureConnector(db: Db): Promise<number> {
	const ids = await db.dashboard.ids(parseDashboardQuery({}), { after: null, limit: 200, now: new Date() });
	let turn = 0;
	const read = () => {
		turn += 1;
		const id = ids[turn % ids.length] ?? "";
		return Promise.all([
			db.connectors.find(id),
			db.checks.latest(id),
			db.checks.passedTimes(id, "role-assumable"),
			// As many as there are from the start: a longer list would cost more by itself.
			db.checks.history(id, "role-assumable", HISTORY / 3),
			db.checks.latestRun(id, "full"),
			db.audit.list(id, 50),
			db.dashboard.days([id], timelineStart(new Date())),
		]);
	};
	return median(await timesOf(read));
}

export async function timesOf(run: () => Promise<unknown>): Promise<readonly number[]> {
	const times: number[] = [];
	for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
		const startedAt = performance.now();
		await run();
		if (round >= WARM_UP) times.push(performance.now() - startedAt);
	}
	return times;
}

export async function withDatabase(run: (bench: Bench) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), "rolebridge-bench-"));
	const family = new Family({ onLine: () => {} });
	try {
		const url = await startPostgres(family, folder);
		await migrate(url);
		await withClients(url, run);
	} finally {
		await family.end(0);
		await rm(folder, { recursive: true, force: true });
	}
}

async function withClients(url: string, run: (bench: Bench) => Promise<void>): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	// Made-up rows need no proof that they belong together: they are written much faster without.
	await client.query("SET session_replication_role = replica");
	// As many as a web process opens.
	const prisma = createPrisma(url, { maxConnections: 12 });
	try {
		const secrets = createSecretBox(parseKeyRing(`bench:${SECRET}`));
		const sql: Sql = async (text, values) => (await client.query(text, [...values])).rows;
		await run({ db: createDb(prisma, secrets), sql });
	} finally {
		await prisma.$disconnect();
		await client.end();
	}
}
