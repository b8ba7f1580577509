import { expect, test } from "./fixtures.ts";

test("maintenance is announced for connectors with a tag, and ended", async ({ page }) => {
	const value = `team-${Date.now()}`;
	await page.goto("/incidents");
	await expect(page.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
	await page.getByRole("button", { name: "Announce maintenance" }).click();
	await page.getByLabel("About").selectOption("tag");
	await page.getByRole("button", { name: "Announce maintenance" }).click();
	await expect(page.getByText("Enter the tag's key.")).toBeVisible();
	await page.getByLabel("Tag key").fill("team");
	await page.getByLabel("Tag value").fill(value);
	await page.getByRole("button", { name: "Announce maintenance" }).click();
	const row = page.getByRole("row", { name: new RegExp(value) });
	await expect(row).toContainText("Under way");
	await row.getByRole("button", { name: /^End now/ }).click();
	await expect(row).toHaveCount(0);
});

test("what is not an incident of ours is an empty page, not an error", async ({ page }) => {
	await page.goto("/incidents?cause=GONE%40nowhere&skip=x");
	await expect(page.getByText("Nothing of this cause is open now")).toBeVisible();
});
