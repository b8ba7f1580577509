import { expect, type Page } from "@playwright/test";

type Overview = {
	readonly name: string;
	readonly accountId: string;
	readonly isGovCloud?: boolean;
	/** With both: the scope of a project. */
	readonly orgId?: string;
	readonly projectId?: string;
};

/** The platform connector's wizard as a person uses it: by labels and button names only. */
export function platformWizardOf(page: Page) {
	const button = (name: string) => page.getByRole("button", { name, exact: true });
	const onStep = (title: string) =>
		expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible({ timeout: 20_000 });

	return {
		onStep,

		async begin() {
			await page.goto("/connectors/new");
			await button("Add a platform connector").click();
			await onStep("Overview");
		},

		async overview({ name, accountId, isGovCloud = false, orgId, projectId }: Overview) {
			await page.getByLabel("Connector name").fill(name);
			await page.getByLabel("AWS account ID").fill(accountId);
			if (isGovCloud) await page.getByRole("checkbox", { name: "AWS GovCloud account" }).check();
			if (orgId !== undefined && projectId !== undefined) {
				await page.getByRole("radio", { name: "Project", exact: true }).check();
				await page.getByLabel("Organization identifier").fill(orgId);
				await page.getByLabel("Project identifier").fill(projectId);
			}
			await button("Continue").click();
		},

		way: (name: string) => page.getByRole("radio", { name, exact: true }).check(),

		async stsRole(arn: string, externalId?: string) {
			await page.getByRole("checkbox", { name: "Enable cross-account access (STS role)" }).check();
			await page.getByLabel("Role ARN", { exact: true }).fill(arn);
			if (externalId !== undefined) await page.getByLabel("External ID", { exact: true }).fill(externalId);
		},

		/** What the eksctl command is made from. */
		async serviceAccount() {
			await page.getByLabel("EKS cluster", { exact: true }).fill("production");
			await page.getByLabel("Namespace", { exact: true }).fill("harness-delegate-ng");
			await page.getByLabel("Service account", { exact: true }).fill("harness-delegate");
			await page.getByLabel("Policy ARN").fill("arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess");
		},

		/** With Harness's word, which is read and accepted. */
		async finish() {
			await onStep("Connection test");
			await button("Finish…").click();
			await button("Finish with Harness's word").click();
			await expect(page.getByRole("heading", { name: /is registered in Harness$/ })).toBeVisible({
				timeout: 30_000,
			});
		},

		/** Where there is nothing to save it is a link. */
		continue: () =>
			button("Continue")
				.or(page.getByRole("link", { name: "Continue", exact: true }))
				.click(),
	};
}
