import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Page } from "@playwright/test";
import { OPERATOR_CREDENTIALS } from "../lib/sandbox/credentials.ts";
import { createStack, openConsole, parameter, stackIsMade } from "./aws-console.ts";
import { expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

const CLOUDZERO = "061190967865";
const EXTERNAL_ID = "6f1d2a30-7c44-4b0e-9a51-0c8f7e2b9d13";
const AWS = { endpoint: `http://127.0.0.1:${process.env.SANDBOX_AWS_PORT ?? 4566}`, region: "us-east-1" };

test.describe.configure({ timeout: 180_000 });

const roleOf = (accountId: string) => `arn:aws:iam::${accountId}:role/cloudzero/cloudzero-access`;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** STS as somebody at CloudZero uses it. */
async function cloudZero(putRole: (role: object) => Promise<unknown>): Promise<STSClient> {
	const everybody = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::555566667777:root" } };
	await putRole({
		account: CLOUDZERO,
		name: "Reader",
		propagationDelayMs: 0,
		trustPolicy: { Version: "2012-10-17", Statement: [{ ...everybody, Action: "sts:AssumeRole" }] },
		attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
	});
	const { accessKeyId, secretAccessKey } = OPERATOR_CREDENTIALS;
	const sts = new STSClient({ ...AWS, credentials: { accessKeyId, secretAccessKey } });
	const { Credentials } = await sts.send(
		new AssumeRoleCommand({
			RoleArn: `arn:aws:iam::${CLOUDZERO}:role/Reader`,
			RoleSessionName: "rolebridge-as-cloudzero",
		}),
	);
	return new STSClient({
		...AWS,
		credentials: {
			accessKeyId: Credentials?.AccessKeyId ?? "",
			secretAccessKey: Credentials?.SecretAccessKey ?? "",
			sessionToken: Credentials?.SessionToken ?? "",
		},
	});
}

test("a payer is connected to CloudZero, from the first name to a proven role", async ({
	page,
	wizard,
	sandbox,
	accountId,
}) => {
	const bucket = `cost-reports-${accountId}`;
	await sandbox.putReport({ account: accountId, type: "CUR 2.0", name: "hourly-costs", bucket });
	await page.goto("/connectors/new");
	await expect(page.getByText("The external ID, from CloudZero's Add Connection page.")).toBeVisible();
	await button(page, "Add a CloudZero connection").click();
	await wizard.onStep("Overview");
	await expect(page.getByText("AWS Organizations with consolidated billing (required)")).toBeVisible();
	await page.getByLabel("Connection name").fill("Acme Payer.");
	await page.getByLabel("AWS account ID").fill(accountId);
	await button(page, "Continue").click();
	await expect(page.getByText(/CloudZero takes lower-case letters, digits and dashes/)).toBeVisible();
	await expectNothing(page);
	await page.getByLabel("Connection name").fill("acme-payer");
	await button(page, "Continue").click();

	await wizard.onStep("Cost and Usage Report");
	await page.getByLabel("Cost and usage report name").fill("hourly-costs");
	await page.getByLabel("Cost and usage S3 bucket name").fill(bucket);
	await wizard.continue();

	await wizard.onStep("Choose requirements");
	await expect(page.getByRole("checkbox")).toHaveCount(2);
	await wizard.features("Resource metadata");

	await wizard.onStep("Create cross-account role");
	await expect(page.getByText("The external ID comes first").first()).toBeVisible();
	await page.getByRole("textbox", { name: "External ID from CloudZero" }).fill(` ${EXTERNAL_ID} `);
	await button(page, "Save the external ID").click();
	await expect(page.getByRole("link", { name: "Launch template in AWS console" })).toBeVisible({
		timeout: 20_000,
	});
	await expectNothing(page);
	const console = await openConsole(page);
	await expect(parameter(console, "CloudZeroPrincipalArn")).toHaveValue(`arn:aws:iam::${CLOUDZERO}:root`);
	await expect(parameter(console, "ExternalId")).toHaveValue(EXTERNAL_ID);
	await createStack(console);
	await stackIsMade(console);
	await console.close();

	await wizard.onStep("Connection test");
	const entered = button(page, "I have entered it at CloudZero");
	await expect(entered).toBeEnabled({ timeout: 100_000 });
	await expect(page.getByText("Failed", { exact: true })).toHaveCount(0);
	await expect(wizard.check(/lets in CloudZero by its external ID/)).toContainText("Passed");
	await expect(page.getByText("Harness's own test")).toHaveCount(0);
	const toEnter = [
		["Connection name", "acme-payer"],
		["AWS account ID", accountId],
		["Role ARN", roleOf(accountId)],
		["External ID", EXTERNAL_ID],
		["S3 bucket name", bucket],
		["Report name", "hourly-costs"],
	] as const;
	for (const [label, value] of toEnter) {
		await expect(page.getByRole("textbox", { name: label, exact: true })).toHaveValue(value);
	}
	await expectNothing(page);
	await entered.click();
	await expect(page.getByText("acme-payer is connected to CloudZero")).toBeVisible({ timeout: 20_000 });

	await page.getByRole("link", { name: "Open this connector" }).click();
	await expect(page.getByRole("heading", { level: 1, name: "acme-payer" })).toBeVisible();
	await expect(page.getByText("Healthy", { exact: true }).first()).toBeVisible({ timeout: 30_000 });

	const sts = await cloudZero(sandbox.putRole);
	const assume = (ExternalId?: string) =>
		sts.send(
			new AssumeRoleCommand({
				RoleArn: roleOf(accountId),
				RoleSessionName: "cloudzero",
				...(ExternalId !== undefined && { ExternalId }),
			}),
		);
	expect((await assume(EXTERNAL_ID)).AssumedRoleUser?.Arn).toContain("assumed-role/cloudzero-access");
	await expect(assume(EXTERNAL_ID.toUpperCase())).rejects.toMatchObject({ name: "AccessDenied" });
	await expect(assume()).rejects.toMatchObject({ name: "AccessDenied" });
});
