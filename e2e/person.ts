import {
	type APIRequestContext,
	type Browser,
	type BrowserContext,
	expect,
	type Page,
} from "@playwright/test";
import type { Role } from "../lib/domain/access.ts";
import { ROLE_INFO } from "../lib/domain/people.ts";
import { ADMINISTRATOR } from "./fixtures.ts";

/** Somebody with a browser of their own. */
export type Person = {
	readonly context: BrowserContext;
	readonly page: Page;
	readonly request: APIRequestContext;
};

type NewPerson = {
	readonly email: string;
	readonly role: Role;
	/** Limits them to connectors that bear it. */
	readonly tag?: { readonly key: string; readonly value: string };
};

/** Of everybody that newPerson() makes. */
export const PERSON_PASSWORD = "lantern-orbit-mosaic-72";

/** The administrator with a session of this moment: whom we trust may be changed at once. */
export async function administratorIn(browser: Browser, baseURL: string): Promise<Person> {
	const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
	const page = await context.newPage();
	await page.goto("/sign-in");
	await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
	await page.getByLabel("Password").fill(ADMINISTRATOR.password);
	await page.getByRole("button", { name: "Sign in", exact: true }).click();
	await arrived(page);
	return { context, page, request: context.request };
}

/** Invites somebody and accepts in their place, in a browser of their own. */
export async function newPerson(browser: Browser, administrator: Person, wanted: NewPerson): Promise<Person> {
	const link = await invite(administrator.page, wanted);
	const baseURL = new URL(administrator.page.url()).origin;
	const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
	const page = await context.newPage();
	await page.goto(link);
	await page.getByRole("button", { name: "Open the invitation" }).click();
	await page.getByLabel("Your name").fill(`${ROLE_INFO[wanted.role].label} of the tests`);
	await page.getByLabel("Choose a password").fill(PERSON_PASSWORD);
	await page.getByRole("button", { name: "Accept the invitation" }).click();
	await arrived(page);
	return { context, page, request: context.request };
}

/** On the dashboard, whether there are connectors yet or not. */
async function arrived(page: Page): Promise<void> {
	await expect(page.getByRole("heading", { level: 1, name: "Connectors" })).toBeVisible({ timeout: 30_000 });
}

/** Makes an invitation; its link. */
export async function invite(page: Page, { email, role, tag }: NewPerson): Promise<string> {
	await page.goto("/settings/people/invite");
	await page.getByLabel("E-mail address").fill(email);
	await page.getByRole("radio", { name: new RegExp(`^${ROLE_INFO[role].label}`) }).check();
	if (tag !== undefined) {
		await page.getByRole("radio", { name: /^Only some connectors/ }).check();
		await page.getByRole("button", { name: "Add tag" }).click();
		await page.getByLabel("Key 1").fill(tag.key);
		await page.getByLabel("Value 1").fill(tag.value);
	}
	await page.getByRole("button", { name: "Invite", exact: true }).click();
	return page.getByRole("textbox", { name: "Invitation link" }).inputValue();
}
