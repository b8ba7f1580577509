import type { APIResponse } from "@playwright/test";
import { actorCan } from "../lib/auth/abilities.ts";
import { ACTIONS, type Access, type ActionName, PAGES, ROUTES } from "../lib/auth/access.ts";
import { EVERYWHERE, type Role, type Scope } from "../lib/domain/access.ts";
import { expect, test } from "./fixtures.ts";
import { administratorIn, newPerson, type Person } from "./person.ts";
import { administratorsDay, operatorsDay, reviewersDay, type Tested, viewersDay } from "./role-days.ts";
import { askAction, isDevelopment, knownActions } from "./server-actions.ts";
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
	administrator: { role: "administrator", scope: EVERYWHERE },
} as const satisfies Readonly<Record<string, { readonly role: Role; readonly scope: Scope }>>;
type Name = keyof typeof PEOPLE;
/** Whom the administrator invites. */
const INVITED = ["viewer", "reviewer", "operator", "limited"] as const satisfies readonly Name[];
const NAMES = [...INVITED, "administrator"] as const satisfies readonly Name[];

/** They take no input that could be malformed: allowed, they would act. */
const WITHOUT_INPUT: ReadonlySet<string> = new Set<ActionName>([
	"beginAuthenticatorAction",
	"removeAuthenticatorAction",
	"makeBackupCodesAction",
	"beginPasskeyAction",
	"endOtherSessionsAction",
	"beginConnectAction",
	"checkHarnessAccountAction",
	"checkVerifierAction",
	"checkTemplateAction",
]);

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
	people.set("administrator", administrator);
	for (const name of INVITED) {
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

const fill = (id: string) => (path: string) => filled(path, id);

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

	test(`${name}: actions called without their page are refused as the table says, and change nothing`, async () => {
		const { request } = as(name);
		const known = knownActions();
		const mayMiss = await isDevelopment(request);
		const before = await everything();
		const refused: string[] = [];
		const notRefused: string[] = [];
		const notValidated: string[] = [];
		for (const [action, access] of Object.entries(ACTIONS)) {
			const mayUse = mayBe(name, access);
			if (mayUse && WITHOUT_INPUT.has(action)) continue;
			const input = mayUse ? "malformed" : { connectorId: within, version: 1 };
			const answer = await askAction(request, known, { name: action, input, filled: fill(within) });
			if (answer === null && mayMiss) continue;
			if (answer?.includes("NOT_ALLOWED")) refused.push(action);
			else if (!mayUse) notRefused.push(`${action}: ${answer}`);
			else if (!answer?.includes("validationErrors")) notValidated.push(`${action}: ${answer}`);
		}
		expect({ notRefused, notValidated }).toEqual({ notRefused: [], notValidated: [] });
		const expected = Object.entries(ACTIONS).filter(([, access]) => !mayBe(name, access));
		if (!mayMiss) expect(refused).toEqual(expected.map(([action]) => action));
		expect(await everything()).toBe(before);
	});
}

async function codeOf(response: APIResponse): Promise<string | null> {
	if (!(response.headers()["content-type"] ?? "").includes("problem+json")) return null;
	return (await response.json()).code;
}

/** Every connector as the administrator sees it, without what the worker finds by itself meanwhile. */
async function everything(): Promise<string> {
	const response = await administrator.request.get("/api/export/connectors?format=json");
	expect(response.status()).toBe(200);
	return (await response.text()).replace(
		/"(health|health_since|reason\w*|last_proof_at)":("[^"]*"|null),?/g,
		"",
	);
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
		const mayMiss = await isDevelopment(request);
		const before = await everything();
		const attempts = [
			["saveDraftAction", { connectorId: outside, step: "overview", values: { name: "hostile" } }],
			["markLaunchedAction", { connectorId: outside }],
			["pauseAction", { connectorId: outside, reason: "hostile" }],
			["startOffboardingAction", { connectorId: outside }],
			["startOperationAction", { act: { kind: "offboard", input: {} }, subjects: { ids: [outside] } }],
		] as const;
		for (const [action, input] of attempts) {
			const answer = await askAction(request, known, { name: action, input, filled: fill(within) });
			if (answer === null && mayMiss) continue;
			expect(answer, action).toMatch(/CONNECTOR_NOT_FOUND|OPERATION_EMPTY/);
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

test.describe("each role's day", () => {
	test.describe.configure({ mode: "serial" });
	let tested: Tested = { id: "", name: "" };

	test("an operator connects, shares, tags and checks, and leaves settings to administrators", async ({
		accountId,
	}) => {
		tested = await operatorsDay(as("operator"), accountId);
	});

	test("a reviewer reads how roles are guarded and who did what, and can change neither", async () => {
		await reviewersDay(as("reviewer"), tested);
	});

	test("a viewer sees how things are, and no button that would be refused", async () => {
		await viewersDay(as("viewer"), tested);
	});

	test("an administrator lets in and shuts out, changes a limit, and finds all of it in the audit log", async () => {
		await administratorsDay(administrator, STAMP);
	});
});
