import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { SANDBOX_HARNESS_ACCOUNT_ID } from "../lib/sandbox/harness/constants.ts";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { putTrust, ROLE_NAME } from "./sandbox-role.ts";

const STAMP = String(Date.now() % 10_000_000).padStart(8, "0");
const ACCOUNT = `76${STAMP}00`;
const IDENTIFIER = `lifecycle_${STAMP}`;
const NAME = `lifecycle-${STAMP}`;

const TRUSTS_HARNESS = {
	Version: "2012-10-17",
	Statement: [
		{
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::891928451355:root" },
			Action: "sts:AssumeRole",
			Condition: { StringEquals: { "sts:ExternalId": `harness:891928451355:${SANDBOX_HARNESS_ACCOUNT_ID}` } },
		},
	],
};

function harnessConnector(identifier: string, awsAccountId: string, more: object = {}) {
	return {
		name: identifier === IDENTIFIER ? NAME : identifier,
		identifier,
		type: "CEAws",
		spec: {
			featuresEnabled: ["VISIBILITY"],
			crossAccountAccess: {
				crossAccountRoleArn: `arn:aws:iam::${awsAccountId}:role/${ROLE_NAME}`,
				externalId: `harness:891928451355:${SANDBOX_HARNESS_ACCOUNT_ID}`,
			},
			curAttributes: { reportName: "", s3BucketName: "" },
			awsAccountId,
			isAWSGovCloudAccount: false,
			...more,
		},
	};
}

type HarnessRecord = { readonly connector: object; readonly lastModifiedAt: number };

/** As an auditor does it, with nothing but the file and the fingerprint. */
function verifyReport(file: string, fingerprint: string) {
	const args = ["--conditions=react-server", "scripts/verify-report.ts", file, "--key", fingerprint];
	return spawnSync(process.execPath, args, { encoding: "utf8" });
}

