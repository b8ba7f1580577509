import { expect, type Locator, type Page } from "@playwright/test";
import type { CoverageStage } from "../lib/domain/rollout.ts";

type Names = { readonly name: string; readonly managementAccountId: string };

const TITLES = {
	expected: "Expected",
	deployed: "Deployed",
	answering: "Role answering",
	verified: "Verified",
	registered: "Registered",
	healthy: "Healthy",
} as const satisfies Record<CoverageStage, string>;

/** A rollout as a person uses it: by labels and button names only. */
export function rolloutOf(page: Page) {
	const button = (name: string | RegExp) =>
		page.getByRole("button", { name, ...(typeof name === "string" && { exact: true }) });
	const heading = (name: string) => page.getByRole("heading", { level: 1, name, exact: true });
	const onStep = (title: string) => expect(heading(title)).toBeVisible({ timeout: 20_000 });
	const id = () => /organizations\/([a-z2-7]+)/.exec(page.url())?.[1] ?? "";
	const feature = (legend: string, title: string) =>
		page.getByRole("group", { name: legend }).getByRole("checkbox", { name: title, exact: true });

	return {
		id,
		onStep,
		button,

		async begin(kind: "organization" | "list") {
			await page.goto("/organizations/new");
			await button(kind === "list" ? "Connect a list of accounts" : "Connect an organization").click();
			await onStep(kind === "list" ? "Accounts" : "Organization");
		},

		async organization({ name, managementAccountId }: Names) {
			await page.getByLabel("Name of this rollout").fill(name);
			await page.getByLabel("Management account ID").fill(managementAccountId);
			await button("Continue").click();
			await onStep("Features");
		},

		memberFeature: (title: string) => feature("Features of every account", title),
		exceptionFeature: (number: number, title: string) => feature(`Features of exception ${number}`, title),

		async payerReport(report: { readonly name: string; readonly bucket: string }) {
			await page.getByRole("radio", { name: /^It has a report/ }).check();
			await page.getByLabel("Cost and usage report name").fill(report.name);
			await page.getByLabel("Cost and usage S3 bucket name").fill(report.bucket);
		},

		withoutPayer: () =>
			page.getByRole("checkbox", { name: "Connect the management account too", exact: true }).uncheck(),

		async toLaunch() {
			await button("Continue").click();
			await onStep("Launch");
		},

		/** One wave a line. A list needs no saying: its ways are there at once. */
		async showWays(waves: string) {
			await page.getByLabel("Root or organizational units").fill(waves);
			await button("Show the ways to launch").click();
			await this.waysAreShown();
		},

		waysAreShown: () =>
			expect(page.getByRole("tablist", { name: "How to launch" })).toBeVisible({ timeout: 20_000 }),

		/** From the launch step to the page that watches. */
		async watch(name: string) {
			await button(/^(Watch it|I have launched it)$/).click();
			await onStep(name);
		},

		async open(rolloutId: string, part: "" | "accounts" | "register" | "autostopping" | "files" = "") {
			await page.goto(`/organizations/${rolloutId}${part === "" ? "" : `/${part}`}`);
		},

		/** The number of one stage of the watch page. */
		coverage(stage: CoverageStage): Locator {
			const item = page
				.getByRole("list", { name: "Coverage" })
				.getByRole("listitem")
				.filter({ has: page.getByText(TITLES[stage], { exact: true }) });
			return item.locator("p").nth(1);
		},

		async covers(stage: CoverageStage, count: number, timeout: number) {
			await expect(this.coverage(stage)).toHaveText(String(count), { timeout });
		},

		/** The row of the problems that such words describe. */
		problem: (words: string | RegExp) =>
			page
				.getByRole("listitem")
				.filter({ has: page.getByRole("link", { name: /^Show (it|them)$/ }) })
				.filter({ hasText: words }),

		async plan() {
			await button(/^Make a (new )?plan$/).click();
			await expect(page.getByRole("list", { name: "What would be done" })).toBeVisible({ timeout: 60_000 });
		},

		planned: (action: string) =>
			page
				.getByRole("list", { name: "What would be done" })
				.getByRole("button")
				.filter({ hasText: new RegExp(`^${action}`) })
				.locator("span")
				.nth(1),

		async register(count: number, timeout: number) {
			await button(`Register ${count} accounts`).click();
			await expect(page.getByText(new RegExp(`${count} of ${count} registered`)).first()).toBeVisible({
				timeout,
			});
		},
	};
}
