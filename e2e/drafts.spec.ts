import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { wizardOf } from "./wizard.ts";

type Typed = Readonly<Record<string, string>>;

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

async function type(page: Page, values: Typed): Promise<void> {
	for (const [label, value] of Object.entries(values)) await field(page, label).fill(value);
}

async function expectTyped(page: Page, values: Typed): Promise<void> {
	for (const [label, value] of Object.entries(values)) await expect(field(page, label)).toHaveValue(value);
}

test("what was typed outlives a reload and a closed tab, valid or not, the field one was in included", async ({
	page,
	wizard,
	accountId,
}) => {
	const typed = {
		"Connector name": `Zürich / ${accountId}`,
		"AWS account ID": accountId.slice(0, 7),
		Description: "Half a sentence,",
	};
	await wizard.begin();
	await page.getByRole("checkbox", { name: "AWS GovCloud account" }).check();
	await type(page, typed);
	await page.reload();
	await expectTyped(page, typed);
	await expect(page.getByRole("checkbox", { name: "AWS GovCloud account" })).toBeChecked();

	await type(page, { Description: "A whole sentence." });
	const url = page.url();
	const context = page.context();
	await page.close({ runBeforeUnload: true });
	const later = await context.newPage();
	// What the closed tab sent may arrive a moment after the new one asks.
	await expect(async () => {
		await later.goto(url);
		await expect(field(later, "Description")).toHaveValue("A whole sentence.", { timeout: 500 });
	}).toPass();
	await expectTyped(later, { ...typed, Description: "A whole sentence." });
});

test("what is typed and ticked while the page's script is still on its way stays, and is saved", async ({
	page,
	wizard,
	accountId,
}) => {
	const scripts = Promise.withResolvers<void>();
	await wizard.begin();
	await page.route("**/_next/static/**/*.js", async (route) => {
		await scripts.promise;
		await route.continue();
	});
	await page.reload({ waitUntil: "commit" });
	await type(page, {
		"Connector name": `early ${accountId}`,
		"AWS account ID": accountId,
		Description: "Typed before the script ran.",
	});
	const isGovCloud = page.getByRole("checkbox", { name: "AWS GovCloud account" });
	await isGovCloud.check();
	await isGovCloud.uncheck();
	await expect(page.getByRole("button", { name: "Continue" })).toBeDisabled();
	scripts.resolve();
	await expectTyped(page, { Identifier: `early_${accountId}` });
	await wizard.continue();
	await wizard.onStep("Cost and Usage Report");
	await page.getByRole("link", { name: "Back", exact: true }).click();
	await expectTyped(page, {
		"Connector name": `early ${accountId}`,
		"AWS account ID": accountId,
		Description: "Typed before the script ran.",
	});
});

test("Save and exit keeps what is typed, though it could not be saved, and the set-up goes on there", async ({
	page,
	wizard,
	accountId,
}) => {
	await wizard.begin();
	const setup = page.url().replace(/\/overview$/, "");
	await wizard.overview({ name: `exit-${accountId}`, accountId });
	await wizard.onStep("Cost and Usage Report");
	await page.getByRole("radio", { name: /CUR 1\.0/ }).check();
	const typed = {
		"Cost and usage report name": "not/a/name",
		"Cost and usage S3 bucket name": "NOT-A-BUCKET",
	};
	await type(page, typed);
	await page.getByRole("button", { name: "Save and exit" }).click();
	await expect(page.getByRole("heading", { level: 1, name: "Connectors" })).toBeVisible();
	await page.goto(setup);
	await wizard.onStep("Cost and Usage Report");
	await expectTyped(page, typed);
	await expect(page.getByRole("radio", { name: /CUR 1\.0/ })).toBeChecked();
});

test("Back keeps what was typed and what was saved, on every step", async ({ page, wizard, accountId }) => {
	const back = page.getByRole("link", { name: "Back", exact: true });
	await wizard.begin();
	await wizard.overview({ name: `back-${accountId}`, accountId });
	await wizard.onStep("Cost and Usage Report");
	await type(page, { "Cost and usage report name": "half-a-report" });
	await back.click();
	await wizard.onStep("Overview");
	await expectTyped(page, { "Connector name": `back-${accountId}`, "AWS account ID": accountId });
	await wizard.continue();
	await wizard.onStep("Cost and Usage Report");
	await expectTyped(page, { "Cost and usage report name": "half-a-report" });
	await wizard.ownReport({ name: "whole-report", bucket: "whole-bucket" });
	await wizard.onStep("Choose requirements");
	const governance = page.getByRole("checkbox", { name: "Cloud Governance", exact: true });
	await governance.click();
	await expect(governance).toBeChecked();
	await type(page, { "Enforcement policies": "arn:aws:iam::1:policy/half" });
	await back.click();
	await wizard.onStep("Cost and Usage Report");
	await expectTyped(page, {
		"Cost and usage report name": "whole-report",
		"Cost and usage S3 bucket name": "whole-bucket",
	});
	await wizard.continue();
	await wizard.onStep("Choose requirements");
	await expect(page.getByRole("checkbox", { name: "Cloud Governance", exact: true })).toBeChecked();
	await expectTyped(page, { "Enforcement policies": "arn:aws:iam::1:policy/half" });
	// The page has come to rest once the focus is where a new step puts it.
	await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
	await page.getByRole("checkbox", { name: "Cloud Governance", exact: true }).uncheck();
	await wizard.continue();
	await wizard.onStep("Create cross-account role");
	await page.locator("summary").filter({ hasText: "More options" }).click();
	await type(page, { "Role name": "HalfARole" });
	await back.click();
	await wizard.onStep("Choose requirements");
	await wizard.continue();
	await wizard.onStep("Create cross-account role");
	await page.locator("summary").filter({ hasText: "More options" }).click();
	await expectTyped(page, { "Role name": "HalfARole" });
});

