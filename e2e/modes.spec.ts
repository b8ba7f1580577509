import type { Page } from "@playwright/test";
import { quickCreateUrl } from "../lib/domain/quick-create-url.ts";
import { HARNESS_TEMPLATE_URL } from "../lib/sandbox/harness/constants.ts";
import { createStack, stackIsOver } from "./aws-console.ts";
import { expect, test } from "./fixtures.ts";
import { askedTrust, putTrust, walkToRole, withCondition, withWildcard } from "./sandbox-role.ts";
import { testStepOf } from "./test-step.ts";
import { wizardOf } from "./wizard.ts";

const OPERATOR = "arn:aws:iam::555566667777:root";

const CONSOLE = `http://127.0.0.1:${process.env.SANDBOX_AWS_PORT ?? 4566}/console`;
const reportOf = (accountId: string) =>
	({ name: "hourly-costs", bucket: `cost-reports-${accountId}`, type: "CUR 1.0" }) as const;

/** The account's administrator launches Harness's published template, not ours. */
async function launchHarnessTemplate(
	page: Page,
	accountId: string,
	parameters: Readonly<Record<string, string>>,
): Promise<void> {
	const url = quickCreateUrl({
		partition: "aws",
		region: "us-east-1",
		templateUrl: HARNESS_TEMPLATE_URL,
		stackName: "harness-ce-iam-role-stack",
		parameters: { BucketName: reportOf(accountId).bucket, BillingEnabled: "true", ...parameters },
	});
	const console = await page.context().newPage();
	await console.goto(CONSOLE + url.slice(new URL(url).origin.length).replace("?", `?account=${accountId}&`));
	await createStack(console);
	await stackIsOver(console);
	await console.close();
}

type Stored = {
	readonly connector: {
		readonly spec: {
			readonly awsAccountId: string;
			readonly isAWSGovCloudAccount?: boolean;
			readonly featuresEnabled: readonly string[];
			readonly crossAccountAccess: { readonly crossAccountRoleArn: string; readonly externalId: string };
		};
	};
};

function storedFor(state: unknown, accountId: string): readonly Stored[] {
	const { connectors } = state as { readonly connectors: readonly Stored[] };
	return connectors.filter(({ connector }) => connector.spec.awsAccountId === accountId);
}

test("an AWS GovCloud account is connected from end to end, for AutoStopping only", async ({
	page,
	wizard,
	sandbox,
	accountId,
}) => {
	test.setTimeout(120_000);
	await wizard.begin();
	await wizard.overview({ name: `gov-${accountId}`, accountId, isGovCloud: true });
	await wizard.onStep("Choose requirements");
	for (const name of ["Cost Visibility", "Resource Inventory Management", "Commitment Orchestration"]) {
		await expect(page.getByRole("checkbox", { name, exact: true })).toHaveAttribute("aria-disabled", "true");
	}
	await page.getByRole("checkbox", { name: "Optimization by AutoStopping", exact: true }).check();
	await wizard.continue();
	await wizard.onStep("Create cross-account role");
	const roleArn = `arn:aws-us-gov:iam::${accountId}:role/HarnessCERole`;
	await expect(page.getByLabel("Role ARN")).toHaveValue(roleArn);
	const link = page.getByRole("link", { name: "Launch template in AWS console" });
	await expect(link).toHaveAttribute("href", /\/cloudformation\/home\?region=us-gov-/);
	await wizard.launch();
	const step = testStepOf(page);
	await step.done();
	await step.expectRow("role", "Passed", `in account ${accountId} with its external ID`);
	await step.expectRow("trust", "Passed");
	await step.expectRow("autoStopping", "Passed");
	await expect(step.row("report")).toHaveCount(0);
	await step.finishEitherWay();
	await step.registered();
	await expect(step.row("harness")).toContainText("Passed", { timeout: 40_000 });
	const [stored] = storedFor(await sandbox.harnessState(), accountId);
	expect(stored?.connector.spec).toMatchObject({
		isAWSGovCloudAccount: true,
		featuresEnabled: ["OPTIMIZATION"],
		crossAccountAccess: { crossAccountRoleArn: roleArn },
	});
	expect(stored?.connector.spec.crossAccountAccess.externalId).toMatch(/^harness:147449478367:/);
});

