import { createHmac } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { administratorIn, newPerson, PERSON_PASSWORD, type Person } from "./person.ts";

test.use({ storageState: { cookies: [], origins: [] } });

/** Nobody else's: whoever has a second factor is asked for it by everything that changes whom we trust. */
async function somebody(browser: Browser, baseURL: string, email: string): Promise<Person> {
	const administrator = await administratorIn(browser, baseURL);
	const person = await newPerson(browser, administrator, { email, role: "viewer" });
	await administrator.context.close();
	return person;
}

async function typePassword(page: Page, email: string): Promise<void> {
	await page.goto("/sign-in");
	await page.getByLabel("E-mail").fill(email);
	await page.getByLabel("Password").fill(PERSON_PASSWORD);
	await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const home = (page: Page) => page.getByRole("heading", { level: 1, name: "Connectors" });

/** What an authenticator app shows now, or so many half minutes later. */
function codeOf(key: string, step = 0): string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
	const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
	const hash = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
	const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff;
	return String(number % 1_000_000).padStart(6, "0");
}

test("an authenticator app, its backup codes, and where one is signed in", async ({
	browser,
	baseURL,
	accountId,
}) => {
	const email = `app-${accountId}@rolebridge.test`;
	const { page, context } = await somebody(browser, baseURL ?? "", email);
	await page.goto("/account");
	await expectNothing(page);
	await expectNoSidewaysScroll(page);

	await page.getByRole("button", { name: "Set up an app" }).click();
	const setUp = page.getByRole("dialog", { name: "Set up an authenticator app" });
	await expect(setUp.getByRole("img", { name: "The key for your authenticator app" })).toBeVisible();
	await expectNothing(page);
	await setUp.getByText("Type the key instead").click();
	const key = await setUp.getByRole("textbox", { name: "Key" }).inputValue();
	await setUp.getByLabel("Code").fill("12 34");
	await setUp.getByRole("button", { name: "Turn it on" }).click();
	await expect(setUp.getByText("This code is not right.")).toBeVisible();
	// The next one, so that it is still in its time when it is tried again.
	const used = codeOf(key, 1);
	await setUp.getByLabel("Code").fill(used);
	await setUp.getByRole("button", { name: "Turn it on" }).click();
	const kept = page.getByRole("dialog", { name: "Keep your backup codes" });
	const backupCode = (await kept.locator("code").innerText()).split("\n")[0] ?? "";
	await kept.getByRole("button", { name: "I have kept them" }).click();
	await expect(page.getByText("10 backup codes are left.")).toBeVisible();

	const elsewhere = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
	const other = await elsewhere.newPage();
	await typePassword(other, email);
	await expect(other.getByText("The password is right.")).toBeVisible();
	await expectNothing(other);
	await other.getByLabel("Code").fill(used);
	await other.getByRole("button", { name: "Sign in" }).click();
	await expect(other.getByText("This code was used already.")).toBeVisible();
	await other.getByLabel("Code").fill(backupCode);
	await other.getByRole("button", { name: "Sign in" }).click();
	await expect(home(other)).toBeVisible();

	await page.reload();
	await expect(page.getByText("9 backup codes are left.")).toBeVisible();
	const others = page
		.getByRole("list", { name: "Sessions" })
		.getByRole("listitem")
		.filter({ hasNotText: "This one" });
	await others
		.filter({ hasText: "with password and code" })
		.first()
		.getByRole("button", { name: "Sign out" })
		.click();
	await other.goto("/account");
	await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
	await elsewhere.close();

	await page.getByRole("button", { name: "Remove" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
	await expect(page.getByText("Not set up")).toBeVisible();
	await context.close();
});

test("a passkey signs in without a password, and confirms who one is", async ({
	browser,
	baseURL,
	accountId,
}) => {
	const { page, context } = await somebody(browser, baseURL ?? "", `passkey-${accountId}@rolebridge.test`);
	const devtools = await context.newCDPSession(page);
	await devtools.send("WebAuthn.enable");
	await devtools.send("WebAuthn.addVirtualAuthenticator", {
		options: {
			protocol: "ctap2",
			transport: "internal",
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true,
		},
	});
	await page.goto("/account");
	await page.getByRole("button", { name: "Add a passkey" }).click();
	const passkeys = page.getByRole("list", { name: "Passkeys" }).getByRole("listitem");
	await expect(passkeys).toHaveCount(1);
	await expectNothing(page);

	await passkeys.getByRole("button", { name: "Rename" }).click();
	const naming = page.getByRole("dialog", { name: "Rename the passkey" });
	await naming.getByRole("textbox", { name: "Name" }).fill("Red key");
	await expectNothing(page);
	await naming.getByRole("button", { name: "Save" }).click();
	await expect(passkeys).toContainText("Red key");

	// By password alone nothing that guards the account is taken away any more: the passkey is asked for.
	await passkeys.getByRole("button", { name: "Remove" }).click();
	await page
		.getByRole("dialog", { name: /^Remove the passkey/ })
		.getByRole("button", { name: "Remove" })
		.click();
	const confirm = page.getByRole("dialog", { name: "Confirm that it is you" });
	await expect(confirm.getByRole("button", { name: "Use a passkey" })).toBeVisible();
	await expectNothing(page);
	await confirm.getByRole("button", { name: "Cancel" }).click();
	await expect(page.getByText("Confirm that it is you")).toBeVisible();
	await expect(passkeys).toHaveCount(1);

	await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
	await page.getByRole("button", { name: "Use a passkey" }).click();
	await expect(home(page)).toBeVisible();
	await page.goto("/account");
	const session = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
	await expect(session.filter({ hasText: "This one" })).toContainText("with a passkey");
	await passkeys.getByRole("button", { name: "Remove" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
	await expect(passkeys).toHaveCount(0);
	await context.close();
});

test("who forgot the password, and who came with half a link, are told what to do", async ({ page }) => {
	await page.goto("/sign-in");
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await page.getByRole("link", { name: "Forgot your password?" }).click();
	await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await page.goto("/reset-password");
	await page.getByLabel("New password", { exact: true }).fill("seven-quiet-otters-swim");
	await page.getByLabel("New password again").fill("seven-quiet-otters-swim");
	await page.getByRole("button", { name: "Change password" }).click();
	await expect(page.getByRole("alert").filter({ hasText: "part of it is missing" })).toBeVisible();
	await page.goto("/reset-password#made-up-secret");
	await page.getByLabel("New password", { exact: true }).fill("seven-quiet-otters-swim");
	await page.getByLabel("New password again").fill("seven-quiet-otters-swim");
	await page.getByRole("button", { name: "Change password" }).click();
	await expect(page.getByRole("alert").filter({ hasText: "Ask for a new one" })).toBeVisible();
	await expectNothing(page);
});
