import type { Browser, Page } from "@playwright/test";
import { startOidcProvider, type TestProvider } from "../lib/testing/oidc-provider.ts";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { administratorIn } from "./person.ts";

let provider: TestProvider;
test.beforeAll(async ({ baseURL }) => {
	provider = await startOidcProvider(new URL(baseURL ?? "").origin);
	const kim = { id: "kim", name: "Kim Lee", email: "kim.sso@example.com", isEmailVerified: true };
	provider.people.set("kim", { ...kim, groups: ["ops"] });
	provider.people.set("eve", { id: "eve", name: "Eve Ray", email: "eve.sso@example.com", groups: [] });
});
test.afterAll(() => provider.close());

async function strangerPage(browser: Browser, baseURL: string): Promise<Page> {
	const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
	return context.newPage();
}

/** Switched off again at the end, so that other tests find the sign-in page as it was. */
async function setUp(page: Page, isOffered: boolean): Promise<void> {
	await page.goto("/settings/sign-in");
	await page.getByLabel("Issuer URL").fill(provider.issuer);
	await page.getByLabel("Client ID").fill(provider.clientId);
	await page.getByLabel(/^Client secret/).fill(provider.clientSecret);
	await page.getByLabel("Scopes").fill("openid profile email groups");
	await page.getByLabel("Name on the button").fill("Contoso");
	const group = page.getByLabel("Group 1", { exact: true });
	if (!(await group.isVisible())) await page.getByRole("button", { name: "Add group" }).click();
	await group.fill("ops");
	await page.getByLabel("Role of group 1").selectOption("operator");
	await page.getByRole("checkbox", { name: "Offer it on the sign-in page" }).setChecked(isOffered);
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByText("Provider saved.")).toBeVisible();
}

test("a company's provider lets its people in by their groups, and out again", async ({
	browser,
	baseURL: origin,
}) => {
	const baseURL = origin ?? "";
	const { page } = await administratorIn(browser, baseURL);
	await setUp(page, true);
	try {
		// The administrator tries it before anybody depends on it.
		await page.getByRole("link", { name: "Test sign-in" }).click();
		await page.getByRole("link", { name: "Kim Lee" }).click();
		await expect(page.getByText("Kim Lee would come in as operator")).toBeVisible();
		await expectNothing(page);
		await expectNoSidewaysScroll(page);

		const kim = await strangerPage(browser, baseURL);
		await kim.goto("/incidents");
		await expectNothing(kim);
		await kim.getByRole("link", { name: "Sign in with Contoso" }).click();
		await kim.getByRole("link", { name: "Kim Lee" }).click();
		await expect(kim.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
		await kim.goto("/account");
		await expect(kim.getByText("kim.sso@example.com").filter({ visible: true }).first()).toBeVisible();
		await expect(kim.getByText("You come in with Contoso.")).toBeVisible();

		// Signing out here offers to sign out there.
		await kim
			.getByRole("button", { name: "Sign out", exact: true })
			.filter({ visible: true })
			.first()
			.click();
		await expect(kim.getByText("You are signed out of Rolebridge")).toBeVisible();
		await kim.getByRole("link", { name: "Sign out there too" }).click();
		await kim.getByRole("button", { name: "Sign out here" }).click();
		await expect(kim.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();

		const eve = await strangerPage(browser, baseURL);
		await eve.goto("/sign-in");
		await eve.getByRole("link", { name: "Sign in with Contoso" }).click();
		await eve.getByRole("link", { name: "Eve Ray" }).click();
		await expect(
			eve.getByRole("alert").filter({ hasText: "You have no access to Rolebridge" }),
		).toBeVisible();
		await eve.goto("/");
		await expect(eve.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
	} finally {
		await setUp(page, false);
	}
	const stranger = await strangerPage(browser, baseURL);
	await stranger.goto("/sign-in");
	await expect(stranger.getByRole("link", { name: "Sign in with Contoso" })).toBeHidden();
});
