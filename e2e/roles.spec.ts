import { globSync, readFileSync } from "node:fs";
import type { APIResponse } from "@playwright/test";
import { actorCan } from "../lib/auth/abilities.ts";
import { ACTIONS, type Access, PAGES, ROUTES } from "../lib/auth/access.ts";
import { EVERYWHERE, type Role, type Scope } from "../lib/domain/access.ts";
import { expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { administratorIn, newPerson, type Person } from "./person.ts";
import { wizardOf } from "./wizard.ts";

const UNKNOWN = "abcdefghijklmnopqrst";
const STAMP = Date.now().toString(36);
const TAG = { key: "roles", value: STAMP };
const LIMITED: Scope = { harnessAccountRefs: [], tags: [TAG] };

const PEOPLE = {
	viewer: { role: "viewer", scope: EVERYWHERE },
	reviewer: { role: "reviewer", scope: EVERYWHERE },
	operator: { role: "operator", scope: EVERYWHERE },
	limited: { role: "operator", scope: LIMITED },
} as const satisfies Readonly<Record<string, { readonly role: Role; readonly scope: Scope }>>;
type Name = keyof typeof PEOPLE;
const NAMES = ["viewer", "reviewer", "operator", "limited"] as const satisfies readonly Name[];

function mayBe(name: Name, access: Access): boolean {
	return access === "public" || actorCan({ kind: "person", ...PEOPLE[name] }, access);
}

const people = new Map<Name, Person>();
let administrator: Person;
/** A draft that bears the tag, and one that does not. */
let within = "";
let outside = "";

test.describe.configure({ mode: "default", timeout: 120_000 });

test.beforeAll(async ({ browser, baseURL }) => {
	test.setTimeout(120_000);
	administrator = await administratorIn(browser, baseURL ?? "");
	for (const name of NAMES) {
		const email = `${name}-${STAMP}@rolebridge.example`;
		const { role } = PEOPLE[name];
		const wanted = { email, role, ...(name === "limited" && { tag: TAG }) };
		people.set(name, await newPerson(browser, administrator, wanted));
	}
	outside = await newDraft(administrator);
	within = await newDraft(as("limited"));
});

test.afterAll(async () => {
	for (const { context } of people.values()) await context.close();
});

function as(name: Name): Person {
	const person = people.get(name);
	if (person === undefined) throw new Error(`${name} was not let in.`);
	return person;
}

/** Begun and left; its id stands in the address. */
async function newDraft({ page }: Person): Promise<string> {
	await wizardOf(page).begin();
	return page.url().split("/")[4] ?? "";
}

const filled = (path: string, id: string) =>
	path.replace(/\/connectors\/\[id\]/, `/connectors/${id}`).replace(/\[[^\]]+\]/g, UNKNOWN);

const closed = (table: Readonly<Record<string, Access>>) =>
	Object.entries(table).filter(([key, access]) => access !== "public" && !key.includes("/api/v1/"));

/** A page that has begun to be sent cannot take its status back: the browser is told behind it. */
async function isForbidden(response: APIResponse): Promise<boolean> {
	return response.status() === 403 || (await response.text()).includes("NEXT_HTTP_ERROR_FALLBACK;403");
}

for (const name of NAMES) {
	test(`${name}: each page opens or is refused as the table says`, async () => {
		const { request } = as(name);
		for (const [page, access] of closed(PAGES)) {
			const response = await request.get(filled(page, within), { maxRedirects: 0 });
			expect(await isForbidden(response), page).toBe(!mayBe(name, access));
			expect(response.status(), page).toBeLessThan(500);
			expect(response.headers().location ?? "", page).not.toMatch(/sign-in|change-password/);
		}
	});

	test(`${name}: each route answers or refuses as the table says`, async ({ baseURL }) => {
		const { request } = as(name);
		for (const [route, access] of closed(ROUTES)) {
			const [method = "", path = ""] = route.split(" ");
			const headers = { origin: baseURL ?? "" };
			const response = await request.fetch(filled(path, within), { method, headers, maxRedirects: 0 });
			expect((await codeOf(response)) === "NOT_ALLOWED", route).toBe(!mayBe(name, access));
			expect([401, 500], route).not.toContain(response.status());
		}
	});

	test(`${name}: actions called without their page are refused, and change nothing`, async () => {
		const { request } = as(name);
		const before = await everything();
		const known = knownActions();
		const refused = Object.entries(ACTIONS).filter(([, access]) => !mayBe(name, access));
		expect(refused.length).toBeGreaterThan(10);
		for (const [action] of refused) {
			const answer = await call(request, known, action, { connectorId: within, version: 1 });
			if (answer !== null) expect(answer, action).toContain("NOT_ALLOWED");
		}
		expect(await everything()).toBe(before);
	});
}

