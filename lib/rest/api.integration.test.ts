import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { revokeKey } from "#lib/api-keys/revoke-key.ts";
import { can } from "#lib/auth/abilities.ts";
import { ROUTES } from "#lib/auth/access.ts";
import { ROLES, type Role } from "#lib/domain/access.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import { type ApiCall, type ApiWorld, apiWorld } from "#lib/testing/api-world.ts";
import { registeredConnectors, resultOf } from "#lib/testing/registered-connectors.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { openApiDocument } from "./openapi.ts";

const document = openApiDocument({ version: "0", roleFor: () => "viewer" });
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(structuredClone(document), "api");

let world: ApiWorld;
let connectors: readonly Connector[];
let keys: Readonly<Record<"viewer" | "reviewer" | "operator", string>>;

beforeAll(async () => {
	world = await apiWorld();
	const made = await registeredConnectors(world.ctx.db, 5);
	connectors = await Promise.all(made.map(complete));
	keys = {
		viewer: await world.makeKey({ role: "viewer" }),
		reviewer: await world.makeKey({ role: "reviewer" }),
		operator: await world.makeKey({ role: "operator" }),
	};
});
beforeEach(() => world.rest());

/** As the wizard leaves it. */
async function complete({ id, version }: Connector): Promise<Connector> {
	const costReport = { kind: "none", reason: "not-needed" } as const;
	const saved = await world.ctx.db.connectors.save(id, version, { costReport });
	if (saved === null || typeof saved === "string") throw new Error(`not saved: ${saved}`);
	return saved;
}

const first = () => connectors[0]?.id ?? "";

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer, its schema has proved
type Read = Record<string, any>;

/** The answer's body, once it is proved to be what the description promises. */
async function read(target: string, call: ApiCall) {
	const response = await world.call(target, call);
	const body: unknown = await response.json();
	const [method = "", path = ""] = (target.split("?")[0] ?? "").split(" ");
	const template = Object.keys(ENDPOINTS)
		.filter((key) => key.startsWith(`${method} `))
		.map((key) => key.split(" ")[1] ?? "")
		.find((key) => new RegExp(`^${key.replaceAll(/\[\w+\]/g, "[^/]+")}$`).test(path));
	const name = (template ?? "").replace("/api/v1", "").replaceAll("[", "{").replaceAll("]", "}");
	const type = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
	const pointer = ["paths", name, method.toLowerCase(), "responses", String(response.status), "content", type]
		.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
		.join("/");
	const isDescribed = ajv.validate({ $ref: `api#/${pointer}/schema` }, body);
	expect(isDescribed, `${target}: ${ajv.errorsText()}`).toBe(true);
	return { status: response.status, headers: response.headers, body: body as Read };
}

