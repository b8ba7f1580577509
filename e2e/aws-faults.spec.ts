import { expect, test } from "./fixtures.ts";
import {
	askedTrust,
	type Connected,
	connectByHand,
	putTrust,
	REPORT,
	ROLE_NAME,
	walkToRole,
} from "./sandbox-role.ts";
import { testStepOf } from "./test-step.ts";
import { wizardOf } from "./wizard.ts";

const STAMP = String(Date.now() % 10_000_000).padStart(8, "0");
const ACCOUNTS = ["00", "01", "02", "03"].map((last) => `72${STAMP}${last}`);
const [ONE = "", TWO = "", THREE = "", FOUR = ""] = ACCOUNTS;
const bucketOf = (account: string) => `${REPORT.bucket}-${account}`;
const CUR2 = { ...REPORT, type: "CUR 2.0" } as const;
const CUR1 = { ...REPORT, type: "CUR 1.0" } as const;
const FEATURES = ["Resource Inventory Management"];

test.describe("faults of AWS", () => {
	test.describe.configure({ mode: "serial", timeout: 120_000 });
	const connected: Connected[] = [];
	const at = (index: number): Connected => {
		const found = connected[index];
		if (found === undefined) throw new Error("The connector was not made.");
		return found;
	};

	test.beforeAll(async ({ browser, signedInState, sandbox, baseURL }) => {
		test.setTimeout(180_000);
		for (const account of [ONE, TWO])
			await sandbox.putReport({ account, ...CUR2, bucket: bucketOf(account) });
		for (const name of ["a", "b", "c", "d", "e", "f", REPORT.name]) {
			await sandbox.putReport({ account: THREE, ...CUR1, name, bucket: bucketOf(THREE) });
		}
		await sandbox.putReport({
			account: FOUR,
			...CUR2,
			name: REPORT.name.toUpperCase(),
			bucket: bucketOf(FOUR),
		});
		const made = await Promise.all(
			ACCOUNTS.map(async (accountId) => {
				const context = await browser.newContext({
					storageState: signedInState,
					...(baseURL !== undefined && { baseURL }),
				});
				const report = { ...(accountId === THREE ? CUR1 : CUR2), bucket: bucketOf(accountId) };
				return connectByHand(await context.newPage(), sandbox, { accountId, report, features: FEATURES });
			}),
		);
		connected.push(...made);
	});
	test.afterAll(() => Promise.all(connected.map(({ page }) => page.context().close())));

	test("a report on a later page of AWS's list is found, one of another case is not", async () => {
		await at(0).step.expectRow("role", "Passed");
		await at(0).step.expectRow("delivered", "Passed", "can be read");
		await at(2).step.expectRow("report", "Passed", `AWS has the report ${REPORT.name}.`);
		await at(2).step.expectRow("delivered", "Passed", "can be read");
		await at(3).step.expectRow(
			"report",
			"Failed",
			`AWS has no report named ${REPORT.name}`,
			`There is one named ${REPORT.name.toUpperCase()}; upper and lower case matter.`,
			"The account has no report or export with exactly this name; case counts.",
		);
		await at(3).step.expectRow("delivered", "Skipped", "There is no report");
	});

	test("throttling, errors, dropped connections and silence are told apart, and judge nobody", async ({
		sandbox,
	}) => {
		const assume = { service: "sts", action: "AssumeRole" };
		await sandbox.awsRule({ kind: "throttle", account: ONE, ...assume });
		await sandbox.awsRule({ kind: "error", account: TWO, ...assume });
		await sandbox.awsRule({ kind: "reset", account: THREE, ...assume });
		await sandbox.awsRule({ kind: "latency", ms: 60_000, account: FOUR, service: "iam", action: "GetRole" });
		await Promise.all(connected.map(({ step }) => step.runAgain()));
		const nothing = "AWS gave no answer to AssumeRole that says anything about the role.";
		await at(0).step.expectRow("role", "Cannot tell", nothing, "Too many requests were made in a short time");
		await at(1).step.expectRow("role", "Cannot tell", nothing, "An AWS service had an error of its own");
		await at(2).step.expectRow("role", "Cannot tell", nothing, "or could not be reached");
		await at(3).step.expectRow(
			"trust",
			"Cannot tell",
			"AWS gave no answer to GetRole.",
			"The call was given up after its time limit.",
		);
		await at(3).step.expectRow("role", "Passed");
		for (const { step } of connected.slice(0, 3)) {
			await step.expectRow("trust", "Cannot tell", "Not judged: AWS did not say whether the role answers.");
		}
		for (const { step } of connected) {
			await expect(step.button("Finish")).toHaveCount(0);
			expect(await step.replayFinish("nothing")).toContain("CONNECTOR_NOT_PROVEN");
		}
	});

	test("an organization's denials and a region that is off are named as such", async ({ sandbox }) => {
		await sandbox.organizationDeny({ account: ONE });
		await sandbox.organizationDeny({ account: TWO, actions: ["rds:DescribeDBSnapshots", "s3:GetObject"] });
		await sandbox.awsFaults({ disabledRegions: [{ region: "us-east-1", account: THREE }] });
		await sandbox.putReport({ account: FOUR, ...CUR2, bucket: bucketOf(FOUR), isDelivered: false });
		await Promise.all(connected.map(({ step }) => step.runAgain()));
		await at(0).step.expectRow(
			"role",
			"Failed",
			"A policy of an AWS organization denies AssumeRole on this role.",
			"Ask whoever manages the organization's policies",
		);
		await at(1).step.expectRow("role", "Passed");
		await at(1).step.expectRow(
			"inventory",
			"Failed",
			"A policy of the AWS organization denies rds:DescribeDBSnapshots.",
			"The role allows the action, but a service control policy denies it.",
		);
		const inventory = at(1).step.row("inventory");
		await inventory.getByText("Details", { exact: true }).click();
		const action = inventory.getByRole("row").filter({ hasText: "rds:DescribeDBSnapshots" });
		await expect(action).toContainText("denied by organization");
		await expect(inventory.getByRole("row").filter({ hasText: "denied by organization" })).toHaveCount(1);
		await at(1).step.expectRow("costs", "Failed", "A policy of the AWS organization denies s3:GetObject.");
		await at(1).step.expectRow("delivered", "Failed", "The role cannot read the bucket");
		await at(2).step.expectRow(
			"role",
			"Failed",
			"AWS STS is switched off in us-east-1 for this account.",
			"Turn the region on in the AWS account",
		);
		await at(3).step.expectRow("report", "Passed");
		await at(3).step.expectRow(
			"delivered",
			"Waiting",
			"AWS delivers the first file of a new report within 24 hours.",
		);
	});

	test("a deleted role, an unreadable bucket and wrong settings say what is wrong, one by one", async ({
		sandbox,
	}) => {
		await sandbox.putRole({ account: ONE, name: ROLE_NAME, trustPolicy: null });
		await sandbox.putBucket({ account: TWO, name: bucketOf(TWO), kmsDenied: true });
		await sandbox.putReport({
			account: THREE,
			...CUR1,
			bucket: bucketOf(THREE),
			settings: {
				timeUnit: "DAILY",
				compression: "ZIP",
				versioning: "CREATE_NEW_REPORT",
				refreshClosedReports: false,
				schemaElements: [],
				artifacts: ["ATHENA"],
			},
		});
		await sandbox.putReport({
			account: FOUR,
			...CUR2,
			bucket: bucketOf(FOUR),
			isDelivered: false,
			settings: {
				format: "TEXT_OR_CSV",
				overwrite: "CREATE_NEW_REPORT",
				tableConfigurations: {
					COST_AND_USAGE_REPORT: { TIME_GRANULARITY: "DAILY", INCLUDE_RESOURCES: "FALSE" },
				},
			},
		});
		await sandbox.putObject({
			bucket: bucketOf(FOUR),
			key: `${REPORT.name}/metadata/BILLING_PERIOD=${new Date().toISOString().slice(0, 7)}/${REPORT.name}-Manifest.json`,
			ageHours: 80,
		});
		await Promise.all(connected.map(({ step }) => step.runAgain()));
		await at(0).step.expectRow(
			"role",
			"Failed",
			/It worked until 20\d\d-\d\d-\d\dT/,
			"DeleteRole, UpdateAssumeRolePolicy",
		);
		await at(0).step.expectRow("trust", "Skipped", "Not asked: the role does not answer.");
		await at(1).step.expectRow(
			"delivered",
			"Failed",
			`The role cannot read the bucket ${bucketOf(TWO)}.`,
			"kms:Decrypt",
		);
		await at(2).step.expectRow(
			"settings",
			"Failed",
			"Time granularity: Hourly is needed, it is DAILY.",
			"Compression type: GZIP is needed, it is ZIP.",
			"Report versioning: Overwrite existing report is needed, it is CREATE_NEW_REPORT.",
			"Refresh automatically: on is needed, it is off.",
			"Include resource IDs: on is needed, it is off.",
			"Report data integration: none is needed, it is ATHENA.",
		);
		await at(3).step.expectRow(
			"settings",
			"Failed",
			"Time granularity: Hourly is needed, it is DAILY.",
			"Format: Parquet is needed, it is TEXT_OR_CSV.",
			"File versioning: Overwrite existing data export file is needed, it is CREATE_NEW_REPORT.",
			"Include resource IDs: on is needed, it is off.",
		);
		await at(3).step.expectRow("delivered", "Failed", "The newest file is 80 hours old.", "bcm-data-exports");
	});

	test("a bucket whose policy denies the role, and a report in another bucket", async ({ sandbox }) => {
		await sandbox.putBucket({
			account: TWO,
			name: bucketOf(TWO),
			kmsDenied: false,
			policy: {
				Statement: [
					{
						Effect: "Deny",
						Principal: "*",
						Action: "s3:ListBucket",
						Resource: `arn:aws:s3:::${bucketOf(TWO)}`,
					},
				],
			},
		});
		await sandbox.putReport({ account: THREE, ...CUR1, bucket: `other-${THREE}` });
		await Promise.all([at(1).step.runAgain(), at(2).step.runAgain()]);
		await at(1).step.expectRow(
			"delivered",
			"Failed",
			`The role cannot read the bucket ${bucketOf(TWO)}.`,
			"Allow the role in the bucket's policy",
		);
		await at(2).step.expectRow(
			"settings",
			"Failed",
			`S3 bucket: ${bucketOf(THREE)} is needed, it is other-${THREE}.`,
		);
	});

	test("our own side not allowed judges nobody, and afterwards no draft is lost", async ({ sandbox }) => {
		await sandbox.awsFaults({ verifierNotAllowed: true });
		await putTrust(sandbox, ONE, at(0).asked);
		await Promise.all([at(0).step.runAgain(), at(3).step.runAgain()]);
		for (const { step } of [at(0), at(3)]) {
			await step.expectRow("role", "Cannot tell", "The server's own identity lacks sts:AssumeRole");
			await expect(step.row("role")).not.toContainText("worked until");
			await expect(step.button("Finish")).toHaveCount(0);
			expect(await step.replayFinish("nothing")).toContain("CONNECTOR_NOT_PROVEN");
		}
		await sandbox.calm();
		await at(0).step.runAgain();
		await at(0).step.expectRow("role", "Passed", `in account ${ONE} with its external ID`);
		await at(0).step.expectRow("trust", "Passed");
		const { page } = at(0);
		await page.getByRole("link", { name: /^Overview/ }).click();
		await expect(page.getByLabel("Connector name")).toHaveValue(`test-${ONE}`);
		await expect(page.getByLabel("AWS account ID")).toHaveValue(new RegExp(`^${ONE}$`));
	});
});

test("while AWS makes a role known it is not there yet, nowhere failed, and then found", async ({
	page,
	sandbox,
	accountId,
}) => {
	await walkToRole(page, { accountId });
	await page.getByRole("button", { name: "The stack is complete" }).click();
	await expect(page.getByText("Noted. Wait here, or go on")).toBeVisible();
	const answer = page.getByRole("region", { name: "The role's answer" });
	await expect(answer).toContainText("not there yet is not a failure");
	await expect(answer).toContainText(/Until .* a refusal means not there yet/);
	await wizardOf(page).continue();
	const step = testStepOf(page);
	await step.done();
	await step.expectRow("role", "Waiting", "The role does not answer yet.", "AWS takes from seconds to a few");
	await step.expectRow("trust", "Skipped", "Not asked: the role does not answer.");
	await expect(page.getByTestId("summary")).not.toContainText("failed");
	await expect(step.button("Finish")).toHaveCount(0);
	await page.goBack();
	const trust = await askedTrust(page);
	await putTrust(sandbox, accountId, trust);
	await wizardOf(page).continue();
	// Nobody presses: the page asks again by itself.
	await expect(step.row("role")).toContainText("Passed", { timeout: 40_000 });
});
