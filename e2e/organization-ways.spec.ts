import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import type { Page } from "@playwright/test";
import { SANDBOX_HARNESS_API_KEY } from "../lib/sandbox/harness/constants.ts";
import { administratorKeys } from "../lib/testing/sandbox-clients.ts";
import { createNestedStack, createStack, stackIsMade } from "./aws-console.ts";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expectReadable, type Files, takeForm, writeFiles } from "./export-files.ts";
import { expect, test } from "./fixtures.ts";
import { makeLink, receiver, showRequest } from "./launch-links.ts";
import { rolloutOf } from "./rollout.ts";
import { runStackCommand } from "./stack-commands.ts";
import { createStackSet, guideValues } from "./stack-sets-console.ts";

// What one test launches has its first minute, in which denials are provisional, while the next ones go on.
test.describe.configure({ mode: "serial", timeout: 240_000 });

const INVENTORY = "Resource Inventory Management";
const AUTO_STOPPING = "Optimization by AutoStopping";
const URL_OF_AWS = `http://127.0.0.1:${process.env.SANDBOX_AWS_PORT ?? 4566}`;

/** What later tests go on with. */
const launched = { list: "", guide: "" };
/** Of the list: by link, by file, by command. */
let listed: readonly string[] = [];

test("a list of accounts is pasted, put right by a file, and launched account by account", async ({
	page,
	accountId,
}) => {
	const rollout = rolloutOf(page);
	const name = `List ${accountId.slice(-6)}`;
	listed = [1, 2, 3].map((number) => `82${accountId.slice(-7)}00${number}`);
	const [byLink = "", byFile = "", byCommand = ""] = listed;
	const lines = [
		`${byLink}, "Zürich ""Lab""", Research, stage=prod`,
		`${byFile}, payments-\${prod}, Payments`,
		`${byCommand}, it's billing, Payments`,
	];

	await test.step("a line that cannot be read is named, and nothing is lost", async () => {
		await rollout.begin("list");
		await page.getByLabel("Name of this rollout").fill(name);
		const field = page.getByLabel("AWS accounts", { exact: true });
		const typed = [lines[0], `${byFile.slice(0, 11)}, too short`, lines[2]].join("\n");
		await field.fill(typed);
		await expect(page.getByText("2 accounts read, 1 line not.")).toBeVisible();
		await expect(page.getByText("Line 2:")).toBeVisible();
		await rollout.button("Continue").click();
		await rollout.onStep("Accounts");
		await expect(field).toHaveValue(typed);
		await expectNothing(page);
		await page.getByLabel("CSV file with accounts").setInputFiles({
			name: "accounts.csv",
			mimeType: "text/csv",
			buffer: Buffer.from(`account id,name,unit,tags\r\n${lines.join("\r\n")}\r\n`),
		});
		await expect(page.getByText("3 accounts read.")).toBeVisible();
		await expect(page.getByText(`AWSConnector_${byFile}`)).toBeVisible();
		await expect(page.getByText("3 accounts compared: no identifier meets another.")).toBeVisible({
			timeout: 20_000,
		});
		await rollout.button("Continue").click();
		await rollout.onStep("Features");
	});

	await test.step("one account is an exception by its tag", async () => {
		await expect(rollout.memberFeature(INVENTORY)).toBeChecked();
		await rollout.button("Add an exception").click();
		await page.getByRole("radio", { name: "With a tag" }).check();
		await page.getByLabel("Tag key").fill("stage");
		await page.getByLabel("Tag value").fill("prod");
		await rollout.exceptionFeature(1, AUTO_STOPPING).check();
		await expectNothing(page);
		await expectNoSidewaysScroll(page);
		await rollout.toLaunch();
		await rollout.waysAreShown();
	});
	launched.list = rollout.id();

	await test.step("by a link, by an exported file, and by a command", async () => {
		await page.goto(`/organizations/${launched.list}/files?format=cloudformation`);
		const files = await takeForm(page, "CloudFormation");
		await createByFile(byFile, files);
		await page.goBack();
		await rollout.waysAreShown();

		await page.getByRole("tab", { name: "AWS CLI" }).click();
		const rest = page.getByRole("region", { name: "2 accounts", exact: true });
		const command = rest.getByRole("region", { name: "AWS CLI command" });
		await runStackCommand(byCommand, (await command.textContent()) ?? "");

		await page.getByRole("tab", { name: "A link for each account" }).click();
		const exception = page.getByRole("region", { name: "1 account with the tag stage = prod" });
		const opened = page.context().waitForEvent("page");
		await exception.getByRole("link", { name: "Launch template in AWS console" }).click();
		const console = await opened;
		await console.getByLabel("AWS account", { exact: true }).fill(byLink);
		await createStack(console);
		await stackIsMade(console);
		await console.close();
		await expectNothing(page, ["light"]);
		await rollout.watch(name);
		await rollout.covers("expected", 3, 20_000);
	});
});

