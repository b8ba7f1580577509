import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { REPORT, walkToRole } from "./sandbox-role.ts";
import { runStackCommand } from "./stack-commands.ts";
import { testStepOf } from "./test-step.ts";

test.describe.configure({ timeout: 180_000 });

const TEMPLATE = readFileSync("public/templates/harness-ccm-role.yaml", "utf8");
/** The template as it might have been: older, with one action less for Resource Inventory Management. */
const OLDER_TEMPLATE = TEMPLATE.replaceAll("2026-11-22", "2026-10-01").replace(
	/\n +- rds:DescribeDBSnapshotAttributes/,
	"",
);

const codeOf = async (page: Page, name: string) =>
	(await page.getByRole("region", { name, exact: true }).textContent()) ?? "";

/** A registered connector whose role a stack of our template made. */
async function connect(page: Page, accountId: string, templateBody?: string): Promise<string> {
	await walkToRole(page, {
		accountId,
		report: { ...REPORT, bucket: `${REPORT.bucket}-${accountId}` },
		features: ["Resource Inventory Management"],
	});
	await page.getByRole("tab", { name: "AWS CLI" }).click();
	const command = await codeOf(page, "AWS CLI command");
	await runStackCommand(accountId, command, templateBody === undefined ? {} : { templateBody });
	const step = testStepOf(page);
	await step.done();
	await step.finishEitherWay();
	await step.registered();
	return step.id();
}

async function stackCommand(page: Page): Promise<string> {
	await page.getByRole("tab", { name: "AWS CLI" }).click();
	return codeOf(page, "AWS CLI command");
}

test("other features wait for the role, then reach Harness, and the role gives back what is not used", async ({
	page,
	accountId,
	sandbox,
}) => {
	const id = await connect(page, accountId);
	await page.goto(`/connectors/${id}/features`);
	await page.getByRole("checkbox", { name: "Cloud Governance", exact: true }).check();
	await page.getByRole("checkbox", { name: "Resource Inventory Management", exact: true }).uncheck();
	await page.getByRole("button", { name: "Compare and go on" }).click();

	await expect(page.getByRole("heading", { name: "What changes" })).toBeVisible();
	await expect(page.getByRole("listitem").filter({ hasText: "Cloud Governance" }).first()).toContainText(
		"Added",
	);
	const progress = page.getByRole("list", { name: "Steps of the change" });
	await expect(progress).toContainText(/The role does not have \d+ permissions yet/, { timeout: 20_000 });
	expect(JSON.stringify(await sandbox.harnessState())).not.toContain("GOVERNANCE");

	const command = await stackCommand(page);
	expect(command).toContain('"ParameterKey":"GovernanceEnabled","ParameterValue":"true"');
	expect(command).toContain('"ParameterKey":"EventsEnabled","UsePreviousValue":true');
	await runStackCommand(accountId, command);
	await page.getByRole("button", { name: "Check now" }).click();
	await expect(page.getByRole("heading", { name: "Take back what is no longer used" })).toBeVisible({
		timeout: 30_000,
	});
	await expect(page.getByRole("checkbox", { name: "Cloud Governance", exact: true })).toBeChecked();
	await expect(
		page.getByRole("checkbox", { name: "Resource Inventory Management", exact: true }),
	).not.toBeChecked();
	expect(JSON.stringify(await sandbox.harnessState())).toContain("GOVERNANCE");

	const shrink = await stackCommand(page);
	expect(shrink).toContain('"ParameterKey":"EventsEnabled","ParameterValue":"false"');
	await runStackCommand(accountId, shrink);
	await page.getByRole("button", { name: "The stack is updated" }).click();
	await expect(page.getByRole("heading", { name: "Take back what is no longer used" })).toHaveCount(0);
});

test("a change of features can be cancelled, and nothing was changed", async ({
	page,
	accountId,
	sandbox,
}) => {
	const id = await connect(page, accountId);
	await page.goto(`/connectors/${id}/features`);
	await page.getByRole("checkbox", { name: "Cloud Governance", exact: true }).check();
	await page.getByRole("button", { name: "Compare and go on" }).click();
	await page.getByRole("button", { name: "Cancel the change" }).click();
	await expect(page.getByRole("checkbox", { name: "Cloud Governance", exact: true })).not.toBeChecked();
	const { connectors = {} } = (await sandbox.harnessState()) as { connectors?: object };
	expect(JSON.stringify(connectors)).not.toContain(
		`"awsAccountId":"${accountId}","featuresEnabled":["GOVERNANCE"`,
	);
});

test("the external ID is rotated in two proven steps", async ({ page, accountId }) => {
	const id = await connect(page, accountId);
	await page.goto(`/connectors/${id}/rotate`);
	const old = await page.getByLabel("In use", { exact: true }).inputValue();
	await page.getByRole("button", { name: "Start the rotation" }).click();
	const next = await page.getByLabel("The new one").inputValue();
	expect(next).toMatch(/^rb-[0-9a-z]{32}$/);
	expect(next).not.toBe(old);
	await expect(page.getByRole("list", { name: "Steps of the rotation" })).toContainText(
		"The role does not take the new ID yet.",
		{ timeout: 20_000 },
	);
	await runStackCommand(accountId, await stackCommand(page));
	await page.getByRole("button", { name: "Check now" }).click();
	await page.getByRole("button", { name: "Use the new ID" }).click({ timeout: 30_000 });
	await expect(page.getByLabel("In use (the new one)")).toHaveValue(next);
	await expect(page.getByRole("list", { name: "Steps of the rotation" })).toContainText(
		"The role still takes the old ID.",
		{ timeout: 20_000 },
	);
	await runStackCommand(accountId, await stackCommand(page));
	await page.getByRole("button", { name: "Check now" }).click();
	await expect(page.getByRole("button", { name: "Start the rotation" })).toBeVisible({ timeout: 30_000 });
	await expect(page.getByLabel("In use", { exact: true })).toHaveValue(next);
});

test("a newer template is compared, declined, reconsidered and taken over", async ({ page, accountId }) => {
	const id = await connect(page, accountId, OLDER_TEMPLATE);
	await page.goto(`/connectors/${id}/upgrade`);
	await expect(
		page.getByText(
			"The role is at version 2026-10-01; version 2026-11-22 adds 1 permission for Resource Inventory Management.",
		),
	).toBeVisible();
	await page.getByRole("button", { name: "Decline this version" }).click();
	await expect(page.getByText(/declined version 2026-11-22 on \d{4}-\d\d-\d\d/)).toBeVisible();
	await page.getByRole("button", { name: "Reconsider" }).click();
	await expect(page.getByRole("button", { name: "Decline this version" })).toBeVisible();
	const command = await stackCommand(page);
	expect(command).toContain("--template-url");
	expect(command).not.toContain("ParameterValue");
	await runStackCommand(accountId, command);
	await expect(async () => {
		await page.getByRole("button", { name: "Run checks again" }).click();
		await expect(page.getByText("The role is at version 2026-11-22, the newest.")).toBeVisible({
			timeout: 12_000,
		});
	}).toPass({ timeout: 60_000 });
});
