import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { type Access, PAGES, type PagePath } from "../lib/auth/access.ts";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

/** Pages that another spec looks at as they are in use, or that need something to be there first. */
const LOOKED_AT_BY = {
	"/account": "account",
	"/audit": "audit",
	"/audit/stream": "audit",
	"/connectors/[id]": "accessibility",
	"/connectors/[id]/setup/overview": "accessibility",
	"/connectors/[id]/setup/connectivity": "platform",
	"/connectors/[id]/setup/cost-report": "accessibility",
	"/connectors/[id]/setup/credentials": "platform",
	"/connectors/[id]/setup/delegate": "platform",
	"/connectors/[id]/setup/features": "accessibility",
	"/connectors/[id]/setup/role": "accessibility",
	"/connectors/[id]/setup/test": "accessibility",
	"/connectors/[id]/add-proof": "lifecycle",
	"/connectors/[id]/features": "lifecycle",
	"/connectors/[id]/offboard": "lifecycle",
	"/connectors/[id]/report": "lifecycle",
	"/connectors/[id]/rotate": "lifecycle",
	"/connectors/[id]/upgrade": "lifecycle",
	"/forgot-password": "account",
	"/invitation/[id]": "people",
	"/launch-links": "launch-link",
	"/launch/[id]": "launch-link",
	"/launch/[id]/pack": "launch-link",
	"/organizations/[id]": "organizations",
	"/organizations/[id]/accounts": "organizations",
	"/organizations/[id]/autostopping": "organizations",
	"/organizations/[id]/files": "organization-ways",
	"/organizations/[id]/register": "organizations",
	"/organizations/[id]/setup/features": "organizations",
	"/organizations/[id]/setup/launch": "organizations",
	"/organizations/[id]/setup/organization": "organizations",
	"/reset-password": "account",
	"/settings/access": "people",
	"/settings/api-keys": "api",
	"/settings/approvals": "people",
	"/settings/notifications/[id]": "settings",
	"/settings/people/[id]": "people",
	"/settings/people/invite": "people",
	"/settings/sign-in": "sso",
} as const satisfies { readonly [Path in PagePath]?: string };

/** They show nothing themselves. */
const LEAD_TO_OTHERS: readonly string[] = [
	"/connectors",
	"/connectors/[id]/setup",
	"/organizations/[id]/setup",
] satisfies PagePath[];

/** Of the public pages the one that is for people who are signed in. */
const FOR_THE_SIGNED_IN = "/change-password" satisfies PagePath;

/** Swagger UI brings its own markup and colours. */
const FOREIGN: { readonly [path: string]: readonly string[] } = { "/docs/api": [".swagger-ui"] };

const walked = Object.entries<Access>(PAGES).filter(
	([path]) => !(path in LOOKED_AT_BY) && !LEAD_TO_OTHERS.includes(path),
);

test("a page that no spec looks at is looked at here", () => {
	for (const [path] of walked) expect(path, "Say in LOOKED_AT_BY which spec looks at it").not.toContain("[");
	for (const [path, spec] of Object.entries(LOOKED_AT_BY)) {
		expect(Object.keys(PAGES)).toContain(path);
		expect(readFileSync(`e2e/${spec}.spec.ts`, "utf8"), path).toContain("expectNothing(");
	}
});

test.describe("axe finds nothing on", () => {
	// One for all: a browser that begins anew for each page spends most of its time on loading.
	let signedIn: Page;
	let stranger: Page;
	test.beforeAll(async ({ browser, signedInState, baseURL }) => {
		signedIn = await browser.newPage({ baseURL, storageState: signedInState });
		stranger = await browser.newPage({ baseURL, storageState: { cookies: [], origins: [] } });
	});
	test.afterAll(() => Promise.all([signedIn, stranger].map((page) => page.context().close())));

	for (const [path, access] of walked) {
		test(path, async () => {
			const page = access === "public" && path !== FOR_THE_SIGNED_IN ? stranger : signedIn;
			await page.goto(path);
			await expect(page).toHaveURL(path);
			await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
			await expect(page.getByRole("main")).toBeVisible({ timeout: 30_000 });
			await expectNothing(page, ["light", "dark"], FOREIGN[path]);
			await expectNoSidewaysScroll(page);
		});
	}
});

test("axe finds nothing on any step of the wizard, nor on the connector's page", async ({
	page,
	wizard,
	accountId,
}) => {
	test.setTimeout(120_000);
	await wizard.begin();
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.overview({ name: `axe-${accountId}`, accountId });
	await wizard.onStep("Cost and Usage Report");
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.ownReport({ name: "reports", bucket: "reports-bucket" });
	await wizard.onStep("Choose requirements");
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.features("Optimization by AutoStopping", "Cloud Governance");
	await wizard.onStep("Create cross-account role");
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.launch();
	await wizard.tested();
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	const id = /connectors\/([a-z2-7]+)\//.exec(page.url())?.[1] ?? "";
	await page.goto(`/connectors/${id}`);
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
});
