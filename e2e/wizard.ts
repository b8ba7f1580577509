import { expect, type Page } from "@playwright/test";

type Overview = { readonly name: string; readonly accountId: string; readonly isGovCloud?: boolean };

/** The wizard as a person uses it: by labels and button names only. */
export function wizardOf(page: Page) {
	const button = (name: string) => page.getByRole("button", { name, exact: true });
	const onStep = (title: string) =>
		expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible({ timeout: 20_000 });

	return {
		onStep,

		async begin() {
			await page.goto("/connectors/new");
			await page.getByRole("button", { name: /Connect an AWS account|Start/ }).click();
			await onStep("Overview");
		},

		async overview({ name, accountId, isGovCloud = false }: Overview) {
			await page.getByLabel("Connector name").fill(name);
			await page.getByLabel("AWS account ID").fill(accountId);
			if (isGovCloud) await page.getByRole("checkbox", { name: "AWS GovCloud account" }).check();
			await button("Continue").click();
		},

		async ownReport(report: { name: string; bucket: string; type?: "CUR 1.0" | "CUR 2.0" }) {
			await onStep("Cost and Usage Report");
			if (report.type === "CUR 1.0") await page.getByRole("radio", { name: /CUR 1\.0/ }).check();
			await page.getByLabel("Cost and usage report name").fill(report.name);
			await page.getByLabel("Cost and usage S3 bucket name").fill(report.bucket);
			await button("Continue").click();
		},

		async features(...titles: readonly string[]) {
			await onStep("Choose requirements");
			for (const title of titles) {
				const box = page.getByRole("checkbox", { name: title, exact: true });
				// In a page that was just built the tick shows a moment after the press.
				if (!(await box.isChecked())) await box.click();
				await expect(box).toBeChecked();
			}
			await button("Continue").click();
		},

		/** Presses the launch link and plays the account's administrator in the console that opens. */
		async launch(change?: (console: Page) => Promise<void>) {
			await onStep("Create cross-account role");
			const opened = page.context().waitForEvent("page");
			await page.getByRole("link", { name: "Launch template in AWS console" }).click();
			const console = await opened;
			await change?.(console);
			await console.getByLabel(/I acknowledge that AWS CloudFormation might create IAM resources/).check();
			await console.getByRole("button", { name: "Create stack" }).click();
			await expect(console.getByRole("status").first()).toContainText(/COMPLETE|FAILED/, { timeout: 20_000 });
			await console.close();
		},

		/** The verification that is under way has ended. */
		async tested() {
			await onStep("Connection test");
			await expect(page.getByRole("status").filter({ hasText: /^The checks are done/ })).toBeAttached({
				timeout: 45_000,
			});
		},

		/** Denials in the first minute are provisional: they are asked again before they count. */
		async proven() {
			await onStep("Connection test");
			await expect(button("Finish")).toBeEnabled({ timeout: 100_000 });
		},

		check: (name: string | RegExp) => page.getByRole("listitem").filter({ hasText: name }),
		continue: () => button("Continue").click(),
		finish: () => button("Finish").click(),
	};
}

export type Wizard = ReturnType<typeof wizardOf>;
