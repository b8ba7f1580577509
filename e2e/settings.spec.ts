import { expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { isSignedBy, startReceiver } from "./webhook-receiver.ts";

test.describe("Settings", () => {
	test("limits beyond what AWS allows are refused at the field; good ones are kept", async ({ page }) => {
		await page.goto("/settings/limits");
		const requests = page.getByLabel("STS requests per second");
		const before = await requests.inputValue();
		await requests.fill("6000");
		await page.getByRole("button", { name: "Save" }).click();
		await expect(requests).toHaveAttribute("aria-invalid", "true");
		await requests.fill("250");
		await page.getByRole("button", { name: "Save" }).click();
		await expect(page.getByText("Limits saved.")).toBeVisible();
		await page.reload();
		await expect(requests).toHaveValue("250");
		await requests.fill(before);
		await page.getByRole("button", { name: "Save" }).click();
		await expect(page.getByText("Limits saved.")).toBeVisible();
	});

	test("a webhook to the cloud's metadata address is refused; one of ours is signed, tested and deleted", async ({
		page,
	}) => {
		const receiver = await startReceiver("/hook");
		const name = `Receiver ${Date.now()}`;
		await page.goto("/settings/notifications/new");
		await page.getByLabel("Name", { exact: true }).fill(name);
		const url = page.getByLabel("Webhook URL");
		await url.fill("https://169.254.169.254/latest/meta-data");
		await page.getByRole("button", { name: "Add channel" }).click();
		await expect(url).toHaveAttribute("aria-invalid", "true");
		await url.fill(receiver.url);
		await page.getByRole("button", { name: "Add channel" }).click();
		const key = await page.getByLabel("Signing key").inputValue();
		await page.goto("/settings/notifications");
		await page.getByRole("link", { name }).click();
		await page.getByRole("button", { name: "Send a test message" }).click();
		await expect(page.getByText("The receiver took the message")).toBeVisible();
		await expectNothing(page, ["light"]);
		const [message] = receiver.received;
		expect(message !== undefined && isSignedBy(key, message)).toBe(true);
		expect(message !== undefined && isSignedBy(`${key}x`, message)).toBe(false);
		await page.getByRole("button", { name: "Delete" }).first().click();
		await page
			.getByRole("dialog")
			.getByRole("button", { name: /^Delete/ })
			.click();
		await expect(page.getByRole("link", { name })).toBeHidden();
		receiver.close();
	});
});
