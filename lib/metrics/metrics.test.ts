import { readdirSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import type { AuditStream } from "#lib/db/audit-port.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { mayReadMetrics } from "./may-read-metrics.ts";
import { measuredDb } from "./measured-db.ts";
import { createMetrics } from "./metrics.ts";
import { startMetricsServer } from "./metrics-server.ts";
import { routeOf } from "./route-of.ts";
import { showMetrics } from "./show-metrics.ts";
import { watchRequests } from "./watch-requests.ts";

const root = new URL("../../", import.meta.url);
const TOKEN = "a-token-of-a-test";

const RESULT: CheckResult = {
	checkId: "role-assumable",
	outcome: "failed",
	code: "ROLE_ACCESS_DENIED",
	observed: "AccessDenied",
	details: {},
	requestId: null,
	region: "us-east-1",
	durationMs: 120,
	checkedAt: new Date("2026-11-22T12:00:00Z"),
};

describe("what the database stores is counted", () => {
	const write = (part: object) => ({
		connectorId: "a",
		connectorVersion: 1,
		runId: "r",
		lease: null,
		results: [RESULT],
		evaluate: { now: RESULT.checkedAt, isVendorMode: false, durationMs: 400, random: 0 },
		...part,
	});

	function measured(isDropped = false) {
		const metrics = createMetrics();
		const { db } = testContext();
		const stored: unknown[] = [];
		const evidence = {
			...db.evidence,
			write: async (batch: readonly { readonly connectorId: string }[]) => {
				stored.push(...batch);
				return batch.map(({ connectorId }) => ({ connectorId, isDropped, from: null, state: null }));
			},
		};
		const checks = { ...db.checks, record: async () => void stored.push("recorded") };
		return { metrics, stored, db: measuredDb({ ...db, evidence, checks }, metrics) };
	}

	test("by check, outcome and code, from sweeps and from single runs, undecided ones as well", async () => {
		const { metrics, stored, db } = measured();
		const unknown: CheckResult = { ...RESULT, outcome: "unknown", code: "AWS_TIMEOUT" };
		await db.evidence.write([write({ undecided: [unknown] }), write({ connectorId: "b" })]);
		await db.checks.record("c", "r", [RESULT]);
		const { text } = await showMetrics(metrics);
		expect(stored).toHaveLength(3);
		expect(text).toContain(
			'rolebridge_checks_total{check="role-assumable",outcome="failed",code="ROLE_ACCESS_DENIED"} 3',
		);
		expect(text).toContain(
			'rolebridge_checks_total{check="role-assumable",outcome="unknown",code="AWS_TIMEOUT"} 1',
		);
		expect(text).toContain("rolebridge_verification_duration_seconds_count 2");
		expect(text).toContain("rolebridge_verification_duration_seconds_sum 0.8");
	});

	test("and what was dropped is counted apart: its checks are another worker's", async () => {
		const { metrics, db } = measured(true);
		await db.evidence.write([write({})]);
		const { text } = await showMetrics(metrics);
		expect(text).toContain("rolebridge_evidence_dropped_total 1");
		expect(text).not.toContain("rolebridge_checks_total{");
	});
});

const STREAM: AuditStream = {
	version: 1,
	isEnabled: true,
	targetLabel: "siem.example",
	sentSeq: 0,
	attempts: 0,
	nextAttemptAt: new Date(0),
	lastStatus: null,
	lastSentAt: null,
};

describe("what all processes share", () => {
	const sources = (part: object = {}) => ({
		db: {
			schedule: { ...testContext().db.schedule, dueLag: async () => ({ seconds: 12, due: 34 }) },
			budgets: {
				...testContext().db.budgets,
				list: async () => [{ key: "sts:us-east-1", tokens: 5, rate: 300, updatedAt: 0, loweredAt: null }],
			},
			rollouts: { ...testContext().db.rollouts, countUnread: async () => 2 },
			auditChain: {
				...testContext().db.auditChain,
				head: async () => ({ seq: 120, hash: "" }),
				verification: async () => ({ at: new Date(60_000), seq: 7, fault: "changed" as const }),
			},
			auditStream: {
				...testContext().db.auditStream,
				find: async () => ({ ...STREAM, sentSeq: 100 }),
			},
		},
		queueDepths: async () => [{ queue: "check-connector", waiting: 7, oldestSeconds: 3 }],
		now: () => new Date(),
		...part,
	});

	test("is read at each scrape", async () => {
		const { text } = await showMetrics(createMetrics(), sources());
		for (const line of [
			"rolebridge_due_lag_seconds 12",
			"rolebridge_due_connectors 34",
			'rolebridge_budget_tokens{budget="sts:us-east-1"} 5',
			'rolebridge_budget_rate{budget="sts:us-east-1"} 300',
			'rolebridge_queue_waiting{queue="check-connector"} 7',
			'rolebridge_queue_oldest_seconds{queue="check-connector"} 3',
			"rolebridge_rollouts_unread 2",
			"rolebridge_audit_entries 120",
			"rolebridge_audit_chain_intact 0",
			"rolebridge_audit_verified_timestamp_seconds 60",
			"rolebridge_audit_stream_waiting 20",
			"rolebridge_database_up 1",
		]) {
			expect(text).toContain(`${line}\n`);
		}
	});

	test("is left out, not frozen, while the database is away", async () => {
		const metrics = createMetrics();
		await showMetrics(metrics, sources());
		const away = sources({ queueDepths: () => Promise.reject(new Error("away")) });
		const { text } = await showMetrics(metrics, away);
		expect(text).toContain("rolebridge_database_up 0\n");
		expect(text).not.toMatch(/^rolebridge_(due|queue|budget|audit|rollouts)_[a-z_]+({.*})? /m);
	});
});

describe("who may read", () => {
	const may = (
		headers: Readonly<Record<string, string>>,
		remoteAddress = "127.0.0.1",
		token: string | undefined = TOKEN,
	) => mayReadMetrics({ headers: { host: "localhost:3000", ...headers }, socket: { remoteAddress } }, token);

	test("whoever has the token, from anywhere", () => {
		expect(may({ authorization: `Bearer ${TOKEN}` }, "203.0.113.9")).toBe(true);
		expect(may({ authorization: `Bearer ${TOKEN}`, "x-forwarded-for": "203.0.113.9" })).toBe(true);
	});

	test("nobody with another token, nor with any where none is set", () => {
		expect(may({ authorization: "Bearer wrong" })).toBe(false);
		expect(may({ authorization: "Bearer wrong" }, "127.0.0.1", undefined)).toBe(false);
		expect(may({ authorization: "Bearer undefined" }, "203.0.113.9", undefined)).toBe(false);
	});

	test("this machine without a token, and nobody else", () => {
		for (const here of ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
			expect(may({}, here)).toBe(true);
		for (const there of ["203.0.113.9", "10.0.0.1", "::ffff:10.0.0.1", "", "1270.0.0.1"])
			expect(may({}, there)).toBe(false);
	});

	test("nobody through a proxy on this machine, or by a name that was led here", () => {
		for (const name of ["x-forwarded-for", "forwarded", "x-real-ip"])
			expect(may({ [name]: "127.0.0.1" })).toBe(false);
		expect(may({ host: "rebound.example.com:3000" })).toBe(false);
	});
});

type Got = {
	readonly status: number;
	readonly body: string;
	readonly requestId: string | undefined;
	readonly hsts: string | undefined;
};

function get(port: number, path: string, headers: Record<string, string> = {}): Promise<Got> {
	return new Promise((resolve, reject) => {
		httpRequest({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
			let body = "";
			response.on("data", (chunk) => {
				body += String(chunk);
			});
			response.on("end", () => {
				const { "x-request-id": id, "strict-transport-security": hsts } = response.headers;
				const requestId = Array.isArray(id) ? id[0] : id;
				resolve({ status: response.statusCode ?? 0, body, requestId, hsts });
			});
		})
			.on("error", reject)
			.end();
	});
}

test("a worker's own server shows its metrics to those who may, and nothing else", async () => {
	const metrics = createMetrics();
	const server = await startMetricsServer({ port: 0, token: TOKEN, show: () => showMetrics(metrics) });
	// Sound: a TCP server that listens has an address object.
	const { port } = server.address() as AddressInfo;
	const forwarded = { "x-forwarded-for": "203.0.113.9" };
	expect((await get(port, "/metrics")).body).toContain("process_cpu_seconds_total");
	expect((await get(port, "/metrics", forwarded)).status).toBe(401);
	const authorization = `Bearer ${TOKEN}`;
	expect((await get(port, "/metrics", { ...forwarded, authorization })).status).toBe(200);
	expect((await get(port, "/")).status).toBe(404);
	server.close();
});

describe("the watcher of requests", () => {
	async function watched(isBehindProxy = false) {
		const { createServer } = await import("node:http");
		const { currentLogFields } = await import("#lib/log-fields.ts");
		const { originOf } = await import("#lib/request-origin.ts");
		const { isMetricsReader } = await import("./watch-requests.ts");
		const metrics = createMetrics();
		const stop = watchRequests({ token: TOKEN, isBehindProxy, isSecure: true }, metrics);
		const seen: { reader: boolean; fields: object; address: string | null }[] = [];
		const server = createServer(async ({ headers }, response) => {
			await new Promise((resolve) => setImmediate(resolve));
			const received = new Headers(headers as Record<string, string>);
			const { address } = originOf(received);
			seen.push({ reader: isMetricsReader(received), fields: currentLogFields(), address });
			response.writeHead(204).end();
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		// Sound: a TCP server that listens has an address object.
		const { port } = server.address() as AddressInfo;
		const close = () => {
			stop();
			server.close();
		};
		return { metrics, seen, port, close };
	}

	test("times each by its route, and never by an id or what a stranger typed", async () => {
		const { metrics, port, close } = await watched();
		await get(port, "/connectors/k3fabc?tab=1");
		await get(port, "/wp-login.php");
		const { text } = await showMetrics(metrics);
		close();
		const count = (labels: string) => `rolebridge_http_request_duration_seconds_count{${labels}} 1\n`;
		expect(text).toContain(count('method="GET",route="/connectors/[id]",status="204"'));
		expect(text).toContain(count('method="GET",route="other",status="204"'));
		expect(text).not.toMatch(/k3fabc|wp-login/);
	});

	test("gives each an id that its log lines bear, the caller's own where it is one", async () => {
		const { seen, port, close } = await watched();
		const first = await get(port, "/", { "x-request-id": "from-the-caller" });
		const [second, third] = await Promise.all([
			get(port, "/", { "x-request-id": 'a"}\n'.replace("\n", " ") }),
			get(port, "/"),
		]);
		close();
		expect(first.requestId).toBe("from-the-caller");
		expect(seen[0]?.fields).toEqual({ requestId: "from-the-caller" });
		expect(second.requestId).toMatch(/^[\w-]{12}$/);
		expect(second.requestId).not.toBe(third.requestId);
		expect(new Set(seen.slice(1).map(({ fields }) => JSON.stringify(fields)))).toEqual(
			new Set([second, third].map(({ requestId }) => JSON.stringify({ requestId }))),
		);
	});

	test("tells where a request came from, and believes nobody but a proxy of ours", async () => {
		const forged = { "x-forwarded-for": "198.51.100.7, 203.0.113.9", "x-rolebridge-address": "198.51.100.8" };
		const direct = await watched();
		await get(direct.port, "/", forged);
		direct.close();
		expect(direct.seen[0]?.address).toBe("127.0.0.1");
		const behind = await watched(true);
		await get(behind.port, "/", forged);
		await get(behind.port, "/");
		behind.close();
		expect(behind.seen.map(({ address }) => address)).toEqual(["203.0.113.9", "127.0.0.1"]);
	});

	test("says with every answer that https stays, where people come by https", async () => {
		const { port, close } = await watched();
		const { hsts } = await get(port, "/_next/static/x.js");
		close();
		expect(hsts).toBe("max-age=63072000; includeSubDomains");
	});

	test("marks whom /metrics is open to, and takes the mark from nobody", async () => {
		const { seen, port, close } = await watched();
		const local = { host: "localhost" };
		await get(port, "/metrics", local);
		await get(port, "/metrics", { ...local, "x-forwarded-for": "127.0.0.1" });
		await get(port, "/metrics", { authorization: `Bearer ${TOKEN}`, "x-forwarded-for": "1.2.3.4" });
		await get(port, "/metrics", {
			...local,
			"x-forwarded-for": "127.0.0.1",
			"x-rolebridge-metrics-reader": "guessed",
		});
		close();
		expect(seen.map(({ reader }) => reader)).toEqual([true, false, true, false]);
	});
});

describe("a route's name", () => {
	test("is known for every page and route there is", () => {
		const files = readdirSync(new URL("app/", root), { recursive: true }).map(String);
		const routes = files
			.filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
			.map((file) => `/${file.replace(/(^|\/)(page\.tsx|route\.ts)$/, "").replace(/\(\w+\)\/?/g, "")}`)
			.map((route) => (route.length > 1 ? route.replace(/\/$/, "") : route));
		expect(routes.length).toBeGreaterThan(25);
		const unnamed = routes.filter((route) => routeOf(route.replace(/\[[.\w]+\]/g, "k3fabc")) === "other");
		expect(unnamed).toEqual([]);
	});

	test("is the page's own where an id would fit as well", () => {
		expect(routeOf("/connectors/new")).toBe("/connectors/new");
		expect(routeOf("/connectors/new2?a=b")).toBe("/connectors/[id]");
		expect(routeOf("/_next/static/chunks/a.js")).toBe("static");
		expect(routeOf(`/connectors/${"a".repeat(300)}`)).toBe("other");
	});
});

describe("what is written about the metrics", () => {
	const own = async () =>
		(await createMetrics().registry.getMetricsAsJSON())
			.map(({ name }) => name)
			.filter((name) => name.startsWith("rolebridge_"));

	test("docs/operations.md explains each", async () => {
		const page = readFileSync(new URL("docs/operations.md", root), "utf8");
		for (const name of await own()) expect(page).toContain(`\`${name}\``);
	});

	test("the Grafana dashboard asks for metrics that exist, and for each of ours", async () => {
		const text = readFileSync(new URL("docs/grafana-dashboard.json", root), "utf8");
		const { panels } = JSON.parse(text);
		const queries: string[] = panels.flatMap((panel: { targets?: { expr: string }[] }) =>
			(panel.targets ?? []).map(({ expr }) => expr),
		);
		const all = await createMetrics().registry.getMetricsAsJSON();
		const known = new Set(
			all.flatMap(({ name, type }) =>
				String(type) === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
			),
		);
		const asked = new Set(queries.join(" ").match(/\b(rolebridge|process|nodejs)_\w+/g));
		expect([...asked].filter((name) => !known.has(name))).toEqual([]);
		const bare = new Set([...asked].map((name) => name.replace(/_(bucket|sum|count)$/, "")));
		expect((await own()).filter((name) => !bare.has(name))).toEqual([]);
	});
});
