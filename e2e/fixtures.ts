import { statSync } from "node:fs";
import { join } from "node:path";
import { type Browser, test as base, expect } from "@playwright/test";
import { type Sandbox, sandboxOf } from "./sandbox.ts";
import { type Wizard, wizardOf } from "./wizard.ts";

type Fixtures = { readonly sandbox: Sandbox; readonly wizard: Wizard; readonly accountId: string };
type WorkerFixtures = { readonly signedInState: string };

export const ADMINISTRATOR = {
	email: process.env.ROLEBRIDGE_ADMIN_EMAIL ?? "admin@rolebridge.local",
	password: process.env.ROLEBRIDGE_ADMIN_PASSWORD ?? "correct-horse-battery",
};

let nextAccount = Date.now() % 1_000_000;

/** Changes of trust ask for a proof younger than 15 minutes: what is older than this signs in anew. */
const FRESH_MS = 8 * 60_000;

/** A file with the administrator's session, shared by tests that follow each other. */
async function freshlySignedIn(browser: Browser): Promise<string> {
	const file = join(process.env.ROLEBRIDGE_TEST_STATE ?? "test-results", "signed-in.json");
	const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
	if (age < FRESH_MS) return file;
	const page = await browser.newPage({ baseURL: `http://localhost:${process.env.PORT ?? 3000}` });
	await page.goto("/sign-in");
	await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
	await page.getByLabel("Password").fill(ADMINISTRATOR.password);
	await page.getByRole("button", { name: "Sign in" }).click();
	await expect(page.getByRole("heading", { level: 1, name: "Connectors" })).toBeVisible();
	await page.context().storageState({ path: file });
	await page.close();
	return file;
}

/** Signed in, sandbox calm, and an AWS account that no other test uses. */
export const test = base.extend<Fixtures, WorkerFixtures>({
	signedInState: [async ({ browser }, use) => use(await freshlySignedIn(browser)), { scope: "worker" }],
	storageState: async ({ browser }, use) => use(await freshlySignedIn(browser)),
	sandbox: [
		async ({ request }, use) => {
			const sandbox = sandboxOf(request);
			await sandbox.calm();
			await use(sandbox);
			await sandbox.calm();
		},
		{ auto: true },
	],
	wizard: ({ page }, use) => use(wizardOf(page)),
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the destructured names
	accountId: async ({}, use) => {
		nextAccount += 1;
		await use(`70${String(nextAccount).padStart(10, "0")}`);
	},
});

export { expect };
