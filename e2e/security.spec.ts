import { readFileSync } from "node:fs";
import { connect } from "node:net";
import type { APIResponse } from "@playwright/test";
import { ACTIONS, PAGES, ROUTES } from "../lib/auth/access.ts";
import { ADMINISTRATOR, expect, test } from "./fixtures.ts";

/** `/connectors/[id]` → `/connectors/abcdefghijklmnopqrst` */
const filled = (path: string) =>
	path.replace(/\[\.\.\.[^\]]+\]/g, "anything").replace(/\[[^\]]+\]/g, "abcdefghijklmnopqrst");
const closed = (table: Readonly<Record<string, string>>) =>
	Object.entries(table)
		.filter(([, access]) => access !== "public")
		.map(([key]) => key);

const FOR_EVERYBODY = new Set([
	"changePasswordAction",
	...Object.entries(ACTIONS).flatMap(([name, access]) => (access === "public" ? [name] : [])),
]);

/** `app/(main)/connectors/[id]/page` → `/connectors/abcdefghijklmnopqrst` */
function addressOf(file: string): string {
	return file
		.replace(/^app/, "")
		.replace(/\/page$/, "")
		.replace(/\/\([^)]+\)/g, "")
		.replace(/\[[^\]]+\]/g, "abcdefghijklmnopqrst");
}

test.describe("without signing in", () => {
	test.use({ storageState: { cookies: [], origins: [] } });

	test("no page answers that is not open to everybody", async ({ request }) => {
		const pages = closed(PAGES);
		expect(pages.length).toBeGreaterThan(12);
		for (const page of pages) {
			const response = await request.get(filled(page), { maxRedirects: 0 });
			expect(response.status(), page).toBeGreaterThanOrEqual(300);
			expect(response.status(), page).toBeLessThan(400);
			expect(response.headers().location, page).toMatch(/\/(sign-in|connectors)(\?|$)/);
		}
	});

	test("no route answers that is not open to everybody", async ({ request }) => {
		const routes = closed(ROUTES);
		expect(routes.length).toBeGreaterThan(12);
		for (const route of routes) {
			const [method = "", path = ""] = route.split(" ");
			const response = await request.fetch(filled(path), { method, maxRedirects: 0 });
			expect(response.status(), route).toBe(401);
			expect(response.headers()["content-type"], route).toContain("application/problem+json");
		}
	});

	test("/metrics answers this machine, and nobody who comes through a proxy or by another name", async ({
		request,
	}) => {
		expect(await (await request.get("/metrics")).text()).toContain("rolebridge_due_lag_seconds");
		const strangers: readonly Record<string, string>[] = [
			{ "x-forwarded-for": "127.0.0.1" },
			{ "x-forwarded-for": "127.0.0.1", "x-rolebridge-metrics-reader": "guessed" },
			{ authorization: "Bearer guessed-token-guessed" },
			{ host: "rebound.example.com" },
		];
		for (const headers of strangers) {
			const response = await request.get("/metrics", { headers });
			expect(response.status(), JSON.stringify(headers)).toBe(401);
			expect(await response.text()).not.toContain("rolebridge_");
		}
	});

	test("a made-up session cookie opens nothing", async ({ browser, baseURL }) => {
		const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
		await context.addCookies([{ name: "rolebridge.session_token", value: "made.up", url: baseURL ?? "" }]);
		const page = await context.newPage();
		await page.goto("/");
		await expect(page).toHaveURL(/\/sign-in/);
		const answer = await context.request.get("/api/live/connectors/abcdefghijklmnopqrst/checks");
		expect(answer.status()).toBe(401);
		await context.close();
	});

	test("no server action runs for a stranger, whatever cookie is made up", async ({ request }) => {
		const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
		const actions = Object.entries<{ exportedName: string; workers: object }>(manifest.node);
		expect(actions.length).toBeGreaterThan(10);
		for (const [id, { exportedName, workers }] of actions) {
			const response = await request.post(addressOf(Object.keys(workers)[0] ?? ""), {
				headers: {
					"next-action": id,
					"content-type": "text/plain;charset=UTF-8",
					cookie: "rolebridge.session_token=made.up",
				},
				data: JSON.stringify([{ connectorId: "abcdefghijklmnopqrst", version: 1 }]),
			});
			// What must work for whoever may do nothing else looks at its input first.
			const refusal = FOR_EVERYBODY.has(exportedName) ? /validationErrors/ : /NOT_SIGNED_IN/;
			expect(await response.text(), exportedName).toMatch(refusal);
		}
	});

	test("signing in from another site's page is refused", async ({ request }) => {
		const response = await request.post("/api/auth/sign-in/email", {
			headers: { origin: "https://evil.example" },
			data: { email: "admin@rolebridge.test", password: "correct-horse-battery" },
		});
		expect(response.status()).toBe(403);
	});
});

