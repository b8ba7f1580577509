import { readFileSync } from "node:fs";
import { PAGES, ROUTES } from "../lib/auth/access.ts";
import { expect, test } from "./fixtures.ts";

/** `/connectors/[id]` → `/connectors/abcdefghijklmnopqrst` */
const filled = (path: string) =>
	path.replace(/\[\.\.\.[^\]]+\]/g, "anything").replace(/\[[^\]]+\]/g, "abcdefghijklmnopqrst");
const closed = (table: Readonly<Record<string, string>>) =>
	Object.entries(table)
		.filter(([, access]) => access !== "public")
		.map(([key]) => key);

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
			// Changing the password looks at its input first: it is what somebody does who may do nothing else.
			const refusal = exportedName === "changePasswordAction" ? /validationErrors/ : /NOT_SIGNED_IN/;
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

test("every page says how it may be used by browsers", async ({ request }) => {
	const {
		"x-content-type-options": nosniff,
		"referrer-policy": referrer,
		...headers
	} = (await request.get("/")).headers();
	expect(nosniff).toBe("nosniff");
	expect(referrer).toBe("same-origin");
	expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
	expect(headers["x-powered-by"]).toBeUndefined();
});
