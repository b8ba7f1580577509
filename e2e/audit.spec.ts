import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { isSignedBy, startReceiver } from "./webhook-receiver.ts";

test.describe("The audit log", () => {
	test("shows who did what, is searched, and leaves as a file that says so itself", async ({
		page,
		wizard,
	}) => {
		await wizard.begin();
		const id = /connectors\/([^/]+)\//.exec(page.url())?.[1] ?? "";

		await page.goto("/audit");
		await expect(page.getByText("chained by their hashes")).toBeVisible();
		await page.getByText("More conditions").click();
		await page.getByLabel("About").fill(id);
		await page.getByLabel("Action").selectOption("connector.created");
		await page.getByRole("button", { name: "Show" }).click();
		const entry = page.getByRole("list").getByText("Draft created");
		await expect(entry).toHaveCount(1);
		await entry.click();
		await expect(page.getByText(id).first()).toBeVisible();
		await expectNothing(page);
		await expectNoSidewaysScroll(page);

		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("link", { name: "Export JSON" }).click(),
		]);
		const entries = JSON.parse(await textOf(await download.createReadStream()));
		expect(entries).toHaveLength(1);
		expect(entries[0]).toMatchObject({ action: "connector.created", subject: id, outcome: "done" });
		expect(entries[0].hash).toMatch(/^[0-9a-f]{64}$/);

		await page.goto("/audit?action=audit.exported");
		await expect(page.getByRole("list").getByText("Audit log exported").first()).toBeVisible();
		await page.goto("/audit?q=there+is+no+such+thing");
		await expect(page.getByText("No entry matches")).toBeVisible();
	});

	test("goes to a webhook from its first entry on, signed and in order", async ({ page }) => {
		const receiver = await startReceiver("/audit");
		await page.goto("/audit/stream");
		await page.getByLabel("Webhook URL").fill(receiver.url);
		const replace = page.getByLabel("Replace the signing key");
		if (await replace.isVisible()) await replace.check();
		await page.getByRole("button", { name: "Save" }).click();
		const key = await page.getByLabel("Signing key", { exact: true }).inputValue();
		await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBeGreaterThan(0);
		const places = receiver.received.flatMap(({ body }) =>
			(JSON.parse(body).facts.events ?? []).map(({ seq }: { seq: number }) => seq),
		);
		expect(places).toEqual(places.map((_: number, index: number) => places[0] + index));
		for (const message of receiver.received) expect(isSignedBy(key, message)).toBe(true);
		expect(receiver.received.map(({ body }) => body).join("")).not.toContain(key);

		await expectNothing(page);
		await page.reload();
		await page.getByLabel("Switched on").uncheck();
		await page.getByRole("button", { name: "Save" }).click();
		await expect(page.getByText("Webhook saved.")).toBeVisible();
		receiver.close();
	});
});

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of stream) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces).toString();
}
