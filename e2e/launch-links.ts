import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** Makes a link on the page that is open; what the dialog shows this once. */
export async function makeLink(page: Page, note = ""): Promise<{ url: string; words: string }> {
	await page.getByRole("button", { name: "Send to somebody with AWS access" }).click();
	const asking = page.getByRole("dialog", { name: "Send to somebody with AWS access" });
	await asking.getByLabel("Note to the receiver").fill(note);
	await asking.getByRole("button", { name: "Make the link" }).click();
	const ready = page.getByRole("dialog", { name: "The link is ready" });
	const url = await ready.getByRole("textbox", { name: "Launch link" }).inputValue();
	const words = (await ready.getByText(/^\w+( · \w+)+$/).innerText()).trim();
	await expect(ready.getByRole("img", { name: "QR code of the launch link" })).toBeVisible();
	return { url, words };
}

/** Somebody else's browser: no session, no cookie. */
export async function receiver(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
	const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	return { context, page: await context.newPage() };
}

export async function showRequest(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await page.getByRole("button", { name: "Show the request" }).click();
	await expect(page.getByText(/asks you for something in AWS/)).toBeVisible({ timeout: 20_000 });
}
