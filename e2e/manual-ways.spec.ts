import {
	AttachRolePolicyCommand,
	CreatePolicyCommand,
	CreateRoleCommand,
	IAMClient,
	TagRoleCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Page } from "@playwright/test";
import { OPERATOR_CREDENTIALS } from "../lib/sandbox/credentials.ts";
import { stackIsMade } from "./aws-console.ts";
import { expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { testStepOf } from "./test-step.ts";

const AWS = { endpoint: `http://127.0.0.1:${process.env.SANDBOX_AWS_PORT ?? 4566}`, region: "us-east-1" };

/** IAM as somebody who administers the account uses it. */
async function iamOf(accountId: string, putRole: (role: object) => Promise<unknown>): Promise<IAMClient> {
	const everybody = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::555566667777:root" } };
	await putRole({
		account: accountId,
		name: "Administrator",
		propagationDelayMs: 0,
		trustPolicy: { Version: "2012-10-17", Statement: [{ ...everybody, Action: "sts:AssumeRole" }] },
		attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
	});
	const { accessKeyId, secretAccessKey } = OPERATOR_CREDENTIALS;
	const sts = new STSClient({ ...AWS, credentials: { accessKeyId, secretAccessKey } });
	const { Credentials } = await sts.send(
		new AssumeRoleCommand({
			RoleArn: `arn:aws:iam::${accountId}:role/Administrator`,
			RoleSessionName: "rolebridge-by-hand",
		}),
	);
	return new IAMClient({
		...AWS,
		credentials: {
			accessKeyId: Credentials?.AccessKeyId ?? "",
			secretAccessKey: Credentials?.SecretAccessKey ?? "",
			sessionToken: Credentials?.SessionToken ?? "",
		},
	});
}

type ShownStep = { readonly title: string; readonly values: readonly string[]; readonly json: string };

/** The checklist as it stands on the page: what a person copies. */
async function shownSteps(page: Page): Promise<readonly ShownStep[]> {
	const steps = page.getByRole("list", { name: "Steps by hand" }).locator("> li");
	return steps.evaluateAll((items) =>
		items.map((item) => ({
			title: item.querySelector("label")?.textContent ?? "",
			values: [...item.querySelectorAll("dd code")].map((code) => code.textContent ?? ""),
			json: item.querySelector("details pre")?.textContent ?? "",
		})),
	);
}

test("a connection made by hand from the shown documents is proven like any other", async ({
	page,
	wizard,
	sandbox,
	accountId,
}) => {
	test.slow();
	await wizard.begin();
	await wizard.overview({ name: `By hand ${accountId}`, accountId });
	const report = { account: accountId, type: "CUR 2.0", name: "by-hand", bucket: `by-hand-${accountId}` };
	await sandbox.putReport({ ...report, isDelivered: true });
	await wizard.ownReport({ name: report.name, bucket: report.bucket });
	await wizard.features("Resource Inventory Management");
	await wizard.onStep("Create cross-account role");
	await page.getByRole("tab", { name: "By hand in IAM" }).click();
	await expectNothing(page);
	const steps = await shownSteps(page);
	const iam = await iamOf(accountId, sandbox.putRole);
	for (const { title, values, json } of steps) {
		if (title.includes("Create policy"))
			await iam.send(new CreatePolicyCommand({ PolicyName: values[0], PolicyDocument: json }));
		if (title.includes("Create the role"))
			await iam.send(new CreateRoleCommand({ RoleName: values[0], AssumeRolePolicyDocument: json }));
		if (title.includes("Attach"))
			for (const PolicyArn of values)
				await iam.send(new AttachRolePolicyCommand({ RoleName: "HarnessCERole", PolicyArn }));
		if (title.includes("Tag")) {
			const [version = "", id = ""] = values;
			const Tags = [
				{ Key: "rolebridge:template-version", Value: version },
				{ Key: "rolebridge:connector-id", Value: id },
			];
			await iam.send(new TagRoleCommand({ RoleName: "HarnessCERole", Tags }));
		}
	}
	await page.getByRole("checkbox", { name: /Create policy HarnessGetRolePolicy/ }).check();
	await page.getByRole("button", { name: "The role is made" }).click();
	await expect(page.getByRole("status").filter({ hasText: "Role found" })).toBeAttached({ timeout: 20_000 });
	await page.reload();
	await page.getByRole("tab", { name: "By hand in IAM" }).click();
	await expect(page.getByRole("checkbox", { name: /Create policy HarnessGetRolePolicy/ })).toBeChecked();
	await page.getByRole("button", { name: "Continue", exact: true }).click();
	await wizard.proven();
	const checks = testStepOf(page);
	await checks.expectRow("trust", "Passed");
	await checks.expectRow("inventory", "Passed");
	await wizard.finish();
	await checks.registered();
});

test("a cost report is made by one stack, and found by the role", async ({ page, wizard, accountId }) => {
	test.slow();
	await wizard.begin();
	await wizard.overview({ name: `One click ${accountId}`, accountId });
	await wizard.onStep("Cost and Usage Report");
	await page.getByRole("button", { name: "Make a CUR 2.0 export" }).click();
	await expect(page.getByText("Waiting for the stack", { exact: true }).first()).toBeVisible();
	const name = await page.getByLabel("Cost and usage report name").inputValue();
	expect(name).toMatch(new RegExp(`^harness-cost-report-${accountId}-[0-9a-f]{8}$`));
	await expect(page.getByLabel("Cost and usage S3 bucket name")).toHaveValue(name);
	const link = page.getByRole("link", { name: "Launch report template in AWS console" });
	await expect(link).toBeVisible({ timeout: 20_000 });
	await expectNothing(page);
	const opened = page.context().waitForEvent("page");
	await link.click();
	const console = await opened;
	await console.getByRole("button", { name: "Create stack" }).click();
	await stackIsMade(console);
	await console.close();
	await expect(page.getByText("The bucket is there", { exact: true }).first()).toBeVisible({
		timeout: 20_000,
	});
	await wizard.continue();
	await wizard.features();
	await wizard.launch();
	await page.getByRole("button", { name: "Continue", exact: true }).click();
	await wizard.tested();
	const checks = testStepOf(page);
	await checks.expectRow("report", "Passed", name);
	await checks.expectRow("settings", "Passed");
	await checks.expectRow("delivered", "Waiting");
});
