// How long the server takes for the pages of a rollout over 5,000 accounts, for what is read while one looks, and for
// its file; by HTTP, signed in.
import pg from "pg";
import { print, quantile } from "./figures.ts";
import { benchRolloutId, fillRollout } from "./organization-reads.ts";
import type { Product } from "./product.ts";

const ACCOUNTS = 5_000;
const ROUNDS = 40;
const WARM_UP = 10;
const ID = benchRolloutId(ACCOUNTS);
const PATHS = [
	`/organizations/${ID}`,
	`/api/live/rollouts/${ID}`,
	`/organizations/${ID}/accounts`,
	`/organizations/${ID}/accounts?stage=answering`,
	`/organizations/${ID}/accounts?text=account-1`,
	`/organizations/${ID}/register`,
	"/organizations",
];

/** Leaves its accounts behind: only for a product that is thrown away afterwards. */
export async function measureOrganizationPage({ url, context, databaseUrl }: Product): Promise<void> {
	if (databaseUrl === null) {
		print("GET /organizations/…", "not measured", "it needs a product of its own: unset BENCH_URL");
		return;
	}
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	await fillRollout(async (text, values) => (await client.query(text, [...values])).rows, ACCOUNTS);
	await client.end();
	const cookie = (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`).join("; ");
	const get = async (path: string) => {
		const startedAt = performance.now();
		const response = await fetch(new URL(path, url), { headers: { cookie } });
		const text = await response.text();
		if (!response.ok) throw new Error(`GET ${path} answered ${response.status}.`);
		return { ms: performance.now() - startedAt, text };
	};
	const { coverage } = JSON.parse((await get(`/api/live/rollouts/${ID}`)).text);
	if (coverage.expected !== ACCOUNTS) throw new Error(`${coverage.expected} accounts are expected.`);
	for (const path of PATHS) {
		const times: number[] = [];
		for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
			const { ms } = await get(path);
			if (round >= WARM_UP) times.push(ms);
		}
		print(`GET ${path.replace(ID, "<id>")} p95`, `${quantile(times, 0.95).toFixed(0)} ms`, "200 ms");
	}
	const { ms, text } = await get(`/api/export/rollouts/${ID}`);
	const lines = text.trim().split("\r\n").length - 1;
	print(`file of ${lines.toLocaleString("en")} accounts`, `${(ms / 1_000).toFixed(1)} s`, "");
}
