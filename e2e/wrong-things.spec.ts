import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { SANDBOX_HARNESS_ACCOUNT_ID, SANDBOX_HARNESS_API_KEY } from "../lib/sandbox/harness/constants.ts";
import { createStack, openConsole, parameter, stackIsOver, updateStack } from "./aws-console.ts";
import { expect, test } from "./fixtures.ts";
import { REPORT, walkToRole } from "./sandbox-role.ts";
import { testStepOf } from "./test-step.ts";

// The last file, and a long one: whoever is free takes its next test.
test.describe.configure({ mode: "parallel" });

const OTHER_ACCOUNT = "601234567890";

/** Of the page itself; the framework announces page titles in another. */
const alert = (page: Page) => page.getByRole("main").getByRole("alert");
const answer = (page: Page) => page.getByRole("region", { name: "The role's answer" });
const open = (page: Page, summary: string) =>
	page.locator("summary:visible").filter({ hasText: summary }).click();

/** Said by the notice, and by the page's way to the next step. */
const roleFound = (page: Page) => expect(page.getByText("Role found", { exact: true })).toBeVisible();

test.describe("step 1", () => {
	test("an account ID of 11 digits is refused by what was found; spaces and dashes fall away", async ({
		page,
		wizard,
		accountId,
	}) => {
		await wizard.begin();
		await wizard.overview({ name: `digits-${accountId}`, accountId: accountId.slice(1) });
		const field = page.getByLabel("AWS account ID");
		await expect(field).toHaveAccessibleDescription(/has 12 digits\. This has 11 digits\./);
		await expect(field).toBeFocused();
		await field.fill(`account ${accountId.slice(0, 8)}`);
		await field.blur();
		await expect(field).toHaveAccessibleDescription(/12 digits and nothing else\. This has 8 digits/);
		await field.fill(` ${accountId.slice(0, 4)}-${accountId.slice(4, 8)} ${accountId.slice(8)} `);
		await field.blur();
		await expect(field).toHaveValue(accountId);
		await wizard.continue();
		await wizard.onStep("Cost and Usage Report");
		await expect(page.getByRole("main")).toContainText(accountId.slice(-4));
	});

	test("a reserved word and an identifier that is taken are refused, each by its reason", async ({
		page,
		wizard,
		accountId,
	}) => {
		await wizard.begin();
		await wizard.overview({ name: `taken ${accountId}`, accountId });
		await wizard.onStep("Cost and Usage Report");

		await wizard.begin();
		const identifier = page.getByLabel("Identifier");
		await page.getByLabel("Connector name").fill("account");
		await expect(identifier).toHaveValue("account_");
		await identifier.fill("account");
		await page.getByLabel("AWS account ID").fill(OTHER_ACCOUNT.replace("6", "5"));
		await wizard.continue();
		await expect(identifier).toHaveAccessibleDescription(/Harness uses account itself/);
		await identifier.fill(`taken_${accountId}`);
		await wizard.continue();
		await expect(identifier).toHaveAccessibleDescription(/taken.*Choose another identifier/);
		await identifier.fill("");
		await page.getByLabel("Connector name").fill(`free ${accountId}`);
		await expect(identifier).toHaveValue(`free_${accountId}`);
	});

	test("a second connector for an account is refused, names the first, and leads to it", async ({
		page,
		wizard,
		accountId,
	}) => {
		await wizard.begin();
		await wizard.overview({ name: `first-${accountId}`, accountId });
		await wizard.onStep("Cost and Usage Report");
		const first = page.url();

		await wizard.begin();
		await wizard.overview({ name: `second-${accountId}`, accountId });
		await expect(page.getByLabel("AWS account ID")).toHaveAccessibleDescription(
			`AWS account ID: The connector “first-${accountId}” is for this AWS account already.`,
		);
		const notice = page.getByRole("status").filter({ hasText: `belongs to “first-${accountId}”` });
		await expect(notice).toContainText("An AWS account has one connector, drafts included");
		await notice.getByRole("link", { name: "Go on with it" }).click();
		await expect(page).toHaveURL(first);
	});

	test("a connector that only Harness has for the account is named, with the way to it", async ({
		page,
		wizard,
		accountId,
		request,
	}) => {
		const port = process.env.SANDBOX_HARNESS_PORT ?? 4567;
		const made = await request.post(
			`http://127.0.0.1:${port}/gateway/ng/api/connectors?accountIdentifier=${SANDBOX_HARNESS_ACCOUNT_ID}`,
			{
				headers: { "x-api-key": SANDBOX_HARNESS_API_KEY },
				data: {
					connector: {
						name: `by hand ${accountId}`,
						identifier: `by_hand_${accountId}`,
						type: "CEAws",
						spec: {
							awsAccountId: accountId,
							featuresEnabled: ["VISIBILITY"],
							crossAccountAccess: {
								crossAccountRoleArn: `arn:aws:iam::${accountId}:role/HarnessCERole`,
								externalId: `harness:891928451355:${SANDBOX_HARNESS_ACCOUNT_ID}`,
							},
						},
					},
				},
			},
		);
		expect(made.status(), await made.text()).toBe(200);

		await wizard.begin();
		await wizard.overview({ name: `here-${accountId}`, accountId });
		await expect(page.getByLabel("AWS account ID")).toHaveAccessibleDescription(
			new RegExp(`Harness has the connector “by hand ${accountId}” for this AWS account already`),
		);
		const notice = page.getByRole("status").filter({ hasText: `Harness has “by hand ${accountId}”` });
		await expect(notice).toContainText(`Its identifier is by_hand_${accountId}`);
		await expect(notice).toContainText("would report its costs twice");
		await expect(notice.getByRole("link", { name: "Open Harness" })).toHaveAttribute(
			"href",
			new RegExp(`/ng/account/${SANDBOX_HARNESS_ACCOUNT_ID}/ce/`),
		);
	});
});