async function codeOf(response: APIResponse): Promise<string | null> {
	if (!(response.headers()["content-type"] ?? "").includes("problem+json")) return null;
	return (await response.json()).code;
}

/** Every connector as the administrator sees it. */
async function everything(): Promise<string> {
	const response = await administrator.request.get("/api/export/connectors?format=json");
	expect(response.status()).toBe(200);
	return response.text();
}

type KnownAction = { readonly id: string; readonly address: string };

/** By name, as the build or the development server wrote them down. */
function knownActions(): ReadonlyMap<string, readonly KnownAction[]> {
	const known = new Map<string, KnownAction[]>();
	for (const file of globSync(".next/{server,dev/server}/**/server-reference-manifest.json")) {
		const manifest = JSON.parse(readFileSync(file, "utf8"));
		const actions = Object.entries<{ exportedName?: string; workers: object }>(manifest.node);
		for (const [id, { exportedName = "", workers }] of actions) {
			const [worker = ""] = Object.keys(workers);
			const address = worker
				.replace(/^app/, "")
				.replace(/\/page$/, "")
				.replace(/\/\([^)]+\)/g, "");
			const others = known.get(exportedName) ?? [];
			known.set(exportedName, [...others, { id, address: filled(address, within) || "/" }]);
		}
	}
	return known;
}

/** What the server answers; null: this server knows no such action. */
async function call(
	request: Person["request"],
	known: ReadonlyMap<string, readonly KnownAction[]>,
	name: string,
	input: unknown,
): Promise<string | null> {
	for (const { id, address } of known.get(name) ?? []) {
		const response = await request.post(address, {
			headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8" },
			data: JSON.stringify([input]),
			maxRedirects: 0,
		});
		if (response.headers()["x-nextjs-action-not-found"] === undefined) return response.text();
	}
	return null;
}

test.describe("another's connector", () => {
	test("is no other than one that does not exist, on every page", async () => {
		const { request } = as("limited");
		const pages = closed(PAGES).filter(([page]) => page.startsWith("/connectors/[id]"));
		expect(pages.length).toBeGreaterThan(10);
		for (const [page] of pages) {
			const response = await request.get(filled(page, outside), { maxRedirects: 0 });
			expect(response.status(), page).toBe(404);
			expect((await request.get(filled(page, UNKNOWN), { maxRedirects: 0 })).status(), page).toBe(404);
		}
	});

	test("is no other than one that does not exist, on every route", async ({ baseURL }) => {
		const { request } = as("limited");
		const routes = closed(ROUTES).filter(([route]) => route.includes("/connectors/[id]"));
		expect(routes.length).toBeGreaterThan(10);
		for (const [route] of routes) {
			const [method = "", path = ""] = route.split(" ");
			const ask = (id: string) =>
				request.fetch(filled(path, id), { method, headers: { origin: baseURL ?? "" } });
			const [theirs, none] = [await ask(outside), await ask(UNKNOWN)];
			expect(theirs.status(), route).toBe(404);
			expect(await theirs.text(), route).toBe(await none.text());
		}
	});

	test("is not in the list, the export or the report", async () => {
		const { request, page } = as("limited");
		for (const path of ["/api/live/dashboard", "/api/export/connectors?format=json", "/api/reports/fleet"]) {
			const text = await (await request.get(path)).text();
			expect(text, path).toContain(within);
			expect(text, path).not.toContain(outside);
		}
		await page.goto("/");
		await expect(page.getByRole("checkbox", { name: /^Select (?!all)/ })).toHaveCount(1);
	});

	test("cannot be changed by an action that is called with its id", async () => {
		const { request } = as("limited");
		const known = knownActions();
		const before = await everything();
		const attempts = [
			["saveDraftAction", { connectorId: outside, step: "overview", values: { name: "hostile" } }],
			["markLaunchedAction", { connectorId: outside }],
			["pauseAction", { connectorId: outside, reason: "hostile" }],
			["startOffboardingAction", { connectorId: outside }],
			["startOperationAction", { act: { kind: "offboard", input: {} }, subjects: { ids: [outside] } }],
		] as const;
		for (const [action, input] of attempts) {
			const answer = await call(request, known, action, input);
			if (answer !== null) expect(answer, action).toMatch(/CONNECTOR_NOT_FOUND|OPERATION_EMPTY/);
		}
		expect(await everything()).toBe(before);
	});
});

