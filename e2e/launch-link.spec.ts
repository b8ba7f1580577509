import type { Page, Request } from "@playwright/test";
import { createStack, stackIsOver } from "./aws-console.ts";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { makeLink, receiver, showRequest } from "./launch-links.ts";

test.describe.configure({ timeout: 300_000 });

const connectorIn = (page: Page) => /connectors\/([^/]+)/.exec(page.url())?.[1] ?? "";

/** A connector whose role is still to be made, at the step that makes it. */
async function atRoleStep(
	wizard: Parameters<Parameters<typeof test>[2]>[0]["wizard"],
	name: string,
	accountId: string,
): Promise<void> {
	await wizard.begin();
	await wizard.overview({ name, accountId });
	await wizard.ownReport({ name: "reports", bucket: "reports-bucket" });
	await wizard.features("Resource Inventory Management", "Optimization by AutoStopping");
	await wizard.onStep("Create cross-account role");
}

test("somebody without an account reads the request, makes the stack, and both sides see it proven", async ({
	page,
	wizard,
	browser,
	accountId,
}) => {
	await atRoleStep(wizard, `link-${accountId.slice(-6)}`, accountId);
	const { url, words } = await makeLink(page, "Hello Jo, <b>as agreed</b>.\nThank you.");
	const secret = url.split("#")[1] ?? "";
	expect(secret.length).toBeGreaterThan(40);
	await expectNothing(page);
	await page.getByRole("button", { name: "I have copied it" }).click();
	// The role step goes on by itself when the role answers; the connector's page stays.
	await page.goto(`/connectors/${connectorIn(page)}`);
	const row = page.getByRole("list", { name: "Launch links" }).getByRole("listitem");
	await expect(row).toContainText("Not opened yet");

	const jo = await receiver(browser);
	const asked: Request[] = [];
	jo.context.on("request", (request) => asked.push(request));
	await jo.page.goto(url);
	await expect(jo.page.getByRole("heading", { name: "Somebody has sent you a request" })).toBeVisible();
	expect(await jo.page.content()).not.toContain(accountId);
	await expectNothing(jo.page);
	await expectNoSidewaysScroll(jo.page);
	await expect(row).toContainText("Not opened yet");

	await showRequest(jo.page, url);
	expect(new URL(jo.page.url()).hash).toBe("");
	await expect(jo.page.getByText(words)).toBeVisible();
	await expect(jo.page.getByText("<b>as agreed</b>")).toBeVisible();
	await expect(jo.page.getByRole("heading", { level: 1 })).toBeFocused();
	await jo.page.getByText("Stop and start servers", { exact: false }).first().click();
	await expect(jo.page.getByText("In the wrong hands:").filter({ visible: true }).first()).toBeVisible();
	await expectNothing(jo.page);
	await expectNoSidewaysScroll(jo.page);
	await expect(row).toContainText("Opened", { timeout: 15_000 });
	for (const request of asked) {
		const seen = [request.url(), JSON.stringify(await request.allHeaders())].join(" ");
		expect(seen, `${request.method()} ${request.url()}`).not.toContain(secret);
	}

	const opened = jo.context.waitForEvent("page");
	await jo.page.getByRole("link", { name: "Open in the AWS console" }).click();
	const console = await opened;
	await createStack(console);
	await stackIsOver(console);
	await console.close();
	await expect(jo.page.getByText("Role found")).toBeVisible();
	await expect(jo.page.getByText("Done, and proven")).toBeVisible({ timeout: 200_000 });
	await expect(row).toContainText("Done", { timeout: 15_000 });
	await expect(jo.page.getByText("How to undo it")).toBeVisible();
	await expectNothing(jo.page);

	await jo.page.getByRole("link", { name: /Approval pack/ }).click();
	await expect(jo.page.getByRole("heading", { name: "Exact documents" })).toBeVisible();
	await expectNothing(jo.page);
	await expectNoSidewaysScroll(jo.page);
	await jo.context.close();

	const late = await receiver(browser);
	await late.page.goto(url);
	await late.page.getByRole("button", { name: "Show the request" }).click();
	await expect(late.page.getByText("This link opens nothing")).toBeVisible();
	await late.context.close();
});

test("less is offered and taken with one press; another link is declined with a word; a third is revoked", async ({
	page,
	wizard,
	browser,
	accountId,
}) => {
	await atRoleStep(wizard, `less-${accountId.slice(-6)}`, accountId);
	const connectorId = connectorIn(page);
	const first = await makeLink(page);
	await page.getByRole("button", { name: "I have copied it" }).click();

	const jo = await receiver(browser);
	await showRequest(jo.page, first.url);
	await jo.page.getByRole("button", { name: "Agree to less…" }).click();
	const offering = jo.page.getByRole("dialog", { name: "Agree to less" });
	await offering.getByRole("checkbox", { name: /Stop and start/ }).uncheck();
	await expectNothing(jo.page);
	await offering.getByRole("button", { name: "Send the offer" }).click();
	await expect(jo.page.getByText("You offered it without Optimization by AutoStopping")).toBeVisible();

	await page.goto(`/connectors/${connectorId}`);
	const links = page.getByRole("list", { name: "Launch links" });
	await expect(links).toContainText("They would agree without Optimization by AutoStopping");
	await expectNothing(page);
	await links.getByRole("button", { name: "Take the offer" }).click();
	await expect(jo.page.getByText(/took your offer/)).toBeVisible({ timeout: 20_000 });
	await expect(jo.page.getByText("Stop and start", { exact: false })).toHaveCount(0);
	await expect(jo.page.getByText(first.words)).toHaveCount(0);

	await jo.page.getByRole("button", { name: "Decline…" }).click();
	const declining = jo.page.getByRole("dialog", { name: "Decline this request?" });
	await declining.getByLabel(/Why/).fill("Not my account.");
	await declining.getByRole("button", { name: "Decline", exact: true }).click();
	await expect(jo.page.getByRole("heading", { name: "You declined this request" })).toBeVisible();
	await expect(links).toContainText("They say: “Not my account.”", { timeout: 20_000 });

	const second = await makeLink(page);
	await page.getByRole("button", { name: "I have copied it" }).click();
	await showRequest(jo.page, second.url);
	await links.getByRole("button", { name: "Revoke…" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
	await expect(jo.page.getByRole("heading", { name: "This request has ended" })).toBeVisible({
		timeout: 20_000,
	});
	// From the same page only the fragment would change, and nothing be loaded.
	await jo.page.goto("about:blank");
	await jo.page.goto(second.url);
	await jo.page.getByRole("button", { name: "Show the request" }).click();
	await expect(jo.page.getByText("This link opens nothing")).toBeVisible();
	await jo.context.close();

	await page.goto("/launch-links");
	await expect(page.getByRole("row", { name: new RegExp(`less-${accountId.slice(-6)}`) })).toHaveCount(2);
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
});