/** The connector's page by its name, from the dashboard. */
async function idOf(page: Page): Promise<string> {
	await page.goto(`/?q=${NAME}`);
	const link = page.getByRole("link", { name: NAME }).first();
	await expect(link).toBeVisible();
	return (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
}

test.describe("The life of a connector after its set-up", () => {
	test.describe.configure({ mode: "serial", timeout: 150_000 });

	test("is taken over from Harness as it is, with Harness's word for proof", async ({ page, sandbox }) => {
		await putTrust(sandbox, ACCOUNT, TRUSTS_HARNESS);
		await sandbox.callHarness("POST", "", { connector: harnessConnector(IDENTIFIER, ACCOUNT) });
		const [twinA, twinB] = [`twin_a_${STAMP}`, `twin_b_${STAMP}`];
		for (const twin of [twinA, twinB]) {
			await sandbox.callHarness("POST", "", { connector: harnessConnector(twin, `76${STAMP}01`) });
		}
		await sandbox.callHarness("POST", `/testConnection/${IDENTIFIER}`);
		const record = async () => {
			const { data } = (await sandbox.callHarness("GET", `/${IDENTIFIER}`)) as {
				readonly data: HarnessRecord;
			};
			return { connector: data.connector, lastModifiedAt: data.lastModifiedAt };
		};
		const before = await record();

		await page.goto("/connectors/new");
		await page.getByRole("link", { name: "Import from Harness" }).click();
		const twin = page.getByRole("row").filter({ hasText: twinA }).first();
		await expect(twin).toContainText("Shares its account", { timeout: 60_000 });
		await page.getByRole("button", { name: `Import ${NAME}` }).click();
		await expect(page.getByText("1 of 1 imported.").first()).toBeAttached({ timeout: 30_000 });
		await page.reload();
		await expect(page.getByText("1 of 1 imported.").first()).toBeAttached();
		await expect(page.getByRole("row").filter({ hasText: NAME })).toContainText("Already here");
		expect(await record()).toEqual(before);

		await page.goto(`/connectors/${await idOf(page)}`);
		await expect(page.getByText("Reported").first()).toBeVisible();
	});

	test("gets proof of its own once the role trusts Rolebridge, and not before", async ({ page, sandbox }) => {
		await page.goto(`/connectors/${await idOf(page)}/add-proof`);
		const ask = page.getByRole("button", { name: "Ask again" });
		await ask.click();
		const checks = page.getByRole("list", { name: "Trust checks" });
		await expect(checks).toContainText("the role does not let Rolebridge in", { timeout: 30_000 });
		await expect(page.getByText("Proof added")).toBeHidden();
		await expectNothing(page, ["light"]);

		await page.getByText("The role has no stack, or was made by hand").click();
		const wanted = await page.getByRole("region", { name: "Trust policy that the role needs" }).textContent();
		await putTrust(sandbox, ACCOUNT, JSON.parse(wanted ?? ""));
		await expect(ask).toBeEnabled();
		await ask.click();
		// Denials in the first minute are provisional: they are asked again before they count.
		await expect(page.getByText("Proof added")).toBeVisible({ timeout: 110_000 });
	});

	test("is paused with a reason, claims nothing meanwhile, and resumes", async ({ page }) => {
		await page.goto(`/connectors/${await idOf(page)}`);
		await page.getByRole("button", { name: "Pause checks…" }).click();
		const dialog = page.getByRole("dialog");
		await dialog.getByRole("button", { name: "Pause checks" }).click();
		await expect(dialog.getByText("Say why, for those who wonder later.")).toBeVisible();
		await dialog.getByLabel("Reason").fill("The account moves to another organization.");
		await dialog.getByRole("button", { name: "Pause checks" }).click();
		await expect(page.getByRole("region", { name: "Health" })).toContainText("Paused");
		await page.getByRole("button", { name: "Resume checks" }).click();
		await expect(page.getByRole("button", { name: "Pause checks…" })).toBeVisible();
		await expect(page.getByRole("region", { name: "Health" })).not.toContainText("Paused");
	});

	test("has a signed report that a changed byte breaks", async ({ page }, testInfo) => {
		await page.goto(`/connectors/${await idOf(page)}`);
		await page.getByRole("link", { name: "Evidence report" }).click();
		await expect(page.getByRole("heading", { level: 1, name: NAME })).toBeVisible();
		const command = await page.getByRole("region", { name: "Verify a report" }).textContent();
		const fingerprint = /--key "([0-9a-f ]+)"/.exec(command ?? "")?.[1] ?? "";
		const download = page.waitForEvent("download");
		await page.getByRole("link", { name: "Download signed JSON" }).click();
		const genuine = testInfo.outputPath("report.json");
		await (await download).saveAs(genuine);
		expect(verifyReport(genuine, fingerprint)).toMatchObject({ status: 0 });
		const forged = testInfo.outputPath("forged.json");
		const text = await readFile(genuine, "utf8");
		await writeFile(forged, text.replace(ACCOUNT, `${ACCOUNT.slice(0, -1)}9`));
		expect(verifyReport(forged, fingerprint)).toMatchObject({ status: 1 });
		expect(verifyReport(genuine, "0000 0000")).toMatchObject({ status: 1 });
	});

	test("axe finds nothing on the pages of its later life", async ({ page }) => {
		const id = await idOf(page);
		for (const path of ["", "/features", "/upgrade", "/rotate", "/offboard", "/report"]) {
			await page.goto(`/connectors/${id}${path}`);
			await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
			await expectNothing(page);
			await expectNoSidewaysScroll(page);
		}
	});

	test("is offboarded: gone in Harness, and refused by AWS once its role is deleted", async ({
		page,
		sandbox,
	}) => {
		const id = await idOf(page);
		await sandbox.harnessFaults({ down: true });
		await page.goto(`/connectors/${id}/offboard`);
		await page.getByRole("button", { name: "Offboard this connector" }).click();
		await expect(page.getByRole("button", { name: "Remove in Harness" })).toBeVisible({ timeout: 60_000 });
		await sandbox.harnessFaults({ down: false });
		await page.getByRole("button", { name: "Remove in Harness" }).click();
		await expect(page.getByText("Harness has removed the connector.")).toBeVisible({ timeout: 30_000 });
		await expect(page.getByText("The role still lets Rolebridge in.")).toBeVisible({ timeout: 30_000 });
		const { connectors } = (await sandbox.harnessState()) as {
			readonly connectors: readonly { readonly connector: { readonly identifier: string } }[];
		};
		expect(connectors.map(({ connector }) => connector.identifier)).not.toContain(IDENTIFIER);

		await sandbox.putRole({ account: ACCOUNT, name: ROLE_NAME, trustPolicy: null });
		await expect(page.getByText("Nothing of it is left in Harness, and AWS refuses")).toBeVisible({
			timeout: 30_000,
		});
		await page.goto(`/?q=${NAME}`);
		await expect(page.getByRole("heading", { name: "No connector matches" })).toBeVisible();
		await page.goto(`/connectors/${id}`);
		await expect(page.getByText("AWS refused the role: access is gone")).toBeVisible();
	});

	test("a draft is simply discarded", async ({ page, wizard, accountId }) => {
		await wizard.begin();
		await wizard.overview({ name: `draft-${accountId}`, accountId });
		await wizard.onStep("Cost and Usage Report");
		const id = new URL(page.url()).pathname.split("/")[2] ?? "";
		await page.goto(`/connectors/${id}/offboard`);
		await page.getByRole("button", { name: "Discard draft" }).click();
		await expect(page.getByText("Draft discarded.")).toBeVisible();
		await page.goto(`/connectors/${id}/offboard`);
		await expect(page.getByText("This draft was discarded")).toBeVisible();
	});
});
