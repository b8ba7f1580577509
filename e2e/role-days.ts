import type { Page } from "@playwright/test";
import { expectNothing } from "./axe.ts";
import { expect } from "./fixtures.ts";
import { invite, type Person } from "./person.ts";
import { testStepOf } from "./test-step.ts";
import { wizardOf } from "./wizard.ts";

/** A connector whose connection was tested. */
export type Tested = { readonly id: string; readonly name: string };

const nobodysButtons = ["Run checks again", "Pause checks…", "Send to somebody with AWS access"];
const nobodysLinks = ["Connect an account", "Continue set-up", "Offboard", "Change features"];

/** Nothing is offered that would be refused. */
async function expectNothingToPress(page: Page): Promise<void> {
	for (const name of nobodysButtons) await expect(page.getByRole("button", { name })).toHaveCount(0);
	for (const name of nobodysLinks) {
		await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
	}
}

const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" }).getByRole("link");
const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** Connects an account, passes its launch link on, tags it, and has it checked again. */
export async function operatorsDay({ page }: Person, accountId: string): Promise<Tested> {
	const wizard = wizardOf(page);
	const name = `day-${accountId}`;
	await page.goto("/");
	await expect(page.getByRole("link", { name: "Connect an account" })).toBeVisible();
	await wizard.begin();
	await wizard.overview({ name, accountId });
	await wizard.ownReport({ name: "reports", bucket: "reports-bucket" });
	await wizard.features("Resource Inventory Management");
	await wizard.onStep("Create cross-account role");
	const setup = page.url().replace(/\/role$/, "");
	const id = setup.split("/").at(-2) ?? "";

	await page.getByRole("button", { name: "Send to somebody with AWS access" }).click();
	await page.getByRole("button", { name: "Make the link" }).click();
	await expect(page.getByRole("textbox", { name: "Launch link" })).toHaveValue(/\/launch\/.+#.{40,}$/);
	await page.getByRole("button", { name: "I have copied it" }).click();
	await wizard.launch();
	await wizard.tested();
	await page.goto("/launch-links");
	await expect(page.getByRole("row", { name: new RegExp(name) })).toHaveCount(1);

	await page.goto(`/?q=${name}&cols=tags`);
	await page.getByRole("checkbox", { name: `Select ${name}` }).check();
	await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Add tag…" }).click();
	const dialog = page.getByRole("dialog", { name: "Add a tag to 1 connector" });
	await dialog.getByLabel("Tag key").fill("team");
	await dialog.getByLabel("Value").fill("payments");
	await dialog.getByRole("button", { name: "Add tag" }).click();
	await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("team: payments", {
		timeout: 30_000,
	});

	await page.goto(`${setup}/test`);
	await testStepOf(page).runAgain();
	await page.goto("/settings/limits");
	await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();
	return { id, name };
}

/** Reads everything, also what the role trusts and may do and who did what; changes nothing. */
export async function reviewersDay({ page }: Person, { id, name }: Tested): Promise<void> {
	await page.goto(`/connectors/${id}`);
	await expect(title(page)).toContainText(name);
	await expectNothingToPress(page);
	for (const card of ["Permissions", "Who can assume the role", "Audit trail"]) {
		await expect(page.getByRole("heading", { name: card, exact: true })).toBeVisible();
	}
	await expect(page.getByRole("list", { name: "Only if" }).first()).toBeVisible();
	await expectNothing(page, ["light"]);

	await page.goto(`/audit?about=${id}`);
	await expect(page.getByRole("list").getByText("Draft created")).toHaveCount(1);
	await expect(page.getByRole("link", { name: /^Export|^Send to a webhook/ })).toHaveCount(0);
	await page.goto("/settings");
	await expect(
		page.getByText("An administrator of this installation can change this.").first(),
	).toBeVisible();
	await expect(page.getByLabel("Harness account ID")).toBeDisabled();
	await expect(page.getByRole("button", { name: "Check again" })).toHaveCount(0);
	await page.goto("/incidents");
	await expect(page.getByRole("button", { name: "Announce maintenance" })).toHaveCount(0);
}

/** Sees how things are, and neither how a role is guarded nor who did what. */
export async function viewersDay({ page, request }: Person, { id, name }: Tested): Promise<void> {
	await page.goto(`/?q=${name}`);
	await expect(page.getByRole("row", { name: new RegExp(name) })).toBeVisible();
	await expectNothingToPress(page);
	await expect(page.getByRole("checkbox", { name: /^Select/ })).toHaveCount(0);
	await expect(navigation(page)).toHaveText([/^Connectors/, /^Organizations/, /^Incidents/, /^Permissions/]);
	await expectNothing(page, ["light"]);

	await page.goto(`/connectors/${id}`);
	await expect(title(page)).toContainText(name);
	await expectNothingToPress(page);
	for (const card of ["Permissions", "Who can assume the role", "Audit trail"]) {
		await expect(page.getByRole("heading", { name: card, exact: true })).toHaveCount(0);
	}
	expect(await page.content()).not.toMatch(/sts:ExternalId/i);
	await expectNothing(page, ["light"]);
	const checks = await (await request.get(`/api/live/connectors/${id}/checks`)).json();
	expect(checks.rows.length).toBeGreaterThan(5);
	for (const row of checks.rows) expect(row, row.checkId).toMatchObject({ details: {}, requestId: null });

	await page.goto("/settings");
	await expect(title(page)).toHaveText("Your role does not allow this page");
	await expectNothing(page, ["light"]);
}

/** Invites, hands a key out and takes it back, changes a limit, and reads all of it in the audit log. */
export async function administratorsDay(administrator: Person, stamp: string): Promise<void> {
	const { page } = administrator;
	const began = new Date().toISOString();
	const email = `guest-${stamp}@rolebridge.example`;
	await invite(page, { email, role: "viewer" });

	const key = `Day ${stamp}`;
	await page.goto("/settings/api-keys");
	await page.getByRole("button", { name: "New API key" }).click();
	await page.getByLabel("Name").fill(key);
	await page.getByRole("button", { name: "Create key" }).click();
	const secret = await page.getByLabel("API key", { exact: true }).inputValue();
	await page.getByRole("button", { name: "I have copied it" }).click();
	await page.getByRole("button", { name: `Revoke ${key}` }).click();
	await page.getByRole("button", { name: "Revoke key" }).click();
	await expect(page.getByRole("row", { name: new RegExp(key) })).toContainText("Revoked");

	await page.goto("/settings/limits");
	const limit = page.getByLabel("STS requests per second");
	const before = await limit.inputValue();
	for (const value of [before === "240" ? "241" : "240", before]) {
		await limit.fill(value);
		await page.getByRole("button", { name: "Save" }).click();
		await expect(page.getByText("Limits saved.").first()).toBeVisible();
		await page.reload();
		await expect(limit).toHaveValue(value);
	}
	await readsItInTheAuditLog(administrator, { began, email, key, secret });
}

type Done = { readonly began: string; readonly email: string; readonly key: string; readonly secret: string };

async function readsItInTheAuditLog({ page, request }: Person, { began, email, key, secret }: Done) {
	const written = [
		{ action: "invitation.created", words: "Invitation made", q: email, times: 1 },
		{ action: "api-key.created", words: "API key created", q: key, times: 1 },
		{ action: "api-key.revoked", words: "API key revoked", q: key, times: 1 },
		{ action: "settings.limits.saved", words: "Limits saved", q: "", times: 2 },
	];
	for (const { action, words, q } of written) {
		await page.goto(`/audit?${new URLSearchParams({ action, q })}`);
		await expect(page.getByRole("list").getByText(words).first()).toBeVisible();
	}
	await page.goto("/audit");
	const href = (await page.getByRole("link", { name: "Export JSON" }).getAttribute("href")) ?? "";
	const text = await (await request.get(href)).text();
	expect(text).not.toContain(secret);
	const entries: readonly { action: string; at: string; details: object }[] = JSON.parse(text);
	for (const { action, q, times } of written) {
		const found = entries.filter(
			(entry) => entry.action === action && entry.at >= began && JSON.stringify(entry.details).includes(q),
		);
		expect(found, action).toHaveLength(times);
	}
}
