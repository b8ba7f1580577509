import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Every rule that axe knows for WCAG 2.2 AA and its best practices; nothing is excluded. */
async function problems(page: Page): Promise<readonly string[]> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join("; ")}`,
	);
}

async function expectNothing(page: Page): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		expect(await problems(page), `${page.url()} in ${colorScheme}`).toEqual([]);
	}
}

/** Nothing but code may be scrolled sideways, down to the narrowest phone. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const before = page.viewportSize();
	await page.setViewportSize({ width: 320, height: 700 });
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	expect(overflow, `${page.url()} at 320 px`).toBeLessThanOrEqual(0);
	if (before !== null) await page.setViewportSize(before);
}

for (const path of [
	"/",
	"/connectors/new",
	"/incidents",
	"/settings",
	"/settings/verifier",
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