describe("a key", () => {
	test("says what it may do", async () => {
		const { status, body } = await read("GET /api/v1/key", { key: keys.viewer });
		expect(status).toBe(200);
		expect(body).toMatchObject({ name: "viewer key", role: "viewer", mode: "sandbox" });
	});

	test.each([
		["none", null],
		["no key at all", "secret"],
		["a key of nobody", `rb_${"a".repeat(20)}_${"A".repeat(43)}`],
	])("that is %s is not accepted, and told how to come", async (_, key) => {
		const { status, headers, body } = await read("GET /api/v1/key", { key });
		expect(status).toBe(401);
		expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
		expect(body.code).toBe("API_KEY_NOT_ACCEPTED");
	});

	test("with one character of its secret changed is not accepted", async () => {
		const changed = keys.viewer.slice(0, -1) + (keys.viewer.endsWith("A") ? "B" : "A");
		expect((await world.call("GET /api/v1/key", { key: changed })).status).toBe(401);
	});

	test("is stored as a hash only", async () => {
		const rows = await world.database.sql("SELECT * FROM api_key", []);
		expect(rows.length).toBeGreaterThan(2);
		const stored =
			JSON.stringify(rows) + JSON.stringify(await world.database.sql("SELECT * FROM audit_event", []));
		for (const key of Object.values(keys)) expect(stored).not.toContain(key.slice(24));
	});

	test("is refused from the moment it is revoked, and once it has expired", async () => {
		const key = await world.makeKey();
		const { body } = await read("GET /api/v1/key", { key });
		expect((await revokeKey(world.ctx, { id: body.id })).ok).toBe(true);
		expect((await world.call("GET /api/v1/key", { key })).status).toBe(401);
		const short = await world.makeKey({ days: 1 });
		await world.database.sql("UPDATE api_key SET expires_at = $1 WHERE expires_at < $2", [
			world.ctx.now(),
			new Date(world.ctx.now().getTime() + 2 * 86_400_000),
		]);
		expect((await world.call("GET /api/v1/key", { key: short })).status).toBe(401);
	});

	test("does no more than its maker may today, and goes with them", async () => {
		const { sql } = world.database;
		await sql(
			`INSERT INTO "user" (id, name, email, "emailVerified", role, "createdAt", "updatedAt")
			VALUES ('leaver', 'Leaver', 'leaver@rolebridge.example', true, 'administrator', now(), now())`,
			[],
		);
		const key = await world.makeKey({ role: "operator" });
		await sql("UPDATE api_key SET created_by = 'leaver' WHERE id = $1", [key.slice(3, 23)]);
		const verify = `POST /api/v1/connectors/${first()}/verify`;
		expect((await world.call(verify, { key })).status).toBe(202);
		await sql(`UPDATE "user" SET role = 'viewer' WHERE id = 'leaver'`, []);
		expect((await world.call(verify, { key })).status).toBe(403);
		await sql(`UPDATE "user" SET scope = '{"tags":[{"key":"team","value":"data"}]}' WHERE id = 'leaver'`, []);
		expect((await world.call("GET /api/v1/key", { key })).status).toBe(401);
		await sql(`DELETE FROM "user" WHERE id = 'leaver'`, []);
		expect((await world.call("GET /api/v1/key", { key })).status).toBe(401);
		expect(await world.ctx.db.apiKeys.find(key.slice(3, 23))).toBeNull();
	});

	test("notes its use once a minute", async () => {
		const key = await world.makeKey();
		await world.call("GET /api/v1/key", { key });
		const used = await world.ctx.db.apiKeys.find(key.slice(3, 23));
		expect(used?.lastUsedAt).toEqual(world.ctx.now());
	});

	test("may do what its role may and nothing else, on every route; nobody may anything", async () => {
		const nowhere = "z".repeat(20);
		const byRole = new Map<Role, string>();
		for (const role of ROLES) byRole.set(role, await world.makeKey({ role }));
		for (const [route, access] of Object.entries(ROUTES)) {
			if (!(route in ENDPOINTS) || access === "public") continue;
			const target = route.replace("[id]", nowhere).replace("[linkId]", nowhere).replace("[format]", "json");
			expect((await world.call(target, { key: null })).status, route).toBe(401);
			for (const [role, key] of byRole) {
				if (can(role, access)) {
					const { status } = await world.call(target, { key });
					expect([401, 403], `${role}: ${route}`).not.toContain(status);
				} else {
					const { status, body } = await read(target, { key });
					expect([status, body.code], `${role}: ${route}`).toEqual([403, "NOT_ALLOWED"]);
				}
			}
		}
		const refused = await world.database.sql(
			"SELECT count(*)::int AS n FROM audit_event WHERE action = 'access.refused'",
			[],
		);
		expect(refused[0]?.n).toBeGreaterThan(5);
	});
});

