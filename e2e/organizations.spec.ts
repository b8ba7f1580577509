import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { FAILURES, type FailureCode } from "../lib/domain/failures.ts";
import { HARNESS_ACCOUNT_ID, OPERATOR_CREDENTIALS } from "../lib/sandbox/credentials.ts";
import type { SandboxOrganization } from "../lib/testing/sandbox-organization.ts";
import { createNestedStack, openConsole, stackIsMade } from "./aws-console.ts";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { rolloutOf } from "./rollout.ts";
import type { Sandbox } from "./sandbox.ts";

const ROLE = "HarnessCERole";
/** With the management account; 3 join, 2 leave, and of what is there then 5 fail. */
const AT_FIRST = 304;
const HEALTHY = 300;

/** Accounts that belong to this test alone. */
const firstAccountOf = (accountId: string) => `80${accountId.slice(-7)}000`;

/** Three levels of units. */
function tree(accountId: string) {
	return {
		account: accountId,
		firstAccount: firstAccountOf(accountId),
		accounts: 1,
		units: [
			{
				name: "Workloads",
				units: [
					{
						name: "Production",
						units: [
							{ name: "Payments", accounts: 80 },
							{ name: "Retail", accounts: 80 },
						],
					},
					{ name: "Test", accounts: 60 },
				],
			},
			{ name: "Platform", accounts: 40, units: [{ name: "Network", accounts: 20 }] },
			{ name: "Sandboxes", accounts: 22 },
		],
	};
}

/** The member accounts of a unit, in the order of their numbers. */
function membersOf({ units, accounts }: SandboxOrganization, name: string): readonly string[] {
	const unit = units.find((one) => one.name === name);
	return accounts.filter(({ parentId }) => parentId === unit?.id).map(({ id }) => id);
}

type Failing = {
	readonly nameTaken: string;
	readonly denied: string;
	readonly suspended: string;
	readonly letsAnybodyIn: string;
	readonly lacksPermissions: string;
};

/** What was wrong before anybody launched anything. */
async function failBefore(sandbox: Sandbox, management: string, failing: Failing): Promise<void> {
	await sandbox.putRole({
		account: failing.nameTaken,
		name: ROLE,
		trustPolicy: { Version: "2012-10-17", Statement: [] },
	});
	await sandbox.setOrganization("policies", {
		management,
		name: "NoNewRoles",
		targets: [failing.denied],
		denies: ["iam:CreateRole"],
	});
	await sandbox.changeAccount("state", { account: failing.suspended, state: "SUSPENDED" });
}

/** What somebody in the account does to the role once it is there. */
async function failAfter(sandbox: Sandbox, { letsAnybodyIn, lacksPermissions }: Failing): Promise<void> {
	const principals = [OPERATOR_CREDENTIALS.principalArn, `arn:aws:iam::${HARNESS_ACCOUNT_ID}:root`];
	const statement = { Effect: "Allow", Principal: { AWS: principals }, Action: "sts:AssumeRole" };
	await sandbox.putRole({
		account: letsAnybodyIn,
		name: ROLE,
		trustPolicy: { Version: "2012-10-17", Statement: [statement] },
	});
	await sandbox.putRole({
		account: lacksPermissions,
		name: ROLE,
		policies: { NoDatabases: { Statement: [{ Effect: "Deny", Action: "rds:*", Resource: "*" }] } },
	});
}

/** A cause on the watch page: so many accounts, and the words for it. */
async function showsProblem(page: Page, kind: string, words: string, accountId: string): Promise<void> {
	const row = rolloutOf(page).problem(words).filter({ hasText: kind });
	await expect(row).toContainText("1 account");
	await expect(row).toContainText(accountId);
}

const titleOf = (code: FailureCode) => FAILURES[code].title;