test("two people on one draft: the second is told, loses nothing, and can load what the first saved", async ({
	page,
	wizard,
	accountId,
}) => {
	await wizard.begin();
	const other = await page.context().newPage();
	await other.goto(page.url());
	await wizardOf(other).onStep("Overview");
	await wizard.overview({ name: `theirs-${accountId}`, accountId });
	await wizard.onStep("Cost and Usage Report");

	const mine = {
		"Connector name": `mine-${accountId}`,
		"AWS account ID": accountId,
		Description: "My words",
	};
	await type(other, mine);
	await wizardOf(other).continue();
	const notice = other.getByRole("main").getByRole("alert");
	await expect(notice).toContainText("Somebody saved this connector meanwhile");
	await expect(notice).toContainText("Nothing of theirs was overwritten");
	await expectTyped(other, mine);
	// What was typed is kept for them even now, should the tab be closed.
	await other.reload();
	await expectTyped(other, mine);

	await wizardOf(other).continue();
	await wizardOf(other).onStep("Cost and Usage Report");
	await type(page, {
		"Cost and usage report name": "costs",
		"Cost and usage S3 bucket name": "costs-bucket",
	});
	await wizard.continue();
	await expect(notice).toHaveCount(0);
	const late = page.getByRole("main").getByRole("alert");
	await expect(late).toContainText("Somebody saved this connector meanwhile");
	await expectTyped(page, { "Cost and usage report name": "costs" });
	await late.getByRole("button", { name: "Load their version" }).click();
	await expect(late).toHaveCount(0);
	await expectTyped(page, { "Cost and usage report name": "" });
	await page.goto(page.url().replace("cost-report", "overview"));
	await expectTyped(page, mine);
});

test("a link into a later step leads to the first one that is open, and to a done one as asked", async ({
	page,
	wizard,
	accountId,
}) => {
	await wizard.begin();
	const setup = page.url().replace(/\/overview$/, "");
	for (const step of ["cost-report", "features", "role", "test"]) {
		await page.goto(`${setup}/${step}`);
		await expect(page).toHaveURL(`${setup}/overview`);
	}
	await wizard.overview({ name: `deep-${accountId}`, accountId });
	await wizard.onStep("Cost and Usage Report");
	await page.goto(`${setup}/test`);
	await wizard.onStep("Cost and Usage Report");
	await page.goto(`${setup}/overview`);
	await wizard.onStep("Overview");
	await page.goto(`${setup}/nonsense`);
	await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Overview");
});

test("the first three steps are walked by the keyboard alone", async ({ page, wizard, accountId }) => {
	const focus = (role: "textbox" | "button" | "radio" | "checkbox" | "link", name: string | RegExp) =>
		tabTo(page, role, name);
	await page.goto("/connectors/new");
	await focus("button", "Connect an AWS account");
	await page.keyboard.press("Enter");
	await wizard.onStep("Overview");
	await focus("textbox", "Connector name");
	await page.keyboard.type(`keys-${accountId}`);
	await focus("textbox", "AWS account ID");
	await page.keyboard.type(accountId.slice(1));
	await page.keyboard.press("Enter");
	await expect(field(page, "AWS account ID")).toBeFocused();
	await page.keyboard.press("Home");
	await page.keyboard.type(accountId.slice(0, 1));
	await focus("button", "Continue");
	await page.keyboard.press("Enter");

	await wizard.onStep("Cost and Usage Report");
	await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
	await focus("textbox", "Cost and usage report name");
	await page.keyboard.type("costs");
	await focus("textbox", "Cost and usage S3 bucket name");
	await page.keyboard.type("costs-bucket");
	await page.keyboard.press("Enter");

	await wizard.onStep("Choose requirements");
	await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
	await focus("checkbox", "Resource Inventory Management");
	await page.keyboard.press("Space");
	// On focus too, what it is for and every permission is there to be read.
	await expect(page.getByText("Every permission, the riskiest first")).toBeVisible();
	await focus("button", "Continue");
	await page.keyboard.press("Space");
	await wizard.onStep("Create cross-account role");
	await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

/** Presses Tab until the focus is there: everything must be reached going forward, and nothing may hold it. */
async function tabTo(
	page: Page,
	role: "textbox" | "button" | "radio" | "checkbox" | "link",
	name: string | RegExp,
): Promise<void> {
	const target = page.getByRole(role, { name, exact: true });
	await expect(target).toBeVisible();
	for (let presses = 0; presses < 80; presses += 1) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press("Tab");
	}
	throw new Error(`Tab never reached ${role} ${String(name)}`);
}