test("step 2: capitals in a bucket's name are refused, an empty name too, and spaces around names fall away", async ({
	page,
	wizard,
	accountId,
}) => {
	await wizard.begin();
	await wizard.overview({ name: `bucket-${accountId}`, accountId });
	await wizard.ownReport({ name: "", bucket: "Acme-Costs" });
	const bucket = page.getByLabel("Cost and usage S3 bucket name");
	const report = page.getByLabel("Cost and usage report name");
	await expect(bucket).toHaveAccessibleDescription(/no capital letters/);
	await expect(report).toHaveAccessibleDescription(/Enter the export's name/);
	await expect(report).toBeFocused();
	await expect(alert(page)).toContainText("2 fields need another look");
	await bucket.fill(" acme-costs ");
	await report.fill("Daily-Costs ");
	await report.blur();
	await expect(bucket).toHaveValue("acme-costs");
	await expect(report).toHaveValue("Daily-Costs");
	await wizard.continue();
	await wizard.onStep("Choose requirements");
	await page.goBack();
	await expect(bucket).toHaveValue("acme-costs");
});

test.describe("step 3", () => {
	test("one comes from an AutoStopping rule: AutoStopping is chosen and stays so", async ({
		page,
		wizard,
		accountId,
	}) => {
		await page.goto("/connectors/new?for=autostopping");
		await expect(page.getByText("For an AutoStopping rule")).toBeVisible();
		await page.getByRole("button", { name: "Connect an AWS account" }).click();
		await wizard.overview({ name: `stop-${accountId}`, accountId });
		await wizard.ownReport({ name: "costs", bucket: "costs-bucket" });
		await wizard.onStep("Choose requirements");
		const box = page.getByRole("checkbox", { name: "Optimization by AutoStopping", exact: true });
		await expect(box).toBeChecked();
		await expect(box).toHaveAccessibleDescription(/Always on\. The AutoStopping rule you came from needs it/);
		await box.press("Space");
		await expect(box).toBeChecked();
		await page.getByRole("checkbox", { name: "EC2 instances", exact: true }).check();
		await wizard.continue();
		await wizard.onStep("Create cross-account role");
		const href = await page
			.getByRole("link", { name: "Launch template in AWS console" })
			.getAttribute("href");
		expect(href).toContain("param_OptimizationEnabled=true");
		expect(href).toContain("param_AutoStoppingEc2Enabled=true");
		expect(href).toContain("param_EventsEnabled=false");
	});

	test("a GovCloud account has no cost report, only AutoStopping, and says why; none chosen is refused", async ({
		page,
		wizard,
		accountId,
	}) => {
		await wizard.begin();
		await page.getByRole("checkbox", { name: "AWS GovCloud account" }).check();
		await expect(page.getByRole("status").filter({ hasText: "Cost and Usage Report" })).toContainText(
			"AWS bills a GovCloud account through the standard account",
		);
		await wizard.overview({ name: `gov-${accountId}`, accountId, isGovCloud: true });
		await wizard.onStep("Choose requirements");
		await expect(page.getByRole("navigation", { name: "Steps" })).not.toContainText("Cost and Usage Report");
		for (const title of ["Cost Visibility", "Resource Inventory Management"]) {
			const box = page.getByRole("checkbox", { name: title, exact: true });
			await expect(box).toHaveAccessibleDescription(
				new RegExp(`Not available\\. Harness does not support ${title} for AWS GovCloud accounts`),
			);
			await expect(box).toHaveAttribute("aria-disabled", "true");
			await box.press("Space");
			await expect(box).not.toBeChecked();
		}
		const stopping = page.getByRole("checkbox", { name: "Optimization by AutoStopping", exact: true });
		await stopping.uncheck();
		await wizard.continue();
		await expect(page.getByText("Choose at least one feature.").first()).toBeVisible();
		await expect(stopping).toBeFocused();
		await stopping.check();
		await wizard.continue();
		await wizard.onStep("Create cross-account role");
		await page.goto(page.url().replace(/role$/, "cost-report"));
		await wizard.onStep("Create cross-account role");
	});
});

test.describe("step 4", () => {
	test("what will be made can be read, downloaded, and taken to the AWS CLI and Terraform", async ({
		page,
		accountId,
		request,
	}) => {
		await walkToRole(page, { accountId, features: ["Resource Inventory Management"] });
		await open(page, "Read the template and the exact policies");
		await page.getByRole("button", { name: "Read the template" }).click();
		const template = page.getByRole("region", { name: "harness-ccm-role.yaml" });
		await expect(template).toContainText("AWSTemplateFormatVersion");
		const download = page.waitForEvent("download");
		await page.getByRole("link", { name: "Download", exact: true }).click();
		expect((await download).suggestedFilename()).toBe("harness-ccm-role.yaml");
		const served = await request.get("/templates/harness-ccm-role.yaml");
		const text = await served.text();
		expect(text).toBe(await template.locator("code").textContent());
		const digest = createHash("sha256").update(text).digest("hex");
		await expect(page.getByText(digest, { exact: true })).toBeVisible();

		await open(page, "HarnessEventsMonitoringPolicy");
		const policy = page.getByRole("region", { name: /HarnessEventsMonitoringPolicy/ });
		await expect(policy).toContainText("ec2:DescribeInstances");
		await expect(
			page.locator("summary:visible", { hasText: "HarnessBillingMonitoringPolicy" }),
		).toBeVisible();
		await expect(page.locator("summary", { hasText: "HarnessOptimi" })).toHaveCount(0);

		await open(page, "Who may assume the role, and why");
		await expect(page.getByRole("region", { name: "Trust policy of the role" })).toContainText(
			`harness:891928451355:${SANDBOX_HARNESS_ACCOUNT_ID}`,
		);

		await page.getByRole("tab", { name: "AWS CLI" }).click();
		const cli = page.getByRole("region", { name: "AWS CLI command" });
		await expect(cli).toContainText("--capabilities CAPABILITY_NAMED_IAM");
		await expect(cli).toContainText(`"ParameterKey":"ExpectedAccountId","ParameterValue":"${accountId}"`);
		await page.getByRole("tab", { name: "Terraform" }).click();
		const terraform = page.getByRole("region", { name: "main.tf" });
		await expect(terraform).toContainText(new RegExp(`BucketName += "${REPORT.bucket}-${accountId}"`));
		await expect(terraform).toContainText(/EventsEnabled += "true"/);
	});

	test("an ARN of another account, of a session, or none at all is refused by what it is", async ({
		page,
		accountId,
	}) => {
		await walkToRole(page, { accountId });
		await page.getByRole("button", { name: "Paste the ARN instead" }).click();
		const field = page.getByLabel("ARN of the role");
		const use = page.getByRole("button", { name: "Use this ARN" });
		const wrong = [
			[
				`arn:aws:iam::${OTHER_ACCOUNT}:role/HarnessCERole`,
				`This role is in account ${OTHER_ACCOUNT}; this connector is for ${accountId}.`,
			],
			[
				`arn:aws-us-gov:iam::${accountId}:role/HarnessCERole`,
				"This role is in the partition aws-us-gov; this connector's account is in aws.",
			],
			[`arn:aws:sts::${accountId}:assumed-role/HarnessCERole/me`, "ARN of a session, not of the role"],
			[`arn:aws:iam::${accountId}:user/me`, "not the ARN of a role"],
			["HarnessCERole", "This is not an ARN. A role's ARN looks like"],
		] as const;
		for (const [text, words] of wrong) {
			await field.fill(text);
			await use.click();
			await expect(field).toHaveAccessibleDescription(new RegExp(words.replaceAll(".", "\\.")));
		}
		await expect(page.getByLabel("Role ARN", { exact: true })).toHaveValue(
			`arn:aws:iam::${accountId}:role/HarnessCERole`,
		);
	});

	test("a role with a path, made by hand with the trust policy of the page, is taken by its ARN", async ({
		page,
		wizard,
		accountId,
		sandbox,
	}) => {
		await walkToRole(page, { accountId });
		await page.getByRole("tab", { name: "I already have a role" }).click();
		const shown = page.getByRole("region", { name: "Trust policy that the role needs" });
		const trustPolicy = JSON.parse((await shown.locator("code").textContent()) ?? "");
		await sandbox.putRole({ account: accountId, name: "HandMade", path: "/team/costs/", trustPolicy });
		const arn = `arn:aws:iam::${accountId}:role/team/costs/HandMade`;
		await page.getByLabel("ARN of the role").fill(` "${arn}" `);
		await page.getByRole("button", { name: "Use this ARN" }).click();
		await expect(page.getByLabel("Role ARN", { exact: true })).toHaveValue(arn);
		await wizard.tested();
		const step = testStepOf(page);
		await step.expectRow("role", "Passed");
		await step.expectRow("trust", "Cannot tell", "allow iam:GetRole on the role's own ARN");
	});

	test("another region is carried by the link, one of another partition is refused", async ({
		page,
		wizard,
		accountId,
	}) => {
		await walkToRole(page, { accountId });
		await open(page, "More options");
		const region = page.getByLabel("Region of the stack");
		await expect(region.getByRole("option", { name: "us-gov-west-1" })).toHaveCount(0);
		await region.evaluate((select: HTMLSelectElement) => select.add(new Option("us-gov-west-1")));
		await region.selectOption("us-gov-west-1");
		await page.getByRole("button", { name: "Save options" }).click();
		await expect(region).toHaveAccessibleDescription(/another partition than the account/);
		await region.selectOption("eu-central-1");
		await page.getByRole("button", { name: "Save options" }).click();
		const link = page.getByRole("link", { name: "Launch template in AWS console" });
		await expect(link).toHaveAttribute("href", /\?region=eu-central-1#/);
		await wizard.launch(async (console) => {
			await expect(console.getByText("Region: eu-central-1")).toBeVisible();
		});
		await roleFound(page);
	});

	test("other names, a boundary and a portal are checked, carried by the link and kept", async ({
		page,
		accountId,
	}) => {
		await walkToRole(page, { accountId });
		await open(page, "More options");
		const save = page.getByRole("button", { name: "Save options" });
		const wrong = [
			["Role name", "Harness Rolle/2", /only letters, digits/],
			["Role path", "costs", /begins and ends with \//],
			["Stack name", "s".repeat(58), /up to 57 letters, digits and hyphens/],
			["Permissions boundary", "Boundary", /This is not an ARN/],
			["IAM Identity Center portal", "https://evil.example/start", /no IAM Identity Center portal/],
		] as const;
		for (const [label, text] of wrong) await page.getByLabel(label).fill(text);
		await save.click();
		for (const [label, , words] of wrong)
			await expect(page.getByLabel(label)).toHaveAccessibleDescription(words);
		await expect(page.getByLabel("Role name")).toBeFocused();

		const boundary = `arn:aws:iam::${accountId}:policy/Boundary`;
		await page.getByLabel("Role name").fill("AcmeCosts");
		await page.getByLabel("Role path").fill("/finops/");
		await page.getByLabel("Stack name").fill("s".repeat(57));
		await page.getByLabel("Permissions boundary").fill(boundary);
		await page.getByLabel("IAM Identity Center portal").fill("https://d-1234567890.awsapps.com/start/#/");
		await page.getByLabel("Permission set").fill("AdministratorAccess");
		await save.click();
		await expect(page.getByLabel("Role ARN", { exact: true })).toHaveValue(
			`arn:aws:iam::${accountId}:role/finops/AcmeCosts`,
		);
		const link = page.getByRole("link", { name: "Launch template in AWS console" });
		await expect(link).toHaveAttribute("href", /\/start\/#\/console\?/);
		const portal = new URLSearchParams((await link.getAttribute("href"))?.split("?")[1]);
		expect(portal.get("account_id")).toBe(accountId);
		expect(portal.get("role_name")).toBe("AdministratorAccess");
		const stack = new URLSearchParams(portal.get("destination")?.split("#/stacks/create/review?")[1]);
		expect(stack.get("stackName")).toBe("s".repeat(57));
		expect(stack.get("param_RoleName")).toBe("AcmeCosts");
		expect(stack.get("param_RolePath")).toBe("/finops/");
		expect(stack.get("param_PermissionsBoundaryArn")).toBe(boundary);
		await page.reload();
		await open(page, "More options");
		await expect(page.getByLabel("IAM Identity Center portal")).toHaveValue(
			"https://d-1234567890.awsapps.com",
		);
	});

	test("AWS's error is explained at once, whatever it was", async ({ page, accountId, sandbox }) => {
		await walkToRole(page, { accountId });
		await open(page, "If the stack failed");
		const box = page.getByLabel("AWS's error");
		const said = page.getByRole("status").filter({ hasText: "What to do" });
		const errors = [
			[
				"Stack [harness-ce-iam-role-stack] already exists",
				"A stack of this name exists already",
				'choose another stack name under "More options"',
			],
			[
				"Requires capabilities : [CAPABILITY_NAMED_IAM]",
				"The acknowledgement was not ticked",
				"Tick the box about IAM resources",
			],
			[
				"User: arn:aws:iam::111122223333:user/me is not authorized to perform: iam:CreateRole on resource: role HarnessCERole",
				"The person who launched the stack lacks a permission",
				"It is about iam:CreateRole",
			],
			[
				"API: iam:CreateRole User: me is not authorized to perform: iam:CreateRole with an explicit deny in a service control policy",
				"An organization's policy denies it",
				"manages the organization's policies",
			],
			[
				"S3 error: Access Denied",
				"CloudFormation could not read the template",
				"download the template and upload it",
			],
			[
				"Parameter 'BucketName' failed to satisfy constraint: A bucket name has 3 to 63 characters",
				"A parameter of the stack is not valid",
				"It is about BucketName",
			],
			["It just did not work", "The stack failed", "read the first CREATE_FAILED line"],
		] as const;
		for (const [text, title, fix] of errors) {
			await box.fill(text);
			await expect(said, text).toContainText(title);
			await expect(said, text).toContainText(fix);
		}

		// The real thing: a role of this name is there, so the stack rolls back; its whole list of events is pasted.
		await sandbox.putRole({
			account: accountId,
			name: "HarnessCERole",
			trustPolicy: { Version: "2012-10-17", Statement: [] },
		});
		const console = await openConsole(page);
		await createStack(console);
		await stackIsOver(console);
		await expect(console.getByRole("status").first()).toContainText("ROLLBACK_COMPLETE");
		await box.fill(await console.getByRole("region", { name: "Events" }).innerText());
		await console.close();
		await expect(said).toContainText("A role of this name exists already");
		await expect(said).toContainText('use the existing role with "I already have a role"');
		await expect(answer(page)).toContainText("Waiting for the role");
	});

	test("a stack begun in another account stops there, and the page goes on waiting until the right one is used", async ({
		page,
		wizard,
		accountId,
	}) => {
		await walkToRole(page, { accountId });
		let error = "";
		await wizard.launch(async (console) => {
			await console.getByLabel("AWS account", { exact: true }).fill(OTHER_ACCOUNT);
			await createStack(console);
			await expect(console.getByRole("alert")).toContainText(
				"not the AWS account that the link was made for",
			);
			error = await console.getByRole("alert").innerText();
			await expect(answer(page)).toContainText("Waiting for the role");
			await expect(answer(page)).toContainText("not there yet is not a failure");
			await expect(page.getByRole("button", { name: "Continue", exact: true })).toBeDisabled();
			await open(page, "If the stack failed");
			await page.getByLabel("AWS's error").fill(error);
			const said = page.getByRole("status").filter({ hasText: "What to do" });
			await expect(said).toContainText("The stack was launched in another AWS account");
			await expect(said).toContainText("Nothing was created");
			await expect(said).toContainText("Sign in to the right account");
			await console.getByLabel("AWS account", { exact: true }).fill(accountId);
		});
		await roleFound(page);
	});
});

test.describe("step 5", () => {
	test("another external ID for Rolebridge never turns green, and says that the role does not answer", async ({
		page,
		wizard,
		accountId,
	}) => {
		test.setTimeout(120_000);
		const step = testStepOf(page);
		await walkToRole(page, { accountId });
		let right = "";
		await wizard.launch(async (console) => {
			const field = parameter(console, "VerifierExternalId");
			right = await field.inputValue();
			await field.fill("rb-of-somebody-else");
		});
		await expect(answer(page)).toContainText("Waiting for the role");
		await page.getByRole("button", { name: "The stack is complete" }).click();
		await wizard.continue();
		await wizard.tested();
		await step.expectRow("role", "Waiting", "The role does not answer yet", "It is asked again");
		await step.expectRow("trust", "Skipped", "Not asked: the role does not answer.");
		await expect(page.getByText("Passed", { exact: true })).toHaveCount(0);
		await expect(page.getByRole("button", { name: "Finish", exact: true })).toHaveCount(0);

		await updateStack(page, accountId, { VerifierExternalId: right });
		await step.runAgain();
		await step.expectRow("role", "Passed");

		await updateStack(page, accountId, { VerifierExternalId: "rb-of-somebody-else" });
		await step.runAgain();
		await step.expectRow(
			"role",
			"Failed",
			"It worked until",
			"its trust policy changed",
			"Look in the account's CloudTrail",
			"Update the stack with the template",
			"service or resource control policy",
			"If the account was closed",
		);
		await expect(page.getByText("Passed", { exact: true })).toHaveCount(0);
		await expect(page.getByRole("button", { name: "Finish", exact: true })).toHaveCount(0);
	});

	test("another external ID for Harness puts the role in quarantine, and Harness never hears of it", async ({
		page,
		wizard,
		accountId,
		sandbox,
	}) => {
		test.setTimeout(120_000);
		const step = testStepOf(page);
		await walkToRole(page, { accountId });
		let right = "";
		await wizard.launch(async (console) => {
			const field = parameter(console, "ExternalId");
			right = await field.inputValue();
			await field.fill(right.replace(SANDBOX_HARNESS_ACCOUNT_ID, "0fAnotherHarnessAccoun"));
		});
		await wizard.tested();
		await step.expectRow("role", "Passed");
		await step.expectRow("trust", "Failed", "Set the principal and ExternalId of the stack");
		await expect(alert(page)).toContainText("In quarantine: this role does not let Harness in");
		await expect(alert(page).getByRole("region", { name: "Corrected trust policy" })).toContainText(right);
		await step.expectQuarantine();
		expect(JSON.stringify(await sandbox.harnessState())).not.toContain(accountId);

		await updateStack(page, accountId, { ExternalId: right });
		await step.runAgain();
		await step.expectRow("trust", "Passed");
		await expect(alert(page)).toHaveCount(0);
	});

	test("a stack without a chosen feature fails that feature's check, action by action, and no other", async ({
		page,
		wizard,
		accountId,
	}) => {
		const step = testStepOf(page);
		await walkToRole(page, { accountId, features: ["Resource Inventory Management"] });
		await wizard.launch(async (console) => {
			await parameter(console, "EventsEnabled").selectOption("false");
		});
		await wizard.tested();
		const inventory = step.row("inventory");
		await expect(inventory).toContainText("Failed");
		await expect(inventory).toContainText(/The role is not allowed \w+:\w+/);
		await expect(inventory).toContainText("Update the stack with the template and the feature turned on");
		await inventory.locator("summary").click();
		const actions = inventory.getByRole("region", { name: /Actions asked for/ });
		await expect(actions.getByRole("row", { name: /ec2:DescribeInstances/ })).toContainText("denied");
		for (const check of ["role", "trust", "costs"] as const) await step.expectRow(check, "Passed");
		await page.getByRole("button", { name: "Finish anyway…" }).click();
		await expect(page.getByRole("dialog")).toContainText("Permissions for Resource Inventory Management");
		await page.getByRole("dialog").getByRole("button", { name: "Go back" }).click();
	});
});
