import { expect, type Page } from "@playwright/test";

export type GuideValues = ReadonlyMap<string, string>;

/** The values of the console guide that is open, by the label that stands before each. */
export async function guideValues(page: Page): Promise<GuideValues> {
	const rows = page.getByRole("tabpanel", { name: "Console guide" }).locator("dl > div");
	const pairs = await rows.evaluateAll((found) =>
		found.map((row): [string, string] => {
			const value = row.querySelector("dd > :first-child")?.textContent ?? "";
			return [row.querySelector("dt")?.textContent ?? "", value === "Leave it empty" ? "" : value];
		}),
	);
	return new Map(pairs);
}

/** Those of the guide that are no parameters of the template. */
const OTHERS = [
	"Account",
	"Amazon S3 URL",
	"StackSet name",
	"AWS OU ID",
	"Region",
	"Maximum concurrent accounts - percent",
	"Failure tolerance - percent",
];

/** Walks the console's form for a new stack set as the guide says. */
export async function createStackSet(
	console: Page,
	values: GuideValues,
	managementAccountId: string,
): Promise<void> {
	const field = (label: string) => console.getByLabel(label, { exact: true });
	const told = (label: string) => values.get(label) ?? "";
	await expect(console.getByRole("heading", { level: 1, name: "Create StackSet" })).toBeVisible();
	await field("Management account").fill(managementAccountId);
	await field("Service-managed permissions").check();
	await field("Template URL").fill(told("Amazon S3 URL"));
	await console.getByRole("button", { name: "Load template" }).click();
	await field("StackSet name").fill(told("StackSet name"));
	await expect(field("ExternalId")).toBeVisible();
	for (const [label, value] of values) {
		if (!OTHERS.includes(label)) await setParameter(console, label, value);
	}
	await field("Active").check();
	await field("I acknowledge that this StackSet might create IAM resources with custom names.").check();
	await field("Deploy to organizational units (OUs)").check();
	await field("OU IDs").fill(told("AWS OU ID"));
	await field("Enabled").check();
	await field("Delete stacks").check();
	await field("Specify regions").selectOption(told("Region"));
	await field("Maximum concurrent accounts (percent)").fill(told("Maximum concurrent accounts - percent"));
	await field("Failure tolerance (percent)").fill(told("Failure tolerance - percent"));
	await field("Sequential").check();
	await console.getByRole("button", { name: "Submit" }).click();
	await expect(console.getByRole("heading", { level: 1, name: told("StackSet name") })).toBeVisible();
}

async function setParameter(console: Page, label: string, value: string): Promise<void> {
	const field = console.locator("#set-parameters").getByLabel(label, { exact: true });
	const isChoice = await field.evaluate((element) => element.tagName === "SELECT");
	await (isChoice ? field.selectOption(value) : field.fill(value));
}
