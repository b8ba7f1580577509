import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

for (const path of [
	"/",
	"/connectors/new",
	"/connectors/import",
	"/report",
	"/incidents",
	"/settings",
	"/settings/verifier",
	"/settings/limits",
	"/settings/notifications",
	"/settings/notifications/new",
	"/change-password",
]) {
	test(`axe finds nothing on ${path}`, async ({ page }) => {
		await page.goto(path);
		await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
		await expectNothing(page);
		await expectNoSidewaysScroll(page);
	});
}

test.describe("for a stranger", () => {
	test.use({ storageState: { cookies: [], origins: [] } });
	test("axe finds nothing on /sign-in", async ({ page }) => {
		await page.goto("/sign-in");
		await expectNothing(page);
		await expectNoSidewaysScroll(page);
	});
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
