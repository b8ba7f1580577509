// 200 people at once, each signed in, each at the pace of somebody who reads: the production build under a mix of
// pages, saves and API calls. The pace is raised until answers take too long; every stage is 60 seconds.
import { readFileSync } from "node:fs";
import pg from "pg";
import { sha256Hex } from "#lib/crypto.ts";
import { apiKeyPrefix, formatApiKey } from "#lib/domain/api-key.ts";
import { insertManyConnectors } from "#lib/testing/many-connectors.ts";
import { inRoot } from "../scripts/paths.mjs";
import { print, quantile } from "./figures.ts";
import type { Product } from "./product.ts";

const PEOPLE = 200;
const CONNECTORS = 10_000;
const STAGE_MS = 60_000;
/** Seconds between two requests of one person: an unhurried look, then faster. */
const PACES = [30, 20, 10, 7];
const LIMIT_MS = 300;
const PASSWORD = "correct-horse-battery";

type Person = {
	readonly email: string;
	readonly headers: Readonly<Record<string, string>>;
	draft: { readonly id: string; version: number };
	etag: string;
};
type Stage = { readonly times: readonly number[]; readonly problems: readonly string[] };

export async function measureLoad(product: Product): Promise<void> {
	if (product.databaseUrl === null) {
		print("load", "not measured", "it needs a product of its own: unset BENCH_URL");
		return;
	}
	const client = new pg.Client({ connectionString: product.databaseUrl });
	await client.connect();
	const key = await fill(client);
	await client.end();
	const people: Person[] = [];
	for (let number = 0; number < PEOPLE; number += 1) people.push(await enter(product.url, number));
	let best: { pace: number; rate: number; p95: number } | null = null;
	for (const pace of PACES) {
		const { times, problems } = await stage(product.url, people, pace, key);
		const p95 = quantile(times, 0.95);
		const rate = (times.length * 1_000) / STAGE_MS;
		const figure = `p95 ${p95.toFixed(0)} ms, ${problems.length} errors`;
		print(
			`${PEOPLE} people, a request each ${pace} s (${rate.toFixed(0)}/s)`,
			figure,
			`limit ${LIMIT_MS} ms, 0`,
		);
		for (const problem of new Set(problems)) print("", problem, "");
		if (p95 > LIMIT_MS || problems.length > 0) break;
		best = { pace, rate, p95 };
	}
	const held =
		best === null ? "none of them" : `${best.rate.toFixed(0)} requests/s, p95 ${best.p95.toFixed(0)} ms`;
	print("the load that this machine holds", held, "");
}

/** Colleagues of the administrator with the same password, many connectors, and an API key. */
async function fill(client: pg.Client): Promise<string> {
	const sql = async (text: string, values: readonly unknown[]) =>
		(await client.query(text, [...values])).rows;
	await client.query("SET session_replication_role = replica");
	await insertManyConnectors(sql, { from: 0, count: CONNECTORS, days: 30, withFleet: true, now: new Date() });
	await client.query("SET session_replication_role = DEFAULT");
	// Proven a while ago and due after the measurement: the figure is about requests, and no sweep runs beside them.
	await sql(
		`INSERT INTO connector_schedule (connector_id, partition, due_at, full_at)
		 SELECT id, CASE WHEN is_gov_cloud THEN 'aws-us-gov' ELSE 'aws' END, now() + interval '1 hour', now()
		 FROM connector WHERE status = 'registered' AND paused_at IS NULL`,
		[],
	);
	await sql(
		`INSERT INTO "user" (id, name, email, "emailVerified", role, "updatedAt")
		 SELECT 'load' || n, 'Person ' || n, 'person' || n || '@rolebridge.test', true, 'operator', now()
		 FROM generate_series(0, $1::int - 1) n`,
		[PEOPLE],
	);
	await sql(
		`INSERT INTO "account" (id, "accountId", "providerId", "userId", password, "updatedAt")
		 SELECT 'load' || n, 'load' || n, 'credential', 'load' || n, a.password, now()
		 FROM generate_series(0, $1::int - 1) n, (SELECT password FROM "account" WHERE password IS NOT NULL LIMIT 1) a`,
		[PEOPLE],
	);
	const id = "loadloadloadloadload";
	const key = formatApiKey({ id, secret: Buffer.alloc(32, 9).toString("base64url") });
	await sql(
		`INSERT INTO api_key (id, name, prefix, hash, role, scope, created_by, created_at, expires_at)
		 VALUES ($1, 'load', $2, $3, 'viewer', '{}', 'load0', now(), now() + interval '1 day')`,
		[id, apiKeyPrefix(key), sha256Hex(key)],
	);
	await sql("VACUUM (ANALYZE)", []);
	return key;
}