test("a limited operator's new connector bears the tag, and cannot be saved without it", async ({
	accountId,
}) => {
	const { page } = as("limited");
	await page.goto(`/connectors/${within}/setup/overview`);
	await expect(page.getByLabel("Key 1")).toHaveValue(TAG.key);
	await expect(page.getByLabel("Value 1")).toHaveValue(TAG.value);
	await page.getByLabel("Value 1").fill("another team");
	await page.getByLabel("Connector name").fill(`limited-${accountId}`);
	await page.getByLabel("AWS account ID").fill(accountId);
	await page.getByRole("button", { name: "Continue", exact: true }).click();
	await expect(page.getByText(`Keep the tag ${TAG.key}=${TAG.value}.`)).toBeVisible();
	await page.getByLabel("Value 1").fill(TAG.value);
	await page.getByRole("button", { name: "Continue", exact: true }).click();
	await wizardOf(page).onStep("Cost and Usage Report");
});

test("a viewer sees how things are, and no button that would be refused", async () => {
	const { page, request } = as("viewer");
	await page.goto("/");
	await expect(page.getByRole("link", { name: "Connect an account" })).toHaveCount(0);
	await expect(page.getByRole("checkbox", { name: /^Select/ })).toHaveCount(0);
	const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
	await expect(links).toHaveText([/^Connectors/, /^Incidents/]);
	await expectNothing(page);

	await page.goto(`/connectors/${within}`);
	await expect(page.getByRole("heading", { level: 1 })).toContainText("limited-");
	for (const name of ["Run checks again", "Pause checks…"]) {
		await expect(page.getByRole("button", { name })).toHaveCount(0);
	}
	for (const name of ["Continue set-up", "Offboard", "Change features"]) {
		await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
	}
	await expect(page.getByRole("heading", { name: "Audit trail" })).toHaveCount(0);
	const checks = await (await request.get(`/api/live/connectors/${within}/checks`)).json();
	expect(checks.rows.length).toBeGreaterThan(0);
	for (const row of checks.rows) expect(row, row.checkId).toMatchObject({ details: {}, requestId: null });

	await page.goto("/settings");
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your role does not allow this page");
	await expectNothing(page);
});

test("a reviewer reads settings and the audit trail, and can change neither", async () => {
	const { page } = as("reviewer");
	await page.goto("/settings");
	await expect(
		page.getByText("An administrator of this installation can change this.").first(),
	).toBeVisible();
	await expect(page.getByLabel("Harness account ID")).toBeDisabled();
	await expect(page.getByRole("button", { name: "Check again" })).toHaveCount(0);
	await page.goto(`/connectors/${within}`);
	await expect(page.getByRole("heading", { name: "Audit trail" })).toBeVisible();
	await expect(page.getByRole("link", { name: "Continue set-up" })).toHaveCount(0);
	await page.goto("/incidents");
	await expect(page.getByRole("button", { name: "Announce maintenance" })).toHaveCount(0);
});

test("an operator connects and changes, and leaves settings to administrators", async () => {
	const { page } = as("operator");
	await page.goto("/");
	await expect(page.getByRole("link", { name: "Connect an account" })).toBeVisible();
	await expect(page.getByRole("checkbox", { name: /^Select/ }).first()).toBeVisible();
	await page.goto(`/connectors/${within}`);
	await expect(page.getByRole("link", { name: "Continue set-up" })).toBeVisible();
	await page.goto("/settings/limits");
	await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();
});
