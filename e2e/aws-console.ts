import { expect, type Page } from "@playwright/test";

const ORIGIN = `http://127.0.0.1:${process.env.SANDBOX_AWS_PORT ?? 4566}`;
const IS_OVER = /_COMPLETE|_FAILED/;

/** A parameter's field in the sandbox's CloudFormation console. */
export const parameter = (console: Page, name: string) => console.getByLabel(name, { exact: true });

/** Presses the launch link of step 4; the page that it opens. */
export async function openConsole(page: Page): Promise<Page> {
	const opened = page.context().waitForEvent("page");
	await page.getByRole("link", { name: "Launch template in AWS console" }).click();
	return opened;
}

export async function createStack(console: Page): Promise<void> {
	await console.getByLabel(/I acknowledge that AWS CloudFormation might create IAM resources/).check();
	await console.getByRole("button", { name: "Create stack" }).click();
}

/** A stack with a stack within it asks for a second acknowledgement. */
export async function createNestedStack(console: Page): Promise<void> {
	await console.getByLabel(/CAPABILITY_AUTO_EXPAND/).check();
	await createStack(console);
}

export async function stackIsOver(console: Page): Promise<void> {
	await expect(console.getByRole("status").first()).toContainText(IS_OVER, { timeout: 20_000 });
}

export async function stackIsMade(console: Page, timeout = 20_000): Promise<void> {
	await expect(console.getByRole("status").first()).toContainText("CREATE_COMPLETE", { timeout });
}

/** What somebody does who updates the account's stack in the console, from its list of stacks on. */
export async function updateStack(
	page: Page,
	accountId: string,
	values: Readonly<Record<string, string>>,
): Promise<void> {
	const console = await page.context().newPage();
	await console.goto(`${ORIGIN}/console/cloudformation/home?region=us-east-1&account=${accountId}#/stacks`);
	await console.getByRole("link", { name: "harness-ce-iam-role-stack" }).click();
	await console.getByRole("link", { name: "Update stack" }).click();
	for (const [name, value] of Object.entries(values)) await parameter(console, name).fill(value);
	await console.getByLabel(/I acknowledge that AWS CloudFormation might create IAM resources/).check();
	await console.getByRole("button", { name: "Update stack" }).click();
	await expect(console.getByRole("status").first()).toContainText("UPDATE_COMPLETE", { timeout: 20_000 });
	await console.close();
}