test("a nudge from another site's page is refused", async ({ request }) => {
	const response = await request.post("/api/live/connectors/abcdefghijklmnopqrst/check", {
		headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
	});
	expect(response.status()).toBe(403);
});

const PAGES_OF_ALL_KINDS = [
	"/",
	"/sign-in",
	"/launch/abcdefghijklmnopqrst",
	"/docs/api",
	"/settings/people",
	"/nothing-is-here",
] as const;
const ANSWERS_OF_ALL_KINDS = [...PAGES_OF_ALL_KINDS, "/api/v1/key", "/api/live/dashboard"] as const;

/** The content security policy, by directive. */
function policyOf(response: APIResponse): ReadonlyMap<string, readonly string[]> {
	const policy = response.headers()["content-security-policy"] ?? "";
	return new Map(
		policy.split(";").map((directive) => {
			const [name = "", ...values] = directive.trim().split(/\s+/);
			return [name, values];
		}),
	);
}

test("every answer says how browsers may use it", async ({ request }) => {
	for (const path of ANSWERS_OF_ALL_KINDS) {
		const response = await request.get(path);
		expect(response.headers(), path).toMatchObject({
			"x-content-type-options": "nosniff",
			"referrer-policy": "same-origin",
			"permissions-policy": expect.stringContaining("camera=()"),
			"cross-origin-opener-policy": "same-origin",
			"x-frame-options": "DENY",
		});
		expect(response.headers()["x-powered-by"], path).toBeUndefined();
		expect(policyOf(response).get("frame-ancestors"), path).toEqual(["'none'"]);
	}
});

test("a script runs only with the nonce of its own answer", async ({ request }) => {
	const seen = new Set<string>();
	for (const path of PAGES_OF_ALL_KINDS) {
		for (let round = 0; round < 2; round += 1) {
			const response = await request.get(path);
			const policy = policyOf(response);
			const scripts = policy.get("script-src") ?? [];
			const [, nonce = ""] = /^'nonce-([\w+/=-]{20,})'$/.exec(scripts[0] ?? "") ?? [];
			expect(nonce, path).not.toBe("");
			expect(seen.has(nonce), path).toBe(false);
			seen.add(nonce);
			expect(scripts.slice(1), path).toEqual(["'strict-dynamic'"]);
			expect(policy.get("base-uri"), path).toEqual(["'none'"]);
			expect(policy.get("object-src"), path).toEqual(["'none'"]);
			expect(policy.get("default-src"), path).toEqual(["'self'"]);
			const tags = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
			expect(tags.length, path).toBeGreaterThan(0);
			for (const tag of tags) expect(tag, path).toContain(`nonce="${nonce}"`);
		}
	}
	for (const path of ["/api/v1/key", "/api/live/dashboard"]) {
		expect(policyOf(await request.get(path)).get("default-src"), path).toEqual(["'none'"]);
	}
});