describe("connectors", () => {
	test("are listed page by page, each once, in one order", async () => {
		const seen: string[] = [];
		for (let cursor = ""; ; ) {
			const page = await read(`GET /api/v1/connectors?limit=2${cursor}`, { key: keys.viewer });
			expect(page.status).toBe(200);
			seen.push(...page.body.items.map(({ id }: { id: string }) => id));
			if (page.body.next === null) break;
			cursor = `&cursor=${page.body.next}`;
		}
		expect(seen.sort()).toEqual(connectors.map(({ id }) => id).sort());
	});

	test("are found by a filter, and a filter that is not understood is refused", async () => {
		const found = await read(`GET /api/v1/connectors?q=${connectors[1]?.overview?.awsAccountId}`, {
			key: keys.viewer,
		});
		expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([connectors[1]?.id]);
		for (const query of [
			"health=well",
			"healthy=1",
			"proof=none",
			"tag=:",
			"limit=0",
			"limit=101",
			"limit=ten",
			"limit=2&limit=3",
			"cursor=AAAA",
			"cursor=WyJiaWxsaW5nIl0",
			"partition=aws-cn",
			"q=%00",
		]) {
			const { status, body } = await read(`GET /api/v1/connectors?${query}`, { key: keys.viewer });
			expect([status, body.code], query).toEqual([400, "INPUT_INVALID"]);
		}
	});

	test("show as unknown what was proved too long ago", async () => {
		const { sql } = world.database;
		const now = world.ctx.now();
		await sql("UPDATE connector SET state = 'healthy', state_since = $1, proven_until = $2 WHERE id = $3", [
			now,
			new Date(now.getTime() - 1_000),
			first(),
		]);
		const { body } = await read(`GET /api/v1/connectors/${first()}`, { key: keys.viewer });
		expect(body.health.state).toBe("unknown");
		await sql("UPDATE connector SET proven_until = $1 WHERE id = $2", [
			new Date(now.getTime() + 60_000),
			first(),
		]);
		expect((await read(`GET /api/v1/connectors/${first()}`, { key: keys.viewer })).body.health.state).toBe(
			"healthy",
		);
	});

	test("are out of sight for a key that is limited to others, on every route", async () => {
		const scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
		const key = await world.makeKey({ role: "operator", scope });
		expect((await read("GET /api/v1/connectors", { key })).body.items).toEqual([]);
		for (const target of [
			"GET /api/v1/connectors/[id]",
			"POST /api/v1/connectors/[id]/verify",
			"GET /api/v1/connectors/[id]/checks",
			"GET /api/v1/connectors/[id]/launch-links",
			"POST /api/v1/connectors/[id]/launch-links",
			"GET /api/v1/connectors/[id]/exports/json",
		]) {
			const isPost = target.endsWith("launch-links") && target.startsWith("POST");
			const answer = await read(target.replace("[id]", first()), { key, ...(isPost && { body: {} }) });
			expect([answer.status, answer.body.code], target).toEqual([404, "CONNECTOR_NOT_FOUND"]);
		}
		for (const [target, body] of [
			["POST /api/v1/quick-create-links", { connectorId: first() }],
			["POST /api/v1/trust-policies/lint", { connectorId: first(), policy: {} }],
		] as const) {
			expect((await read(target, { key, body })).body.code, target).toBe("CONNECTOR_NOT_FOUND");
		}
	});

	test("an id that cannot be one is not found", async () => {
		for (const id of ["x", "..", "%2e%2e", "a".repeat(21), "A".repeat(20), "%00"]) {
			const { status, body } = await read(`GET /api/v1/connectors/${id}`, { key: keys.viewer });
			expect([status, body.code], id).toEqual([404, "CONNECTOR_NOT_FOUND"]);
		}
	});
});

describe("a verification", () => {
	test("is asked of the worker, and its operation can be polled", async () => {
		const id = connectors[2]?.id ?? "";
		const asked = await read(`POST /api/v1/connectors/${id}/verify`, { key: keys.operator });
		expect(asked.status).toBe(202);
		expect(asked.headers.get("location")).toBe(`/api/v1/operations/${asked.body.id}`);
		expect(world.ctx.asked).toContainEqual({ job: "checkConnector", connectorId: id });
		const queued = await read(`GET /api/v1/operations/${asked.body.id}`, { key: keys.viewer });
		expect(queued.body).toMatchObject({ kind: "verification", state: "queued", connectorId: id, total: 1 });
		await world.ctx.db.checks.finishRun(asked.body.id, "done", world.ctx.now());
		const done = await read(`GET /api/v1/operations/${asked.body.id}`, { key: keys.viewer });
		expect(done.body).toMatchObject({ state: "done", counts: { done: 1 } });
	});

	test("leaves checks, whose details a viewer does not get", async () => {
		const id = connectors[3]?.id ?? "";
		const { db, now } = world.ctx;
		const run = { id: "a".repeat(20), connectorId: id, kind: "full", requestedAt: now() } as const;
		await db.checks.requestRun(run);
		await db.checks.startRun(run.id, now(), connectors[3]?.version ?? 0);
		await db.checks.record(id, run.id, [resultOf("role-assumable", "failed", now())]);
		const target = `GET /api/v1/connectors/${id}/checks`;
		const [check] = (await read(target, { key: keys.reviewer })).body.items;
		expect(check).toMatchObject({ id: "role-assumable", outcome: "failed", isExpired: false });
		expect(check.details).toEqual({ kind: "failed" });
		expect(check.fixes).toEqual(FAILURES.ROLE_ACCESS_DENIED.fixes);
		const seen = (await read(target, { key: keys.viewer })).body;
		expect(seen.items[0].details).toBeNull();
		expect(seen.run.id).toBe(run.id);
	});
});