/** Signs in as a browser would, from an address of one's own, and opens a draft. */
async function enter(url: string, number: number): Promise<Person> {
	const email = `person${number}@rolebridge.test`;
	const address = `198.18.${Math.floor(number / 250)}.${(number % 250) + 1}`;
	const headers = { origin: url, "sec-fetch-site": "same-origin", "x-forwarded-for": address };
	const answer = await fetch(`${url}/api/auth/sign-in/email`, {
		method: "POST",
		headers: { ...headers, "content-type": "application/json" },
		body: JSON.stringify({ email, password: PASSWORD }),
	});
	if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status}`);
	const cookie = answer.headers
		.getSetCookie()
		.map((line) => line.split(";")[0])
		.join("; ");
	const person = { email, headers: { ...headers, cookie }, etag: "", draft: { id: "", version: 1 } };
	const created = await call(url, person, "createDraftAction", "/connectors/new", {
		requiresAutoStopping: false,
	});
	const path = created.headers.get("x-action-redirect") ?? created.headers.get("location") ?? "";
	const id = /\/connectors\/([a-z0-9]{20})\/setup/.exec(path)?.[1];
	if (id === undefined) throw new Error(`No draft was made for ${email}: ${created.status} ${path}`);
	return { ...person, draft: { id, version: 1 } };
}

async function stage(url: string, people: readonly Person[], pace: number, key: string): Promise<Stage> {
	const times: number[] = [];
	const problems: string[] = [];
	const endsAt = performance.now() + STAGE_MS;
	const live = async (person: Person) => {
		// Nobody begins at the same moment.
		await sleep(Math.random() * pace * 1_000);
		while (performance.now() < endsAt) {
			const startedAt = performance.now();
			try {
				await act(url, person, key);
			} catch (error) {
				problems.push(error instanceof Error ? error.message : String(error));
			}
			times.push(performance.now() - startedAt);
			await sleep((0.5 + Math.random()) * pace * 1_000);
		}
	};
	await Promise.all(people.map(live));
	return { times, problems };
}

/** What people do: mostly look, now and then save; and a script that lists. */
async function act(url: string, person: Person, key: string): Promise<void> {
	const dice = Math.random();
	if (dice < 0.35) return look(url, person, "/");
	if (dice < 0.6) return look(url, person, `/connectors/${person.draft.id}`);
	if (dice < 0.75) return poll(url, person);
	if (dice < 0.9) return save(url, person);
	const answer = await fetch(`${url}/api/v1/connectors?limit=50`, {
		headers: { authorization: `Bearer ${key}` },
	});
	await settled(answer, "GET /api/v1/connectors");
}

async function look(url: string, person: Person, path: string): Promise<void> {
	await settled(
		await fetch(url + path, { headers: person.headers }),
		`GET ${path === "/" ? path : "/connectors/<id>"}`,
	);
}

async function poll(url: string, person: Person): Promise<void> {
	const headers = { ...person.headers, "if-none-match": person.etag };
	const answer = await fetch(`${url}/api/live/dashboard`, { headers });
	person.etag = answer.headers.get("etag") ?? "";
	await settled(answer, "GET /api/live/dashboard");
}

async function save(url: string, person: Person): Promise<void> {
	const { id, version } = person.draft;
	const number = Number(person.email.replace(/\D/g, ""));
	const answer = await call(url, person, "saveOverviewAction", `/connectors/${id}/setup/overview`, {
		connectorId: id,
		version,
		overview: {
			name: `Load ${number}`,
			identifier: `load_${number}`,
			awsAccountId: String(800_000_000_000 + number),
			description: "",
			tags: {},
			isGovCloud: false,
		},
	});
	const text = await settled(answer, "save overview");
	const saved = /"version":(\d+)/.exec(text)?.[1];
	if (saved === undefined) throw new Error(`save overview: ${text.slice(0, 200)}`);
	person.draft.version = Number(saved);
}

/** A server action, called as the page would. */
function call(url: string, person: Person, name: string, path: string, input: object): Promise<Response> {
	return fetch(url + path, {
		method: "POST",
		redirect: "manual",
		headers: {
			...person.headers,
			"next-action": actionId(name),
			accept: "text/x-component",
			"content-type": "text/plain;charset=UTF-8",
		},
		body: JSON.stringify([input]),
	});
}

function actionId(name: string): string {
	const manifest: { node: Record<string, { exportedName: string }> } = JSON.parse(
		readFileSync(inRoot(".next/server/server-reference-manifest.json"), "utf8"),
	);
	const found = Object.entries(manifest.node).find(([, { exportedName }]) => exportedName === name);
	if (found === undefined) throw new Error(`The build has no action ${name}.`);
	return found[0];
}

async function settled(answer: Response, what: string): Promise<string> {
	const text = await answer.text();
	if (answer.status >= 400) throw new Error(`${what}: ${answer.status} ${text.slice(0, 120)}`);
	return text;
}

function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