test("a body of 1 MB is refused before anybody reads it", async ({ request, baseURL }) => {
	const headers = { origin: baseURL ?? "", "content-type": "application/json" };
	const action = { "next-action": "7f8e4e0a9e552ea01fca43969e024acf35dd48d6ad" };
	const addresses = [
		["/sign-in", action],
		["/settings/limits", action],
		["/api/auth/sign-in/email", {}],
		["/api/live/connectors/abcdefghijklmnopqrst/draft", {}],
		["/api/v1/connectors", {}],
		["/launch/abcdefghijklmnopqrst/decline", {}],
	] as const;
	for (const [path, more] of addresses) {
		const data = JSON.stringify({ text: "x".repeat(1_048_576) });
		const response = await request.post(path, { headers: { ...headers, ...more }, data });
		expect(response.status(), path).toBe(413);
		expect(response.headers()["content-type"], path).toContain("application/problem+json");
		expect(await response.json(), path).toMatchObject({ status: 413, code: "REQUEST_TOO_LARGE" });
	}
});

/** Sent as it is, which no client of HTTP would; the head of the answer. */
function sendRaw(port: number, lines: readonly string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		let answer = "";
		const socket = connect(port, "localhost", () => socket.write(`${lines.join("\r\n")}\r\n\r\n`));
		socket.setEncoding("utf8");
		socket.on("data", (text) => {
			answer += text;
		});
		socket.on("end", () => resolve(answer.split("\r\n\r\n")[0] ?? ""));
		socket.on("error", reject);
	});
}

test("what a request says of itself makes no header of the answer", async ({ request, baseURL }) => {
	const port = Number(new URL(baseURL ?? "").port);
	const given = "a-plain-id-1234";
	const kept = await request.get("/api/health/live", { headers: { "x-request-id": given } });
	expect(kept.headers()["x-request-id"]).toBe(given);
	for (const id of ["x".repeat(200), "short", "with spaces in it", "<script>alert(1)</script>"]) {
		const response = await request.get("/api/health/live", { headers: { "x-request-id": id } });
		expect(response.headers()["x-request-id"], id).toMatch(/^[\w-]{8,64}$/);
		expect(response.headers()["x-request-id"], id).not.toBe(id);
	}
	const rest = [`Host: localhost:${port}`, "Connection: close"];
	// A folded line, and one that ends in a carriage return only: parsers have taken both for a new header.
	for (const line of ["X-Request-Id: abcdefgh\r\n Evil: 1", "X-Request-Id: abcdefgh\rEvil: 1"]) {
		const head = await sendRaw(port, ["GET /api/health/live HTTP/1.1", line, ...rest]);
		expect(head, line).toMatch(/^HTTP\/1\.1 \d{3}/);
		expect(head, line).not.toMatch(/evil/i);
	}
	for (const path of ["/sign-in?next=/%0d%0aevil:%201", "/incidents/%0d%0aevil:%201?x=%0d%0aevil:%201"]) {
		const cookieless = await sendRaw(port, [`GET ${path} HTTP/1.1`, ...rest]);
		expect(cookieless, path).toMatch(/^HTTP\/1\.1 [2345]\d\d/);
		expect(cookieless, path).not.toMatch(/^evil/im);
		const response = await request.get(path, { maxRedirects: 0 });
		expect(response.headers().evil, path).toBeUndefined();
		expect(response.headers().location ?? "", path).not.toMatch(/[\r\n]/);
	}
});

const ELSEWHERE = [
	"//evil.example",
	"/\\evil.example",
	"/%09/evil.example",
	"https://evil.example",
	"/%5Cevil.example",
];

test("signing in leads to no other site, whatever the address asks for", async ({
	request,
	browser,
	baseURL,
}) => {
	for (const next of ELSEWHERE) {
		const response = await request.get(`/sign-in?next=${next}`, { maxRedirects: 0 });
		expect(response.status(), next).toBe(307);
		expect(response.headers().location, next).toBe("/");
	}
	const context = await browser.newContext({
		storageState: { cookies: [], origins: [] },
		...(baseURL !== undefined && { baseURL }),
	});
	const page = await context.newPage();
	await page.goto("/sign-in?next=/\\evil.example");
	await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
	await page.getByLabel("Password").fill(ADMINISTRATOR.password);
	await page.getByRole("button", { name: "Sign in", exact: true }).click();
	await expect(page.getByRole("heading", { level: 1, name: "Connectors" })).toBeVisible();
	expect(new URL(page.url()).origin).toBe(baseURL);
	await context.close();
});
