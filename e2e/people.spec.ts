import type { Page } from "@playwright/test";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { ADMINISTRATOR, expect, test } from "./fixtures.ts";
import { administratorIn, newPerson, type Person } from "./person.ts";

const stamp = Date.now().toString(36);

async function openPerson(page: Page, email: string): Promise<void> {
	await page.goto("/settings/people");
	await page.getByRole("row").filter({ hasText: email }).getByRole("link").click();
	await expect(page.getByRole("button", { name: /^Remove/ })).toBeVisible();
}

async function remove(page: Page, email: string): Promise<void> {
	await openPerson(page, email);
	await page.getByRole("button", { name: "Remove this person" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
	await expect(page.getByText(/ is removed\.$/)).toBeVisible();
}

test.describe("People", () => {
	let administrator: Person;
	test.beforeAll(async ({ browser, baseURL }) => {
		administrator = await administratorIn(browser, baseURL ?? "");
	});
	test.afterAll(() => administrator.context.close());

	test("somebody is invited, gets another role while they work, and is removed: their session ends at once", async ({
		browser,
	}) => {
		const email = `kim-${stamp}@people.example`;
		const kim = await newPerson(browser, administrator, { email, role: "viewer" });
		expect((await kim.page.goto("/settings/people"))?.status()).toBe(403);

		const { page } = administrator;
		await openPerson(page, email);
		await page.getByRole("radio", { name: /^Reviewer/ }).check();
		await page.getByRole("button", { name: "Save" }).click();
		await expect(page.getByText("Access saved.")).toBeVisible();
		await kim.page.goto("/settings/people");
		await expect(kim.page.getByRole("cell", { name: email })).toBeVisible();
		await expect(kim.page.getByRole("link", { name: "Invite somebody" })).toHaveCount(0);

		await remove(page, email);
		expect((await kim.request.get("/api/live/dashboard")).status()).toBe(401);
		await kim.page.goto("/");
		await expect(kim.page).toHaveURL(/\/sign-in/);
		await kim.context.close();
	});

	test("a link opens nothing for whoever loads it without its secret, and nothing once it is taken back", async ({
		browser,
		baseURL,
	}) => {
		const { page } = administrator;
		const email = `preview-${stamp}@people.example`;
		await page.goto("/settings/people/invite");
		await page.getByLabel("E-mail address").fill(email);
		await page.getByRole("button", { name: "Invite", exact: true }).click();
		const link = new URL(await page.getByRole("textbox", { name: "Invitation link" }).inputValue());
		await expectNothing(page);

		const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
		const stranger = await context.newPage();
		for (const path of [link.pathname, "/invitation/nobody"]) {
			const html = await (await context.request.get(path)).text();
			expect(html).not.toContain(email);
			await stranger.goto(`${path}#${"A".repeat(43)}`);
			await stranger.getByRole("button", { name: "Open the invitation" }).click();
			await expect(stranger.getByText("This invitation does not open anything")).toBeVisible();
		}
		await expectNothing(stranger);
		await stranger.goto(link.pathname);
		await stranger.getByRole("button", { name: "Open the invitation" }).click();
		await expect(stranger.getByText("This invitation does not open anything")).toBeVisible();
		await stranger.goto(link.href);
		await stranger.getByRole("button", { name: "Open the invitation" }).click();
		await expect(stranger.getByText(email)).toBeVisible();
		expect(new URL(stranger.url()).hash).toBe("");
		await expectNothing(stranger);
		await expectNoSidewaysScroll(stranger);
		await stranger.getByLabel("Your name").fill("Preview");
		await stranger.getByLabel("Choose a password").fill("password1234");
		await stranger.getByRole("button", { name: "Accept the invitation" }).click();
		await expect(stranger.getByText(/lists of common passwords/)).toBeVisible();

		await page.goto("/settings/people");
		await page.getByRole("button", { name: `Take back the invitation of ${email}` }).click();
		await expect(page.getByText(`The invitation of ${email} is taken back.`)).toBeVisible();
		await stranger.getByLabel("Choose a password").fill("violet tractor pencil moon");
		await stranger.getByRole("button", { name: "Accept the invitation" }).click();
		await expect(stranger.getByText("This invitation does not open anything")).toBeVisible();
		await context.close();
	});

	test("somebody who forgot their password gets a link from an administrator, and chooses a new one", async ({
		browser,
	}) => {
		const { page } = administrator;
		const email = `forgot-${stamp}@people.example`;
		const kim = await newPerson(browser, administrator, { email, role: "viewer" });
		await openPerson(page, email);
		await page.getByRole("button", { name: "Make a link to set a new password" }).click();
		const link = page.getByRole("textbox", { name: "Link to set a new password" });
		await expect(link).toHaveValue(/\/reset-password#[\w-]{20,}$/);
		await expectNothing(page);
		await expectNoSidewaysScroll(page);

		const url = await link.inputValue();
		await kim.page.goto(url);
		const password = "copper-meadow-violin-58";
		await kim.page.getByLabel("New password", { exact: true }).fill(password);
		await kim.page.getByLabel("New password again").fill(password);
		await kim.page.getByRole("button", { name: "Change password" }).click();
		await expect(kim.page.getByText("Your password is changed")).toBeVisible();
		expect((await kim.request.get("/api/live/dashboard")).status()).toBe(401);
		await kim.page.getByRole("link", { name: "Sign in" }).click();
		await kim.page.getByLabel("E-mail").fill(email);
		await kim.page.getByLabel("Password").fill(password);
		await kim.page.getByRole("button", { name: "Sign in", exact: true }).click();
		await expect(kim.page.getByRole("heading", { level: 1, name: "Connectors" })).toBeVisible();
		await kim.context.close();

		await page.goto("/audit?action=person.reset-link-made");
		const entries = page.getByRole("listitem").filter({ hasText: "Link to choose a new password made" });
		await expect(entries.first()).toBeVisible();
		await remove(page, email);
	});

	test("the last administrator is neither removed nor demoted", async () => {
		const { page } = administrator;
		await openPerson(page, ADMINISTRATOR.email);
		await page.getByRole("radio", { name: /^Viewer/ }).check();
		await page.getByRole("button", { name: "Save" }).click();
		await expect(page.getByText("An administrator must remain")).toBeVisible();
		await expectNothing(page);
		await expectNoSidewaysScroll(page);
		await page.getByRole("button", { name: "Remove yourself" }).click();
		await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
		await expect(page.getByText("An administrator must remain")).toHaveCount(2);
	});

	test("under four-eyes a change of trust waits for another administrator, and so does switching it off", async ({
		browser,
	}) => {
		test.setTimeout(120_000);
		const { page } = administrator;
		const email = `second-${stamp}@people.example`;
		const second = await newPerson(browser, administrator, { email, role: "administrator" });
		await page.goto("/settings/access");
		const twoAdministrators = page.getByLabel("Two administrators for each change");
		await twoAdministrators.check();
		await page.getByRole("button", { name: "Save" }).click();
		await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
		await expectNothing(page);

		try {
			await page.goto("/settings/people/invite");
			await page.getByLabel("E-mail address").fill(`held-${stamp}@people.example`);
			await page.getByRole("button", { name: "Invite", exact: true }).click();
			await expect(page.getByText("Waiting for approval")).toBeVisible();
			await page.goto("/settings/approvals");
			const request = page.getByRole("region", { name: `Invite held-${stamp}` });
			await expect(request.getByRole("button", { name: "Approve" })).toHaveCount(0);
			await expectNothing(page);

			await second.page.goto("/");
			await expect(second.page.getByRole("complementary", { name: "Changes of trust" })).toBeVisible();
			await second.page.getByRole("link", { name: "Decide" }).first().click();
			await second.page
				.getByRole("region", { name: `Invite held-${stamp}` })
				.getByRole("button", { name: "Approve" })
				.click();
			await expect(second.page.getByText("Approved and done.")).toBeVisible();
			await expectNothing(second.page);
			await expectNoSidewaysScroll(second.page);

			await page.reload();
			await request.getByRole("button", { name: "Show what it made, once" }).click();
			await expect(request.getByRole("textbox", { name: "Invitation link" })).toHaveValue(
				/\/invitation\/.+#.{43}$/,
			);
		} finally {
			await page.goto("/settings/access");
			await twoAdministrators.uncheck();
			await page.getByRole("button", { name: "Save" }).click();
			await expect(page.getByText("Waiting for approval")).toBeVisible();
			await second.page.goto("/settings/approvals");
			await second.page.getByRole("button", { name: "Approve" }).first().click();
			await expect(second.page.getByText("Approved and done.")).toBeVisible();
		}
		await page.goto("/settings/access");
		await expect(twoAdministrators).not.toBeChecked();
		await remove(page, email);
		await page.getByRole("button", { name: "Dismiss", exact: true }).first().click();
		await expect(page.getByRole("complementary", { name: "Changes of trust" })).toHaveCount(0);
		await second.context.close();
	});
});