/** As the README of that export says, through the API that the command calls. */
async function createByFile(accountId: string, files: Files): Promise<void> {
	await expectReadable(files);
	const path = Object.keys(files).find((each) => each.endsWith(`/${accountId}.json`)) ?? "";
	const client = new CloudFormationClient({
		endpoint: URL_OF_AWS,
		region: path.split("/")[1] ?? "",
		credentials: await administratorKeys(URL_OF_AWS, accountId),
	});
	await client.send(new CreateStackCommand(JSON.parse(files[path] ?? "")));
}

test("the console's 16 steps are walked with the guide's values", async ({ page, sandbox, accountId }) => {
	const rollout = rolloutOf(page);
	const name = `Guide ${accountId.slice(-6)}`;
	const organization = await sandbox.putOrganization({
		account: accountId,
		firstAccount: `83${accountId.slice(-7)}000`,
		units: [
			{ name: "Workloads", accounts: 2, units: [{ name: "Production", accounts: 3 }] },
			{ name: "Elsewhere", accounts: 2 },
		],
	});
	const unit = organization.units.find((one) => one.name === "Workloads")?.id ?? "";
	await rollout.begin("organization");
	await rollout.organization({ name, managementAccountId: accountId });
	await rollout.memberFeature(AUTO_STOPPING).check();
	await rollout.withoutPayer();
	await rollout.toLaunch();
	await rollout.showWays(unit);
	launched.guide = rollout.id();

	await page.getByRole("tab", { name: "Console guide" }).click();
	const steps = page.getByRole("checkbox", { name: /^\d+\. / });
	await test.step("each step is done with its values, and ticked", async () => {
		await expect(steps).toHaveCount(16);
		await expectNothing(page);
		await expectNoSidewaysScroll(page);
		const values = await guideValues(page);
		const console = await opens(page, "Open in the AWS console");
		await createStackSet(console, values, accountId);
		// A page behind another is drawn seldom, and every press on it takes seconds.
		await console.close();
		for (const step of await steps.all()) await step.check();
		await expect(page.getByText("16 of 16")).toBeVisible();
	});
	await test.step("one more stack in the management account; the ticks outlive a reload", async () => {
		const console = await opens(page, "Open this stack in the AWS console");
		await createNestedStack(console);
		await stackIsMade(console);
		await console.close();
		await page.reload();
		await page.getByRole("tab", { name: "Console guide" }).click();
		await expect(page.getByText("16 of 16")).toBeVisible();
	});
	await test.step("the accounts of that unit are seen, and no others", async () => {
		await rollout.watch(name);
		await rollout.covers("deployed", 5, 60_000);
		await rollout.covers("expected", 5, 10_000);
	});
});

async function opens(page: Page, link: string): Promise<Page> {
	const opened = page.context().waitForEvent("page");
	await page.getByRole("tabpanel", { name: "Console guide" }).getByRole("link", { name: link }).click();
	return opened;
}

