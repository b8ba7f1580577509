import type { Page } from "@playwright/test";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

const WILD_TRUST = {
	Version: "2012-10-17",
	Statement: [
		{
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::891928451355:root" },
			Action: "sts:AssumeRole",
			Condition: { StringLike: { "sts:ExternalId": "harness:891928451355:*" } },
		},
	],
};
const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function calmLook(page: Page) {
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
}

test("tasks and a bucket become a policy in every form, with its risks, and a link that holds the choice", async ({
	page,
}) => {
	await page.goto("/permissions");
	await page.getByRole("checkbox", { name: "Write to S3", exact: true }).click();
	await expect(page.getByText("No policy yet")).toBeVisible();
	await page.getByLabel("Bucket names").fill("acme-releases");
	const outputs = card(page, "Take it along");
	await expect(outputs).toContainText("arn:aws:s3:::acme-releases/*");
	await page.getByRole("checkbox", { name: /^CloudFormation.*full/i }).click();
	await expect(page.getByRole("list", { name: "Risks" })).toContainText("Escalation");
	await page.getByRole("tab", { name: "Terraform" }).click();
	await expect(outputs).toContainText("aws_iam_policy");
	const saved = page.waitForEvent("download");
	await outputs.getByRole("button", { name: /^Download .*\.tf/ }).click();
	expect((await saved).suggestedFilename()).toMatch(/\.tf$/);
	await calmLook(page);
	await expect(page).toHaveURL(/tasks=.*buckets=acme-releases/);
	await page.reload();
	await expect(page.getByRole("checkbox", { name: "Write to S3", exact: true })).toBeChecked();
	await expect(outputs).toContainText("acme-releases");
});

test("the doctor names what is wrong with a trust policy and corrects it without letting anybody else in", async ({
	page,
}) => {
	await page.goto("/permissions/trust-policy");
	await page.getByLabel("Trust policy as JSON").fill(JSON.stringify(WILD_TRUST));
	await expect(page.getByRole("list", { name: "Findings" })).toContainText("A wildcard in the external ID");
	await expect(page.getByRole("table", { name: "Who can assume the role" })).toContainText(
		"harness:891928451355:*",
	);
	const changes = card(page, "What changes in the trust policy");
	await expect(changes).toContainText("Removed:");
	await expect(changes).toContainText("StringEquals");
	await calmLook(page);
});

test("pasted policies are judged in the browser, with the reason for what is denied", async ({ page }) => {
	await page.goto("/permissions/check?tasks=ecr-pull");
	const pulls = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "ecr:*", Resource: "*" } };
	await page.getByLabel("Policy 1 as JSON").fill(JSON.stringify(pulls));
	const answers = page.getByRole("list", { name: "Answers from the pasted policies" });
	await expect(answers.getByRole("listitem").filter({ hasText: "Pull from" }).first()).toContainText(
		"Allowed",
	);
	await expect(answers.getByRole("listitem").filter({ hasText: "List regions" }).first()).toContainText(
		"Denied",
	);
	await calmLook(page);
});

test("AWS itself says whether a connected role has what a task takes; its trust policy is at the doctor's", async ({
	page,
	wizard,
	accountId,
}) => {
	test.setTimeout(90_000);
	const name = `permissions-${accountId}`;
	await wizard.begin();
	const id = /connectors\/([a-z2-7]+)\//.exec(page.url())?.[1] ?? "";
	await wizard.overview({ name, accountId });
	await wizard.ownReport({ name: "reports", bucket: "reports-bucket" });
	await wizard.features();
	await wizard.launch();
	await wizard.tested();
	await page.goto(`/permissions/check?connector=${id}&tasks=ecr-pull`);
	await expect(page.getByLabel("Connector", { exact: true })).toHaveValue(id);
	await page.getByRole("button", { name: "Ask AWS" }).click();
	const answers = page.getByRole("list", { name: "Answers from AWS" });
	await expect(answers.getByRole("listitem").filter({ hasText: "Pull from" }).first()).toContainText(
		"Denied",
		{
			timeout: 20_000,
		},
	);
	await expect(answers).toContainText("No policy of the role allows it.");
	await calmLook(page);
	await page.goto(`/permissions/trust-policy?connector=${id}`);
	await expect(page.getByText(`The policy of ${name}, as AWS gave it`)).toBeVisible();
	await expect(page.getByText("Nothing to find fault with.")).toBeVisible();
});
