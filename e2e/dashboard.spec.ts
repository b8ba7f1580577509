import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { wizardOf } from "./wizard.ts";

const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });
const searchBox = (page: Page) => page.getByRole("searchbox", { name: "Search name, account, ARN" });
const heading = (page: Page) => page.getByRole("heading", { level: 1, name: "Connectors" });

/** Two set-ups that were begun and left: enough for a list. */
async function twoDrafts(page: Page, accountId: string) {
	const names = [`aa-list-${accountId}`, `bb-list-${accountId}`] as const;
	const wizard = wizardOf(page);
	for (const [index, name] of names.entries()) {
		await wizard.begin();
		const account = index === 0 ? accountId : accountId.replace(/^70/, "71");
		await wizard.overview({ name, accountId: account });
		await wizard.onStep("Cost and Usage Report");
	}
	await page.goto("/");
	await expect(heading(page)).toBeVisible();
	return names;
}

test("addresses of the earlier list lead here, with what they ask for", async ({ page }) => {
	await page.goto("/connectors?q=nobody-has-this-name");
	await expect(page).toHaveURL("/?q=nobody-has-this-name");
	await expect(heading(page)).toBeVisible();
});

test("search, order, filters and columns are the address's, and the server's work", async ({
	page,
	accountId,
}) => {
	test.setTimeout(120_000);
	const [first, second] = await twoDrafts(page, accountId);
	await searchBox(page).fill(`list-${accountId}`);
	await expect(page).toHaveURL(new RegExp(`q=list-${accountId}`));
	await expect(rowOf(page, first)).toBeVisible();
	await expect(rowOf(page, second)).toContainText("Set-up not finished");
	const shown = page.getByRole("checkbox", { name: /^Select (aa|bb)-list/ });
	await expect(shown).toHaveCount(2);

	await test.step("a header sorts, and sorts the other way", async () => {
		const table = page.getByRole("table", { name: "Resource connectors" });
		await table.getByRole("link", { name: "Connector", exact: true }).click();
		await expect(table.getByRole("columnheader", { name: "Connector", exact: true })).toHaveAttribute(
			"aria-sort",
			"ascending",
		);
		await expect(shown.first()).toHaveAccessibleName(`Select ${first}`);
		await table.getByRole("link", { name: "Connector", exact: true }).click();
		await expect(table.getByRole("columnheader", { name: "Connector", exact: true })).toHaveAttribute(
			"aria-sort",
			"descending",
		);
		await expect(shown.first()).toHaveAccessibleName(`Select ${second}`);
	});

	await test.step("a column is added and outlives a reload", async () => {
		await page.getByRole("button", { name: "Columns" }).click();
		await page.getByRole("checkbox", { name: "Partition" }).check();
		await expect(page).toHaveURL(/cols=/);
		await page.reload();
		await expect(page.getByRole("columnheader", { name: "Partition" }).first()).toBeVisible();
	});

	await test.step("a state that none of them has leaves nothing, and says what to take away", async () => {
		await page
			.getByRole("list", { name: "Connectors by health" })
			.getByRole("link", { name: /Healthy/ })
			.click();
		await expect(page.getByRole("heading", { name: "No connector matches" })).toBeVisible();
		await page.getByRole("link", { name: "Health: Healthy" }).click();
		await expect(rowOf(page, first)).toBeVisible();
	});

	await test.step("the file holds what the filter finds", async () => {
		// The totals are of everything: their link asked for all that are healthy, whatever was searched for before.
		await searchBox(page).fill(`list-${accountId}`);
		await expect(page).toHaveURL(new RegExp(`q=list-${accountId}`));
		await expect(page.getByRole("checkbox", { name: /^Select axe/ })).toHaveCount(0);
		await expect(shown).toHaveCount(2);
		await page.getByRole("button", { name: "Export" }).click();
		const download = page.waitForEvent("download");
		await page.getByRole("link", { name: "CSV" }).click();
		const text = await readFile(await (await download).path(), "utf8");
		expect(text).toContain(first);
		expect(text).toContain(second);
		expect(text.trim().split("\n")).toHaveLength(3);
	});

	await test.step("everything is cleared at once", async () => {
		await page.getByRole("button", { name: "Clear filters" }).click();
		await expect(searchBox(page)).toHaveValue("");
	});
});

test("many are tagged at once; the progress survives a reload", async ({ page, accountId }) => {
	test.setTimeout(120_000);
	const [first, second] = await twoDrafts(page, accountId);
	await page.goto(`/?q=list-${accountId}&cols=tags`);
	await page.getByRole("checkbox", { name: "Select all resource connectors on this page" }).check();
	const bar = page.getByRole("region", { name: "Selection" });
	await expect(bar).toContainText("2 selected");
	await bar.getByRole("button", { name: "Add tag…" }).click();
	const dialog = page.getByRole("dialog", { name: "Add a tag to 2 connectors" });
	await dialog.getByLabel("Tag key").fill("team");
	await dialog.getByLabel("Value").fill("payments");
	await dialog.getByRole("button", { name: "Add tag" }).click();
	await expect(page).toHaveURL(/operation=/);
	const progress = page.getByRole("region", { name: "Progress" });
	await expect(progress).toContainText("2 of 2", { timeout: 30_000 });
	await page.reload();
	await expect(progress).toContainText("2 of 2");
	for (const name of [first, second]) await expect(rowOf(page, name)).toContainText("team: payments");
	await progress.getByRole("button", { name: "Put away" }).click();
	await expect(progress).toHaveCount(0);
});

test("offboarding is asked about by name of what is lost, and can be left", async ({ page, accountId }) => {
	test.setTimeout(90_000);
	const [first] = await twoDrafts(page, accountId);
	await page.goto(`/?q=list-${accountId}`);
	await page.getByRole("checkbox", { name: `Select ${first}` }).check();
	await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Offboard…" }).click();
	const dialog = page.getByRole("dialog", { name: "Offboard 1 connector?" });
	await expect(dialog).toContainText("removed in Harness");
	await page.keyboard.press("Escape");
	await expect(dialog).toHaveCount(0);
	await expect(page.getByRole("region", { name: "Selection" })).toContainText("1 selected");
});

test("rows are kept true while one looks, and it is said when they are not", async ({ page, accountId }) => {
	test.setTimeout(120_000);
	const [first] = await twoDrafts(page, accountId);
	await page.goto(`/?q=${first}`);
	await expect(rowOf(page, first)).toBeVisible();
	await page.route("**/api/live/dashboard**", (route) => route.abort());
	await expect(page.getByText(/Live updates stopped at \d\d:\d\d UTC; trying again/)).toBeVisible({
		timeout: 25_000,
	});
	await expect(rowOf(page, first)).toBeVisible();
	await page.unroute("**/api/live/dashboard**");
	await expect(page.getByText(/Live updates stopped/)).toHaveCount(0, { timeout: 25_000 });
});

test("the fleet's figures can be seen and read as tables", async ({ page }) => {
	await page.goto("/");
	await page.getByRole("navigation", { name: "Dashboard" }).getByRole("link", { name: "Fleet" }).click();
	await expect(page).toHaveURL(/view=fleet/);
	const chart = page.getByRole("region", { name: "Connectors by state" });
	await expect(chart.or(page.getByRole("heading", { name: "Nothing has been measured yet" }))).toBeVisible();
});