test("a launch link carries the organization to somebody without an account here", async ({
	page,
	sandbox,
	browser,
	accountId,
}) => {
	const rollout = rolloutOf(page);
	const organization = await sandbox.putOrganization({
		account: accountId,
		firstAccount: `84${accountId.slice(-7)}000`,
		units: [{ name: "Workloads", accounts: 3 }],
	});
	await rollout.begin("organization");
	await rollout.organization({ name: `Link ${accountId.slice(-6)}`, managementAccountId: accountId });
	await page.getByRole("radio", { name: /^None for now/ }).check();
	await rollout.toLaunch();
	await rollout.showWays(organization.rootId);
	const { url, words } = await makeLink(page, "As agreed.");
	await expectNothing(page, ["light"]);
	await page.getByRole("button", { name: "I have copied it" }).click();
	const row = page.getByRole("list", { name: "Launch links" }).getByRole("listitem");
	await expect(row).toContainText("Not opened yet");

	const jo = await receiver(browser);
	await showRequest(jo.page, url);
	await expect(jo.page.getByText(words)).toBeVisible();
	await expect(jo.page.getByRole("heading", { level: 1 })).toContainText(accountId);
	await expectNothing(jo.page);
	await expectNoSidewaysScroll(jo.page);
	await expect(row).toContainText("Opened", { timeout: 15_000 });
	const opened = jo.context.waitForEvent("page");
	await jo.page.getByRole("link", { name: "Open in the AWS console" }).click();
	const console = await opened;
	await createNestedStack(console);
	await stackIsMade(console);
	await console.close();
	await expect(jo.page.getByText("Organization found, and its stack set is at work")).toBeVisible({
		timeout: 60_000,
	});
	await expect(jo.page.getByText("Done, and proven")).toBeVisible({ timeout: 120_000 });
	await expectNothing(jo.page);
	await jo.page.getByRole("link", { name: /Approval pack/ }).click();
	await expect(jo.page.getByRole("heading", { name: "Parameters of the stack" })).toBeVisible();
	await expectNothing(jo.page, ["light"]);
	await jo.context.close();
	await expect(row).toContainText("Done", { timeout: 15_000 });
});

test("the list: what is in Harness already is adopted, the others are made, and all are healthy", async ({
	page,
	sandbox,
}) => {
	const rollout = rolloutOf(page);
	const [byLink = "", byFile = "", byCommand = ""] = listed;
	await test.step("one connector is made by the exported calls", async () => {
		await rollout.open(launched.list, "files");
		const files = await takeForm(page, "cURL");
		await expectReadable(files);
		const { [`connectors/${byLink}.json`]: _, [`connectors/${byCommand}.json`]: __, ...rest } = files;
		await runCalls(rest);
		expect(JSON.stringify(await sandbox.harnessState())).toContain(byFile);
	});
	await rollout.open(launched.list);
	await rollout.covers("verified", 3, 150_000);
	await page.getByRole("link", { name: "Register in Harness" }).click();
	await rollout.plan();
	await expect(rollout.planned("Create")).toHaveText("2");
	await expect(rollout.planned("Adopt")).toHaveText("1");
	await rollout.register(3, 60_000);
	await rollout.open(launched.list);
	await rollout.covers("healthy", 3, 90_000);
});

/** The script as it was taken away, against the Harness of the sandbox. */
async function runCalls(files: Files): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), "rolebridge-export-"));
	try {
		writeFiles(folder, files);
		const env = { ...process.env, HARNESS_API_KEY: SANDBOX_HARNESS_API_KEY };
		const script = join(folder, "create-connectors-loop.sh");
		await promisify(execFile)("sh", [script], { env, timeout: 60_000 });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

test("the guide's organization is registered and can run AutoStopping; every export can be read", async ({
	page,
}) => {
	const rollout = rolloutOf(page);
	await rollout.open(launched.guide);
	await rollout.covers("verified", 5, 150_000);
	await page.getByRole("link", { name: "Register in Harness" }).click();
	await rollout.plan();
	await rollout.register(5, 60_000);
	await rollout.open(launched.guide);
	await rollout.covers("healthy", 5, 90_000);

	await rollout.open(launched.guide, "autostopping");
	await expect(page.getByRole("row").filter({ hasText: "Ready" })).toHaveCount(5);
	await expect(page.getByRole("link", { name: "New AutoStopping rule in Harness" })).toHaveAttribute(
		"href",
		/autostopping-rules\/create\?provider=aws/,
	);
	await expectNothing(page);
	await expectNoSidewaysScroll(page);

	await rollout.open(launched.guide, "files");
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	const titles = await page
		.getByRole("navigation", { name: "Forms" })
		.locator(".font-medium")
		.allInnerTexts();
	expect(titles.length).toBe(10);
	for (const title of titles) {
		await test.step(title, async () => expectReadable(await takeForm(page, title)));
	}
});