describe("an operation", () => {
	test("is started on many, listed newest first, and stopped", async () => {
		const body = { act: { kind: "check", input: {} }, subjects: { ids: connectors.map(({ id }) => id) } };
		const started = await read("POST /api/v1/operations", { key: keys.operator, body });
		expect(started.status).toBe(202);
		expect(started.body).toMatchObject({
			kind: "check",
			state: "queued",
			total: 5,
			startedBy: "operator key",
		});
		world.ctx.advance(1_000);
		const second = await read("POST /api/v1/operations", { key: keys.operator, body });
		const listed = await read("GET /api/v1/operations?limit=1", { key: keys.viewer });
		expect(listed.body.items[0].id).toBe(second.body.id);
		const next = await read(`GET /api/v1/operations?limit=1&cursor=${listed.body.next}`, {
			key: keys.viewer,
		});
		expect(next.body.items[0].id).toBe(started.body.id);
		const stopped = await read(`POST /api/v1/operations/${started.body.id}/stop`, { key: keys.operator });
		expect(stopped.body).toMatchObject({ state: "stopped", counts: { skipped: 5 } });
	});
});

describe("an Idempotency-Key", () => {
	const body = { act: { kind: "check", input: {} }, subjects: { filter: { ...EMPTY() } } };
	const headers = { "idempotency-key": "b7e1" };
	const count = async () =>
		(await world.database.sql("SELECT count(*)::int AS n FROM operation", []))[0]?.n as number;

	test("makes a repeated write get the first answer, done once", async () => {
		const before = await count();
		const call = { key: keys.operator, body, headers };
		const one = await read("POST /api/v1/operations", call);
		const two = await read("POST /api/v1/operations", call);
		expect(one.status).toBe(202);
		expect(two.body).toEqual(one.body);
		expect(two.headers.get("location")).toBe(one.headers.get("location"));
		expect(two.headers.get("idempotency-replayed")).toBe("true");
		expect(await count()).toBe(before + 1);
	});

	test("of two at the same time lets one through", async () => {
		const before = await count();
		const call = { key: keys.operator, body, headers: { "idempotency-key": "at-once" } };
		const both = await Promise.all([1, 2, 3].map(() => world.call("POST /api/v1/operations", call)));
		const statuses = both.map(({ status }) => status).sort();
		expect(statuses[0]).toBe(202);
		for (const status of statuses) expect([202, 409]).toContain(status);
		expect(await count()).toBe(before + 1);
	});

	test("stands for one request only, and is each key's own", async () => {
		const other = { ...body, act: { kind: "resume", input: {} } };
		const reused = await read("POST /api/v1/operations", { key: keys.operator, body: other, headers });
		expect([reused.status, reused.body.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
		const stranger = await world.makeKey({ role: "operator" });
		const own = await read("POST /api/v1/operations", { key: stranger, body, headers });
		expect(own.headers.get("idempotency-replayed")).toBeNull();
	});

	test("is forgotten after a day", async () => {
		world.ctx.advance(25 * 3_600_000);
		const again = await read("POST /api/v1/operations", { key: keys.operator, body, headers });
		expect(again.headers.get("idempotency-replayed")).toBeNull();
	});

	test("has a bounded form", async () => {
		for (const key of ["", "x".repeat(65), "two words"]) {
			const call = { key: keys.operator, body, headers: { "idempotency-key": key } };
			const { status } = await read("POST /api/v1/operations", call);
			expect(status, key).toBe(400);
		}
	});

	test("keeps an answer sealed: what is shown once stands nowhere in the database", async () => {
		const rows = await world.database.sql("SELECT body::text AS body FROM idempotent_request", []);
		expect(rows.length).toBeGreaterThan(0);
		for (const { body: kept } of rows) expect(kept).not.toContain("queued");
	});
});

function EMPTY() {
	return { q: "", health: [], proof: null, feature: null, tag: null, partition: null };
}

describe("a body", () => {
	test("over 64 KB is refused whether or not its length is told", async () => {
		const text = `"${"x".repeat(65_536)}"`;
		const { status, body } = await read("POST /api/v1/trust-policies/lint", {
			key: keys.reviewer,
			body: text,
		});
		expect([status, body.code]).toEqual([413, "REQUEST_TOO_LARGE"]);
		const lied = await world.call("POST /api/v1/trust-policies/lint", {
			key: keys.reviewer,
			body: text,
			headers: { "content-length": "10" },
		});
		expect(lied.status).toBe(413);
	});

	test.each([
		["no JSON", "{"],
		["nothing", ""],
		["a NUL", '{"policy":"\\u0000"}'],
		["half a character", '{"policy":"\\ud800"}'],
		["nesting without end", `{"policy":${"[".repeat(30_000)}${"]".repeat(30_000)}}`],
		["an unknown field", '{"policy":{},"extra":1}'],
		["a list", "[]"],
	])("of %s is refused", async (_, text) => {
		const { status, body } = await read("POST /api/v1/trust-policies/lint", {
			key: keys.reviewer,
			body: text,
		});
		expect([status, body.code]).toEqual([400, "INPUT_INVALID"]);
	});

	test("is JSON by its header", async () => {
		const headers = { "content-type": "text/plain" };
		const call = { key: keys.reviewer, body: '{"policy":{}}', headers };
		const { status, body } = await read("POST /api/v1/trust-policies/lint", call);
		expect([status, body.field]).toEqual([400, "Content-Type"]);
	});

	test("names the field that is wrong", async () => {
		const body = { act: { kind: "pause", input: {} }, subjects: { ids: [first()] } };
		const answer = await read("POST /api/v1/operations", { key: keys.operator, body });
		expect(answer.body).toMatchObject({ code: "INPUT_INVALID", field: "act.input.reason" });
	});
});

describe("a trust policy", () => {
	test("is judged for a connector, and the corrected one is clean", async () => {
		const open = {
			Version: "2012-10-17",
			Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
		};
		const call = { key: keys.reviewer, body: { policy: open, connectorId: first() } };
		const judged = await read("POST /api/v1/trust-policies/lint", call);
		expect(judged.body.isClean).toBe(false);
		expect(judged.body.findings.map(({ code }: { code: string }) => code)).toContain("WILDCARD_PRINCIPAL");
		expect(judged.body.whoCanAssume[0].kind).toBe("anyone");
		const policy = JSON.stringify(judged.body.corrected);
		const again = await read("POST /api/v1/trust-policies/lint", {
			key: keys.reviewer,
			body: { policy, connectorId: first() },
		});
		expect(again.body).toMatchObject({ isClean: true, findings: [] });
	});
});

describe("too many requests", () => {
	test("of one key are put off with the seconds to wait, and others go on", async () => {
		const key = await world.makeKey({ role: "viewer" });
		const answers = await Promise.all(
			Array.from({ length: 160 }, () => world.call("GET /api/v1/key", { key })),
		);
		const late = answers.filter(({ status }) => status === 429);
		expect(late.length).toBeGreaterThan(0);
		for (const { headers } of late) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
		expect((await world.call("GET /api/v1/key", { key: keys.viewer })).status).toBe(200);
	});

	test("with keys that are not accepted are put off as well", async () => {
		const answers = await Promise.all(
			Array.from({ length: 120 }, () => world.call("GET /api/v1/key", { key: "guess" })),
		);
		expect(answers.some(({ status }) => status === 429)).toBe(true);
		expect((await world.call("GET /api/v1/key", { key: keys.viewer })).status).toBe(200);
	});
});

describe("audit events", () => {
	test("tell what a key did, and from where", async () => {
		const { body } = await read("GET /api/v1/audit-events?action=operation.started&limit=1", {
			key: keys.reviewer,
		});
		expect(body.items[0].actor).toMatchObject({ kind: "key" });
		expect(body.items[0].address).toBe("203.0.113.7");
		const next = await read(`GET /api/v1/audit-events?action=operation.started&cursor=${body.next}`, {
			key: keys.reviewer,
		});
		expect(next.status).toBe(200);
		expect(next.body.items[0].id).not.toBe(body.items[0].id);
	});
});

describe("an export", () => {
	test("holds every connector, as JSON and as CSV", async () => {
		const json = await world.call("GET /api/v1/exports/connectors", { key: keys.viewer });
		expect((await json.json()).length).toBe(5);
		const csv = await world.call("GET /api/v1/exports/connectors?format=csv", { key: keys.viewer });
		expect(csv.headers.get("content-disposition")).toMatch(
			/^attachment; filename="rolebridge-connectors-.*\.csv"$/,
		);
		expect((await csv.text()).trim().split("\r\n")).toHaveLength(6);
	});
});
