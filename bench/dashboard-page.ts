// How long the server takes for the page with the dashboard, by HTTP, with 10,000 and with 100,000 connectors.
import pg from "pg";
import { insertManyConnectors } from "#lib/testing/many-connectors.ts";
import { print, quantile } from "./figures.ts";
import type { Product } from "./product.ts";

const FEW = 10_000;
const MANY = 100_000;
const ROUNDS = 60;
const WARM_UP = 15;
const PATHS = ["/", "/?q=payments-prod-000100", "/?health=failing", "/?tag=owner:team-7", "/?sort=name"];

/** Leaves its connectors behind: only for a product that is thrown away afterwards. */
export async function measureDashboardPage({ url, context, databaseUrl }: Product): Promise<void> {
	if (databaseUrl === null) {
		print("GET /", "not measured", "it needs a product of its own: unset BENCH_URL");
		return;
	}
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	// Made-up rows need no proof that they belong together: they are written much faster without.
	await client.query("SET session_replication_role = replica");
	const sql = async (text: string, values: readonly unknown[]) =>
		(await client.query(text, [...values])).rows;
	const cookie = (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`).join("; ");
	const fill = async (from: number, count: number) => {
		await insertManyConnectors(sql, { from, count, days: 30, withFleet: from === 0, now: new Date() });
		await sql("VACUUM (ANALYZE)", []);
	};
	await fill(0, FEW);
	const few = await measurePaths(url, cookie);
	await fill(FEW, MANY - FEW);
	const many = await measurePaths(url, cookie);
	await client.end();
	for (const [index, path] of PATHS.entries()) {
		const [a, b] = [few[index] ?? 0, many[index] ?? 0];
		const figure = `${(b / a).toFixed(2)} (${b.toFixed(1)} / ${a.toFixed(1)} ms)`;
		print(`GET ${path} p95, 100,000 ÷ 10,000`, figure, "limit 2, and 60 ms at 10,000");
	}
}

async function measurePaths(url: string, cookie: string): Promise<readonly number[]> {
	const found: number[] = [];
	for (const path of PATHS) {
		const times: number[] = [];
		for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
			const startedAt = performance.now();
			const response = await fetch(new URL(path, url), { headers: { cookie } });
			await response.text();
			if (!response.ok) throw new Error(`GET ${path} answered ${response.status}.`);
			if (round >= WARM_UP) times.push(performance.now() - startedAt);
		}
		found.push(quantile(times, 0.95));
	}
	return found;
}
