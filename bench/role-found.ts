// From the moment a new role would answer to "Role found" on the page of somebody who waits for it.
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright";
import { wizardOf } from "../e2e/wizard.ts";
import { median, print } from "./figures.ts";
import type { Product } from "./product.ts";

/** Later and later within the five seconds between two questions, so that luck is spread evenly. */
const PAUSES_MS = [0, 1_000, 2_000, 3_000, 4_000];

/** Connects new accounts one after another; the id of the last connector, for benches that look at its pages. */
export async function measureRoleFound({ page, sandboxUrl }: Product): Promise<string> {
	await setPropagationDelay(sandboxUrl, 0);
	const latencies: number[] = [];
	let connectorId = "";
	for (const [index, pauseMs] of PAUSES_MS.entries()) {
		const accountId = `60${String((Date.now() + index) % 10_000_000_000).padStart(10, "0")}`;
		connectorId = await goToRoleStep(page, accountId);
		latencies.push(await roleFoundMs(page, pauseMs));
	}
	const figure = `${(median(latencies) / 1_000).toFixed(1)} s, longest ${(Math.max(...latencies) / 1_000).toFixed(1)} s`;
	print("role answers → Role found on the page", figure, "limit 6 s");
	return connectorId;
}

async function setPropagationDelay(sandboxUrl: string, propagationDelayMs: number): Promise<void> {
	const body = JSON.stringify({ propagationDelayMs, stackStepMs: 0 });
	const answer = await fetch(`${sandboxUrl}/_sandbox/faults`, { method: "PATCH", body });
	if (!answer.ok) throw new Error(`The sandbox refused its switches: ${answer.status}`);
}

async function goToRoleStep(page: Page, accountId: string): Promise<string> {
	const wizard = wizardOf(page);
	await wizard.begin();
	const connectorId = new URL(page.url()).pathname.split("/")[2] ?? "";
	await wizard.overview({ name: `bench-${accountId}`, accountId });
	await wizard.onStep("Cost and Usage Report");
	// Where a payer is connected already, its report is offered first and will do as well.
	const offered = page.getByRole("radio", { name: /123456789012/ });
	await offered.or(page.getByLabel("Cost and usage report name")).first().waitFor();
	if ((await offered.count()) > 0) {
		await offered.first().check();
		await wizard.continue();
	} else {
		await wizard.ownReport({ name: "acme-cur2", bucket: "acme-cost-reports" });
	}
	await wizard.features("Resource Inventory Management");
	await wizard.onStep("Create cross-account role");
	return connectorId;
}

/** The stack is made at the press of "Create stack" and its role answers at once: nothing is forgiven. */
async function roleFoundMs(page: Page, pauseMs: number): Promise<number> {
	const opened = page.context().waitForEvent("page");
	await page.getByRole("link", { name: "Launch template in AWS console" }).click();
	const console = await opened;
	await console.getByLabel(/I acknowledge that AWS CloudFormation might create IAM resources/).check();
	await wait(pauseMs);
	const startedAt = performance.now();
	const found = page.getByText("Role found", { exact: true }).first().waitFor({ timeout: 30_000 });
	await console.getByRole("button", { name: "Create stack" }).click();
	await found;
	const latencyMs = performance.now() - startedAt;
	await console.close();
	return latencyMs;
}