test("an organization of 300 accounts goes from one launch to 300 healthy connectors", async ({
	page,
	sandbox,
	accountId: management,
}) => {
	test.setTimeout(420_000);
	const rollout = rolloutOf(page);
	const name = `Acme ${management.slice(-6)}`;
	await sandbox.awsFaults({ stackSetStepMs: 100 });
	const organization = await sandbox.putOrganization(tree(management));
	expect(organization.accounts).toHaveLength(AT_FIRST);
	const [nameTaken = "", denied = "", letsAnybodyIn = "", lacksPermissions = ""] = membersOf(
		organization,
		"Payments",
	);
	const [suspended = "", ...leaving] = membersOf(organization, "Sandboxes").slice(0, 3);
	const failing = { nameTaken, denied, suspended, letsAnybodyIn, lacksPermissions };
	await failBefore(sandbox, management, failing);
	await sandbox.putReport({ account: management, name: "costs", bucket: `costs-${management}` });

	await test.step("three steps", async () => {
		await rollout.begin("organization");
		await expectNothing(page, ["light"]);
		await rollout.organization({ name, managementAccountId: management });
		await rollout.payerReport({ name: "costs", bucket: `costs-${management}` });
		await expectNothing(page, ["light"]);
		await rollout.toLaunch();
		await rollout.showWays(organization.rootId);
		await expectNothing(page, ["light"]);
		await expectNoSidewaysScroll(page);
	});
	const id = rollout.id();

	await test.step("one launch: both boxes are ticked, and the stack is made", async () => {
		const console = await openConsole(page);
		await createNestedStack(console);
		await stackIsMade(console, 60_000);
		await console.close();
		await failAfter(sandbox, failing);
		await rollout.watch(name);
	});

	await test.step("every account that could have its stack has it", async () => {
		// All but the one that is suspended; of them two stacks failed.
		await rollout.covers("expected", AT_FIRST - 1, 60_000);
		await rollout.covers("deployed", AT_FIRST - 3, 60_000);
		await showsProblem(page, "Stack failed", "already exists", failing.nameTaken);
		await showsProblem(page, "Stack failed", "explicit deny in a service control policy", failing.denied);
		await showsProblem(page, "Account not active", "The account is suspended.", failing.suspended);
	});

	await test.step("3 join and 2 leave meanwhile", async () => {
		const joining = [1, 2, 3].map((number) => `81${management.slice(-7)}00${number}`);
		for (const account of joining) {
			await sandbox.changeAccount("join", {
				management,
				account,
				name: `joined-${account.slice(-1)}`,
				unit: "Workloads / Production / Retail",
			});
		}
		for (const account of leaving) await sandbox.changeAccount("leave", { account });
		const changes = page.getByRole("listitem");
		for (const account of joining)
			await expect(changes.filter({ hasText: `${account} joined the organization` })).toBeVisible({
				timeout: 60_000,
			});
		for (const account of leaving)
			await expect(changes.filter({ hasText: `${account} left the organization` })).toBeVisible({
				timeout: 60_000,
			});
		await rollout.covers("expected", AT_FIRST, 30_000);
		await rollout.covers("deployed", AT_FIRST - 2, 60_000);
	});

	await test.step("the pages are in order while the first minute's denials are provisional", async () => {
		await expectNothing(page);
		await expectNoSidewaysScroll(page);
		await page.goto("/organizations");
		await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Under way");
		await expectNothing(page, ["light"]);
		await rollout.open(id, "accounts");
		await expect(page.getByRole("heading", { name: `${AT_FIRST + 3} accounts` })).toBeVisible();
		await expectNothing(page);
		await expectNoSidewaysScroll(page);
		await rollout.open(id, "register");
		await expectNothing(page);
		await expectNoSidewaysScroll(page);
		await rollout.open(id);
	});

	await test.step("each role but one is proven to refuse others", async () => {
		await rollout.covers("verified", HEALTHY + 1, 150_000);
		await showsProblem(page, "Trust", titleOf("EXTERNAL_ID_NOT_REQUIRED"), failing.letsAnybodyIn);
		await showsProblem(page, "Permissions", titleOf("PERMISSION_DENIED"), failing.lacksPermissions);
	});

	await test.step("first a plan, then as planned", async () => {
		await page.getByRole("link", { name: "Register in Harness" }).click();
		await rollout.plan();
		await expect(rollout.planned("Create")).toHaveText(String(HEALTHY + 1));
		await expect(rollout.planned("Update")).toHaveText("0");
		// The two that left are among them.
		await expect(rollout.planned("Not registered")).toHaveText("6");
		await page.getByRole("button", { name: /^Not registered/ }).click();
		const blocked = page.getByRole("listitem").filter({ hasText: failing.letsAnybodyIn });
		await expect(blocked).toContainText("it is quarantined, and is never registered");
		await expectNothing(page, ["light"]);
		await rollout.register(HEALTHY + 1, 120_000);
	});

	await test.step("300 are healthy; the five are shown for what they are", async () => {
		await page.getByRole("link", { name: "Watch", exact: true }).click();
		await rollout.covers("registered", HEALTHY + 1, 30_000);
		await rollout.covers("healthy", HEALTHY, 120_000);
		await showsProblem(page, "Stack failed", "already exists", failing.nameTaken);
		await showsProblem(page, "Stack failed", "explicit deny in a service control policy", failing.denied);
		await showsProblem(page, "Account not active", "The account is suspended.", failing.suspended);
		await showsProblem(page, "Trust", titleOf("EXTERNAL_ID_NOT_REQUIRED"), failing.letsAnybodyIn);
		// Harness's own test finds it as well, whenever its list is read.
		const lacking = rollout.problem(failing.lacksPermissions);
		await expect(lacking).toHaveText(
			new RegExp(`${titleOf("PERMISSION_DENIED")}|${titleOf("HARNESS_TEST_FAILED")}`),
		);
	});

	await test.step("Harness has one connector for each", async () => {
		const { connectors } = (await sandbox.harnessState()) as HarnessState;
		const ours = connectors
			.map(({ connector }) => connector)
			.filter(({ spec }) => isOurs(organization, management, spec));
		expect(ours).toHaveLength(HEALTHY + 1);
		expect(new Set(ours.map(({ spec }) => spec.awsAccountId)).size).toBe(HEALTHY + 1);
		expect(ours.map(({ spec }) => spec.awsAccountId)).not.toContain(failing.letsAnybodyIn);
	});

	await test.step("the file has every account, also those that left", async () => {
		const download = page.waitForEvent("download");
		await page.getByRole("link", { name: "Export as CSV" }).click();
		const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n");
		expect(lines).toHaveLength(AT_FIRST + 3 + 1);
		expect(lines.filter((line) => line.includes(",healthy,"))).toHaveLength(HEALTHY);
		const taken = lines.find((line) => line.startsWith(failing.nameTaken));
		expect(taken).toContain("STACK_ROLE_NAME_TAKEN");
	});

	await test.step("the accounts of one cause, and one account's own page", async () => {
		await rollout.problem("already exists").getByRole("link", { name: "Show it" }).click();
		await expect(page.getByRole("heading", { name: "1 account", exact: true })).toBeVisible();
		await expect(page.getByRole("table", { name: "Accounts" })).toContainText(failing.nameTaken);
		await page.getByRole("link", { name: "AutoStopping", exact: true }).click();
		await expect(page.getByText("AutoStopping is not enabled for it.").first()).toBeVisible();
		await expectNothing(page, ["light"]);
	});
});

type HarnessState = {
	readonly connectors: readonly {
		readonly connector: { readonly spec: { readonly awsAccountId: string } };
	}[];
};

/** Other tests register connectors in the same Harness account. */
function isOurs(
	{ accounts }: SandboxOrganization,
	management: string,
	{ awsAccountId }: { readonly awsAccountId: string },
): boolean {
	return (
		awsAccountId.startsWith(`81${management.slice(-7)}`) || accounts.some(({ id }) => id === awsAccountId)
	);
}
