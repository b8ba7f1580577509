import type { Browser } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
	type Connected,
	connectByHand,
	putTrust,
	type TrustPolicy,
	withCondition,
	withNearMisses,
	withoutExternalId,
	withWildcard,
} from "./sandbox-role.ts";

/** A wrong condition in either entry, and what each entry's own check says of it. */
const WRONG_ROLES = [
	{
		what: "takes no external ID",
		wrong: (asked: TrustPolicy) => inBoth(asked, withoutExternalId, withoutExternalId),
		rows: [
			["required", "The role let us in without an external ID."],
			["required", "other customers of the trusted account could use the role"],
			["exact", "The role let us in with a wrong external ID"],
			["trust", /lets in arn:aws:iam::891928451355:root with no external ID/],
		],
	},
	{
		what: "takes every ID with the right beginning",
		wrong: (asked: TrustPolicy) => inBoth(asked, withWildcard, withWildcard),
		rows: [
			["exact", /with a wrong external ID \([^)]*other-connector[^)]*\)/],
			["exact", "StringLike with a wildcard"],
			["trust", /lets in arn:aws:iam::891928451355:root with a wrong external ID/],
			["trust", "whom the role is for gets in without the right external ID"],
		],
	},
	{
		what: "takes near misses beside the right ID",
		wrong: (asked: TrustPolicy) => inBoth(asked, withNearMisses, withNearMisses),
		rows: [
			["exact", "(last-character, case, suffix, other-connector, without-prefix)."],
			["trust", "with a wrong external ID (last-character)."],
			...(["last-character", "case", "suffix", "other-tenant", "two-part"] as const).map(
				(kind) => ["trust", new RegExp(`a wrong external ID \\(${kind}\\)\\s*allowed`)] as const,
			),
		],
	},
] as const;

type Change = Parameters<typeof withCondition>[2];

function inBoth(asked: TrustPolicy, ours: Change, harness: Change): TrustPolicy {
	return withCondition(withCondition(asked, "Rolebridge", ours), "Harness", harness);
}

async function pageOf(browser: Browser, storageState: string, baseURL: string | undefined) {
	const context = await browser.newContext({ storageState, ...(baseURL !== undefined && { baseURL }) });
	return context.newPage();
}

test.describe("a role that lets in more than it should", () => {
	test.describe.configure({ mode: "serial" });
	const connected: Connected[] = [];

	test.beforeAll(async ({ browser, signedInState, sandbox, baseURL }) => {
		test.setTimeout(180_000);
		const seed = Date.now() % 10_000_000;
		// Side by side: each waits for the worker most of the time.
		const made = await Promise.all(
			WRONG_ROLES.map(async ({ wrong }, index) =>
				connectByHand(await pageOf(browser, signedInState, baseURL), sandbox, {
					accountId: `71${String(seed).padStart(8, "0")}${String(index).padStart(2, "0")}`,
					trust: wrong,
				}),
			),
		);
		connected.push(...made);
	});
	test.afterAll(() => Promise.all(connected.map(({ page }) => page.context().close())));

	for (const [index, { what, rows }] of WRONG_ROLES.entries()) {
		test(`${what}: quarantined with its own explanation, and nothing finishes it`, async ({ sandbox }) => {
			const connection = connected[index];
			if (connection === undefined) throw new Error("The connector was not made.");
			const { step, accountId, page } = connection;
			for (const check of ["exact", "trust"] as const) {
				await step.row(check).getByText("Details", { exact: true }).click();
			}
			for (const [check, text] of rows) await step.expectRow(check, "Failed", text);
			await step.expectQuarantine();
			await expect(page.getByRole("region", { name: "Corrected trust policy" })).toContainText(
				"StringEquals",
			);
			for (const accept of ["nothing", "failing-checks", "harness-proof"] as const) {
				expect(await step.replayFinish(accept), accept).toContain("CONNECTOR_QUARANTINED");
			}
			expect(JSON.stringify(await sandbox.harnessState())).not.toContain(accountId);
		});
	}

	test("once repaired it comes out of quarantine by the button, and a trusted stranger is a warning", async ({
		sandbox,
	}) => {
		const connection = connected[0];
		if (connection === undefined) throw new Error("The connector was not made.");
		const { step, accountId, asked, page } = connection;
		const stranger = {
			Sid: "Friend",
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::444455556666:root" },
			Action: "sts:AssumeRole",
			Condition: { StringEquals: { "sts:ExternalId": "something-else" } },
		};
		await putTrust(sandbox, accountId, { ...asked, Statement: [...asked.Statement, stranger] });
		await step.runAgain();
		await step.expectRow(
			"trust",
			"Warning",
			"Others may assume the role too: arn:aws:iam::444455556666:root.",
			"Remove each principal that you do not know.",
		);
		await expect(page.getByRole("alert").filter({ hasText: "In quarantine" })).toHaveCount(0);
		await expect(step.button("Finish anyway…")).toBeVisible();
		await putTrust(sandbox, accountId, asked);
		await step.runAgain();
		await step.expectRow("trust", "Passed", "nobody else but Rolebridge is named");
		await step.expectRow("role", "Passed");
		await expect(step.row("required")).not.toContainText("Failed");
		await expect(step.row("exact")).not.toContainText("Failed");
	});

	test("a role that became wrong after the page was opened is refused by the server, whatever the page shows", async ({
		sandbox,
	}) => {
		const connection = connected[0];
		if (connection === undefined) throw new Error("The connector was not made.");
		const { step, accountId, asked, page } = connection;
		await expect(step.button("Finish anyway…")).toBeVisible();
		await putTrust(sandbox, accountId, withCondition(asked, "Rolebridge", withoutExternalId));
		await step.runAgain();
		await step.expectQuarantine();
		expect(await step.replayFinish("failing-checks")).toContain("CONNECTOR_QUARANTINED");
		expect(JSON.stringify(await sandbox.harnessState())).not.toContain(accountId);
		await page.goto("/");
		await expect(page.getByRole("row", { name: new RegExp(`test-${accountId}`) })).toContainText(
			"Quarantined",
		);
	});
});
