import { expect, test } from "vitest";
import { FAILURES } from "#lib/domain/failures.ts";
import { apiWorld } from "#lib/testing/api-world.ts";
import { type HostileRequest, hostileRequests } from "#lib/testing/hostile-requests.ts";
import { registeredConnectors } from "#lib/testing/registered-connectors.ts";

// All 10,000 go over HTTP in `npm run bench -- fuzz`; these few show at once when something gives way.
const COUNT = 1_200;
/** A key's burst. */
const OF_ONE_KEY = 100;

test("malformed requests get problem details with a 4xx, crash nothing and change nothing", async () => {
	const { ctx, database, makeKey, call } = await apiWorld();
	const [connector] = await registeredConnectors(ctx.db, 1);
	const requests = hostileRequests(COUNT, { connectorId: connector?.id ?? "", seed: 20_261_122 });
	const keys: string[] = [];
	for (let made = 0; made < COUNT / OF_ONE_KEY; made += 1) keys.push(await makeKey());
	const before = await contents(database.sql);
	const wrong: string[] = [];
	await Promise.all(
		keys.map(async (key, part) => {
			for (const each of requests.slice(part * OF_ONE_KEY, (part + 1) * OF_ONE_KEY)) {
				const fault = await faultOf(each, (request) => call(...request), key);
				if (fault !== null) wrong.push(fault);
			}
		}),
	);
	expect(wrong).toEqual([]);
	expect(ctx.logged.filter(({ level }) => level === "error")).toEqual([]);
	expect(await contents(database.sql)).toEqual(before);
}, 120_000);

type Call = Awaited<ReturnType<typeof apiWorld>>["call"];

async function faultOf(
	{ method, path, headers, body, why }: HostileRequest,
	send: (request: Parameters<Call>) => ReturnType<Call>,
	key: string,
): Promise<string | null> {
	const response = await send([`${method} ${path}`, { key, headers, ...(body !== undefined && { body }) }]);
	const problem: unknown = await response.json();
	const isProblem =
		response.headers.get("content-type") === "application/problem+json" &&
		typeof problem === "object" &&
		problem !== null &&
		"code" in problem &&
		Object.hasOwn(FAILURES, String(problem.code));
	const isRefused = response.status >= 400 && response.status < 500;
	return isRefused && isProblem
		? null
		: `${response.status} for ${why}: ${method} ${path.slice(0, 120)} ${String(body).slice(0, 120)}`;
}

/** What each table holds, but for when a key was last used and how often it came. */
async function contents(sql: Awaited<ReturnType<typeof apiWorld>>["database"]["sql"]) {
	const tables = [
		"connector",
		"operation",
		"operation_item",
		"check_run",
		"launch_link",
		"settings",
		"audit_event",
	];
	const found: Record<string, unknown> = {};
	for (const table of [...tables, "idempotent_request"]) {
		const [row] = await sql(
			`SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM ${table} t`,
			[],
		);
		found[table] = row?.hash;
	}
	return found;
}
