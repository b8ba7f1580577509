import { expect, test } from "./fixtures.ts";

const PAYER = "123456789012";

test.describe.configure({ mode: "serial", timeout: 180_000 });

test("a payer is connected without typing an ARN, and registered in Harness", async ({ page, wizard }) => {
	await wizard.begin();
	await wizard.overview({ name: "payer-us", accountId: "1234 5678 9012" });
	await wizard.ownReport({ name: "acme-cur2", bucket: "acme-cost-reports " });
	await wizard.features("Resource Inventory Management");
	await wizard.launch();
	await wizard.proven();
	await expect(page.getByText("Failed", { exact: true })).toHaveCount(0);
	await wizard.finish();
	await expect(page.getByRole("link", { name: "Connect the next account" })).toBeVisible({ timeout: 20_000 });
	await page.goto("/");
	await expect(page.getByRole("row", { name: /payer-us/ })).toContainText(PAYER);
});

test("a member is connected through its payer's report", async ({ page, wizard }) => {
	await wizard.begin();
	await wizard.overview({ name: "member-one", accountId: "210987654321" });
	await wizard.onStep("Cost and Usage Report");
	await page.getByRole("radio", { name: "The report of payer-us" }).check();
	await wizard.continue();
	await wizard.features("Resource Inventory Management");
	await wizard.launch();
	await wizard.proven();
	await expect(wizard.check(/covers/)).toContainText("Passed");
	await wizard.finish();
	await expect(page.getByRole("link", { name: "Connect the next account" })).toBeVisible({ timeout: 20_000 });
});
