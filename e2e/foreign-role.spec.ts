import { expect, test } from "./fixtures.ts";
import type { Sandbox } from "./sandbox.ts";
import { connectByHand, ROLE_NAME, walkToRole } from "./sandbox-role.ts";
import { callAction } from "./test-step.ts";

const VICTIM = "888877776666";
const VICTIM_ROLE = `arn:aws:iam::${VICTIM}:role/${ROLE_NAME}`;
/** What an outsider would like to have assumed, in every spelling that a careless parser might take. */
const WISH = {
	roleArn: VICTIM_ROLE,
	pastedRoleArn: VICTIM_ROLE,
	awsAccountId: VICTIM,
	accountId: VICTIM,
	externalId: "chosen-by-outsider",
	verifierExternalId: "chosen-by-outsider",
};
/** Our own side: the canary roles. */
const OWN_ACCOUNTS = ["555566667777", "555566667788"];

/** Whom the product assumed roles of since the log was emptied. */
async function assumedAccounts(sandbox: Sandbox): Promise<readonly string[]> {
	const assumed = (await sandbox.awsRequests()).filter(({ action }) => action === "AssumeRole");
	return [...new Set(assumed.map(({ targetAccount }) => String(targetAccount)))];
}

test.beforeEach(async ({ sandbox }) => {
	// It would let anybody in: a request alone would succeed, and show in the log.
	await sandbox.putRole({
		account: VICTIM,
		name: ROLE_NAME,
		trustPolicy: { Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] },
	});
	await sandbox.forgetAwsRequests();
});

test("a pasted ARN of another account is refused in words, and nobody assumes that role", async ({
	page,
	sandbox,
	accountId,
}) => {
	await walkToRole(page, { accountId });
	await page.getByRole("tab", { name: "I already have a role" }).click();
	await page.getByLabel("ARN of the role").fill(VICTIM_ROLE);
	await page.getByRole("button", { name: "Use this ARN" }).click();
	await expect(page.getByLabel("ARN of the role")).toHaveAccessibleDescription(
		new RegExp(`This role is in account ${VICTIM}; this connector is for ${accountId}`),
	);
	const id = /connectors\/([a-z2-7]+)\//.exec(page.url())?.[1] ?? "";
	for (const version of [1, 2, 3, 4, 5]) {
		const answer = await callAction(page, "pasteRoleArnAction", {
			connectorId: id,
			version,
			roleArn: VICTIM_ROLE,
		});
		expect(answer).toMatch(/ROLE_WRONG_ACCOUNT|CONNECTOR_CHANGED_MEANWHILE/);
	}
	await page.getByRole("button", { name: "The stack is complete" }).click();
	await expect.poll(() => assumedAccounts(sandbox), { timeout: 20_000 }).toContain(accountId);
	expect(await assumedAccounts(sandbox)).not.toContain(VICTIM);
});

test("no route and no action takes a role or an external ID to assume from outside", async ({
	page,
	sandbox,
	accountId,
}) => {
	test.setTimeout(90_000);
	const { step } = await connectByHand(page, sandbox, { accountId });
	await sandbox.forgetAwsRequests();
	const id = step.id();
	const headers = { "sec-fetch-site": "same-origin" };
	for (const route of ["check", "watch"]) {
		const query = new URLSearchParams(WISH).toString();
		const address = `/api/live/connectors/${id}/${route}?${query}`;
		const response = await page.request.post(address, { headers, data: WISH });
		expect(response.status(), route).toBeLessThan(300);
	}
	const elsewhere = `/api/live/connectors/${encodeURIComponent(VICTIM_ROLE)}/check`;
	expect((await page.request.post(elsewhere, { headers, data: WISH })).status()).toBe(404);
	const { version } = await (await page.request.get(`/api/live/connectors/${id}/checks`)).json();
	for (const name of ["markLaunchedAction", "saveRoleOptionsAction", "saveDraftAction", "finishAction"]) {
		const role = {
			stackName: "harness-ce-iam-role-stack",
			roleName: ROLE_NAME,
			rolePath: "/",
			region: "",
			permissionsBoundaryArn: "",
			portalUrl: "",
			permissionSetName: "",
			...WISH,
		};
		const input = { connectorId: id, version, accept: "nothing", step: "role", values: WISH, role, ...WISH };
		expect(await callAction(page, name, input)).toMatch(/"ok":|validationErrors/);
	}
	await step.runAgain();
	await step.expectRow("role", "Passed", `in account ${accountId} with its external ID`);
	await expect(step.row("required")).not.toContainText("Failed");
	const assumed = await assumedAccounts(sandbox);
	expect(assumed).toContain(accountId);
	// The worker may still be busy with connectors of other tests: those are declared accounts too.
	const declared = (await (await page.request.get("/api/export/connectors")).text()).replace(/[\s-]/g, "");
	expect(declared).toContain(accountId);
	expect(assumed.filter((account) => !OWN_ACCOUNTS.includes(account) && !declared.includes(account))).toEqual(
		[],
	);
	expect(declared).not.toContain(VICTIM);
	expect(assumed).not.toContain(VICTIM);
});
