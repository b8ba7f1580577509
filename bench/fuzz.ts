// 10,000 malformed requests against the production build: each must get problem details with a 4xx, and none may
// change a thing.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { sha256Hex } from "#lib/crypto.ts";
import { apiKeyPrefix, formatApiKey } from "#lib/domain/api-key.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import { type HostileRequest, hostileRequests } from "#lib/testing/hostile-requests.ts";
import { print } from "./figures.ts";
import type { Product } from "./product.ts";

const COUNT = 10_000;
/** Within a key's burst, so that what is wrong is judged and not how often it comes. */
const OF_ONE_KEY = 100;
const AT_ONCE = 8;
const TABLES = ["connector", "operation", "launch_link", "settings", "api_key", "idempotent_request"];

export async function measureFuzz({ url, databaseUrl }: Product, connectorId: string): Promise<void> {
	if (databaseUrl === null) {
		print("fuzz", "not measured", "it needs a product of its own: unset BENCH_URL");
		return;
	}
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	const keys = await insertKeys(client, COUNT / OF_ONE_KEY);
	const requests = hostileRequests(COUNT, { connectorId, seed: Date.now() });
	const before = await contents(client);
	const faults: string[] = [];
	const statuses = new Map<number, number>();
	let next = 0;
	const take = async () => {
		for (let at = next++; at < requests.length; at = next++) {
			const request = requests[at];
			if (request === undefined) return;
			const status = await send(url, request, keys[Math.floor(at / OF_ONE_KEY)] ?? "");
			if (status.fault !== null) faults.push(status.fault);
			statuses.set(status.code, (statuses.get(status.code) ?? 0) + 1);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, take));
	const after = await contents(client);
	await client.end();
	const changed = TABLES.filter((table) => before[table] !== after[table]);
	const counts = [...statuses].sort().map(([status, count]) => `${status}: ${count}`);
	print(
		`${COUNT} malformed requests (${counts.join(", ")})`,
		`${faults.length} not a 4xx problem`,
		"limit 0",
	);
	for (const fault of faults.slice(0, 10)) print("", fault, "");
	print("tables that they changed", changed.join(", ") || "none", "limit none");
}

async function send(
	url: string,
	{ method, path, headers, body, why }: HostileRequest,
	key: string,
): Promise<{ readonly code: number; readonly fault: string | null }> {
	const response = await fetch(url + path, {
		method,
		headers: { authorization: `Bearer ${key}`, ...headers },
		redirect: "manual",
		...(body !== undefined && method !== "GET" && { body }),
	});
	const text = await response.text();
	const isProblem = response.headers.get("content-type") === "application/problem+json";
	const isRefused = response.status >= 400 && response.status < 500;
	const isFine = isRefused && isProblem && Object.hasOwn(FAILURES, JSON.parse(text).code);
	return { code: response.status, fault: isFine ? null : `${response.status} for ${why}: ${method} ${path}` };
}

async function insertKeys(client: pg.Client, count: number): Promise<readonly string[]> {
	const { rows } = await client.query<{ id: string }>(
		`SELECT id FROM "user" WHERE role = 'administrator' LIMIT 1`,
	);
	const keys: string[] = [];
	for (let number = 0; number < count; number += 1) {
		const id = `fuzz${String(number).padStart(16, "0")}`;
		const key = formatApiKey({ id, secret: randomBytes(32).toString("base64url") });
		await client.query(
			`INSERT INTO api_key (id, name, prefix, hash, role, scope, created_by, created_at, expires_at, last_used_at)
			VALUES ($1, 'fuzz', $2, $3, 'operator', '{}', $4, now(), now() + interval '1 day', now() + interval '1 hour')`,
			[id, apiKeyPrefix(key), sha256Hex(key), rows[0]?.id],
		);
		keys.push(key);
	}
	return keys;
}

async function contents(client: pg.Client): Promise<Readonly<Record<string, unknown>>> {
	const found: Record<string, unknown> = {};
	for (const table of TABLES) {
		// What checks find by themselves meanwhile is none of the requests' doing.
		const what = table === "connector" ? "t.id, t.version" : "t.*";
		const { rows } = await client.query(
			`SELECT md5(string_agg(each::text, '|' ORDER BY each::text)) AS hash FROM (SELECT ${what} FROM ${table} t) AS each`,
		);
		found[table] = rows[0]?.hash;
	}
	return found;
}
