// The pictures of README.md, made from a running product in sandbox mode with an empty database:
// npx node scripts/readme-pictures.mjs http://localhost:3000 (and ROLEBRIDGE_ADMIN_EMAIL, ROLEBRIDGE_ADMIN_PASSWORD)
import { mkdir } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "playwright";
import { wizardOf } from "../e2e/wizard.ts";
import { findBrowser } from "./browser.mjs";
import { inRoot } from "./paths.mjs";

const url = process.argv[2] ?? `http://localhost:${process.env.PORT || 3000}`;
const FOLDER = inRoot("docs/images");
const REPORT = { name: "acme-cur2", bucket: "acme-cost-reports" };

const browser = await chromium.launch(await findBrowser());
try {
	const context = await browser.newContext({
		baseURL: url,
		viewport: { width: 1280, height: 800 },
		deviceScaleFactor: 2,
		colorScheme: "light",
		locale: "en-GB",
	});
	const page = await context.newPage();
	await mkdir(FOLDER, { recursive: true });
	await signIn(page);
	await connectPayer(page);
	await connectMember(page, "data-platform", "111122223333");
	await pictureOfRoleStep(page);
	await pictureOfList(page);
	await pictureOfPermissions(page);
} finally {
	await browser.close();
}

async function signIn(page) {
	const { ROLEBRIDGE_ADMIN_EMAIL: email, ROLEBRIDGE_ADMIN_PASSWORD: password } = process.env;
	if (!email || !password) throw new Error("Set ROLEBRIDGE_ADMIN_EMAIL and ROLEBRIDGE_ADMIN_PASSWORD.");
	await page.goto("/sign-in");
	await page.getByLabel("E-mail").fill(email);
	await page.getByLabel("Password").fill(password);
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.getByRole("heading", { level: 1, name: "Connectors" }).waitFor();
}

async function connectPayer(page) {
	const wizard = wizardOf(page);
	await wizard.begin();
	await wizard.overview({ name: "acme-payer", accountId: "123456789012" });
	await wizard.ownReport(REPORT);
	await wizard.features("Resource Inventory Management");
	await launchAndFinish(page, wizard);
}

async function connectMember(page, name, accountId) {
	const wizard = wizardOf(page);
	await wizard.begin();
	await wizard.overview({ name, accountId });
	await wizard.onStep("Cost and Usage Report");
	await page.getByRole("radio", { name: "The report of acme-payer" }).check();
	await wizard.continue();
	await wizard.features("Resource Inventory Management");
	await launchAndFinish(page, wizard);
}

async function launchAndFinish(page, wizard) {
	await wizard.launch();
	await wizard.proven();
	await wizard.finish();
	await page.getByRole("link", { name: "Connect the next account" }).waitFor({ timeout: 30_000 });
}

/** While the page waits for the role: the launch link, the external ID and the derived ARN are all to be seen. */
async function pictureOfRoleStep(page) {
	const wizard = wizardOf(page);
	await wizard.begin();
	await wizard.overview({ name: "payments-prod", accountId: "210987654321" });
	await wizard.onStep("Cost and Usage Report");
	await page.getByRole("radio", { name: "The report of acme-payer" }).check();
	await wizard.continue();
	await wizard.features("Resource Inventory Management");
	await wizard.onStep("Create cross-account role");
	await page.getByRole("link", { name: "Launch template in AWS console" }).waitFor();
	await page
		.getByText(/^asked /)
		.first()
		.waitFor({ timeout: 20_000 });
	await page.screenshot({ path: `${FOLDER}/role-step.png`, fullPage: true, animations: "disabled" });
}

/** Refusals count only a minute after a role's first answer; until then the list rightly says so. */
async function pictureOfList(page) {
	for (let tries = 0; tries < 30; tries += 1) {
		await page.goto("/");
		if ((await page.getByRole("row").getByText("Healthy", { exact: true }).count()) > 0) break;
		await wait(5_000);
	}
	await page.screenshot({ path: `${FOLDER}/connectors.png`, animations: "disabled" });
}

/** Two tasks of which one has risks. */
async function pictureOfPermissions(page) {
	await page.goto("/permissions?tasks=s3-read-write-console,serverless-limited&buckets=acme-artifacts");
	await page.getByRole("heading", { name: "Risks" }).waitFor();
	await page.screenshot({ path: `${FOLDER}/permissions.png`, animations: "disabled" });
}