test("a role that trusts only Harness is finished by saying so, and is never called healthy", async ({
	page,
	sandbox,
	accountId,
}) => {
	test.setTimeout(120_000);
	await sandbox.putReport({ account: accountId, ...reportOf(accountId) });
	await walkToRole(page, { accountId, report: reportOf(accountId) });
	await launchHarnessTemplate(page, accountId, {
		ExternalId: await page.getByLabel("External ID", { exact: true }).inputValue(),
	});
	await page.getByRole("button", { name: "The stack is complete" }).click();
	await wizardOf(page).continue();
	const step = testStepOf(page);
	await step.done();
	await step.expectRow("role", "Waiting", "The role does not answer yet.");
	await step.button("Finish with Harness's word only…").click();
	const dialog = page.getByRole("dialog", { name: "Rest on Harness's word only?" });
	await expect(dialog).toContainText(
		"Nobody then checks that the role refuses a missing or wrong external ID.",
	);
	await expect(dialog).toContainText("This is written to the audit log.");
	await dialog.getByRole("button", { name: "Finish with Harness's word", exact: true }).click();
	await step.registered();
	await expect(step.row("harness")).toContainText("Passed", { timeout: 40_000 });
	for (const check of ["role", "required", "exact", "trust"] as const) await step.expectRow(check, "Skipped");
	const id = step.id();
	await page.goto("/");
	const listed = page.getByRole("row", { name: new RegExp(`test-${accountId}`) });
	await expect(listed).toContainText("Add proof");
	await expect(listed).toContainText(/Reported|Pending/);
	await expect(listed).not.toContainText("Healthy");
	await page.goto(`/connectors/${id}`);
	await expect(page.getByText("Registered in Harness without proof")).toBeVisible();
});

test.describe("vendor mode", () => {
	async function choose(page: Page, mode: "Operator" | "Vendor"): Promise<void> {
		await page.goto("/settings/verifier");
		await page.getByRole("radio", { name: mode }).check();
		await page.getByRole("button", { name: "Save", exact: true }).click();
		await expect(page.getByText("Verifier settings saved.")).toBeVisible();
	}
	test.afterEach(({ page }) => choose(page, "Operator"));

	test("proves Harness's own entry by calling, and quarantines one that admits other tenants", async ({
		page,
		sandbox,
		accountId,
	}) => {
		test.setTimeout(120_000);
		await choose(page, "Vendor");
		await sandbox.putReport({ account: accountId, ...reportOf(accountId) });
		await walkToRole(page, { accountId, report: reportOf(accountId) });
		const asked = await askedTrust(page);
		expect(asked.Statement.map(({ Sid }) => Sid)).toEqual(["Harness"]);
		// We run as the operator here, so the operator plays Harness's part.
		await launchHarnessTemplate(page, accountId, {
			PrincipalBilling: OPERATOR,
			ExternalId: await page.getByLabel("External ID", { exact: true }).inputValue(),
		});
		await page.getByRole("button", { name: "Continue", exact: true }).click({ timeout: 30_000 });
		const step = testStepOf(page);
		await step.done();
		await step.expectRow("role", "Passed", "with its external ID");
		await step.expectRow("trust", "Skipped", "The role may not be read, and need not be.");
		await expect(step.row("exact")).toContainText("Waiting");
		const tooWide = withCondition(asked, "Harness", withWildcard);
		const Statement = tooWide.Statement.map((one) => ({ ...one, Principal: { AWS: OPERATOR } }));
		await putTrust(sandbox, accountId, { ...tooWide, Statement });
		await step.runAgain();
		await step.expectRow("exact", "Failed", /with a wrong external ID \([^)]*other-tenant[^)]*\)/);
		await step.expectQuarantine();
		expect(await step.replayFinish("failing-checks")).toContain("CONNECTOR_QUARANTINED");
	});
});
