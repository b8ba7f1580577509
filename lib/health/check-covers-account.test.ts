import { expect, it } from "vitest";
import type { RoleSession } from "#lib/aws/port.ts";
import type { VerifierStatus } from "#lib/db/port.ts";
import type { SeenOrganization } from "#lib/domain/rollout.ts";
import { accountId, enrolledConnector, launchedRollout, seenAccount } from "#lib/testing/rollout-world.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { checkCoversAccount } from "./check-covers-account.ts";
import { loadConnectorFacts } from "./connector-facts.ts";

const never = new AbortController().signal;
const REPORT = { kind: "own", reportName: "costs", bucketName: "acme", reportType: "CUR2.0" } as const;

/** A registered payer and a member that a rollout brought; AWS is asked through the payer's role, or not at all. */
async function world() {
	let asked = 0;
	// Only what the check uses of a session.
	const session = {
		accountId: accountId(0),
		organizationAccounts: async () => {
			asked += 1;
			const value = [{ accountId: accountId(1), name: "n1", state: "ACTIVE" }];
			return { kind: "answered", value, requestId: "r", region: "us-east-1" };
		},
		close: () => undefined,
	} as unknown as RoleSession;
	const openRole = async () =>
		({ kind: "answered", value: session, requestId: "r", region: "us-east-1" }) as const;
	const ctx = testContext({ aws: { openRole } });
	const rollout = await launchedRollout(ctx.db, { at: ctx.now() });
	const payer = enrolledConnector(rollout, 0, ctx.now(), { costReport: REPORT, status: "registered" });
	await ctx.db.connectors.insert(payer.connector);
	await ctx.db.connectors.save(payer.connector.id, 1, payer.change);
	const costReport = { kind: "covered", payerConnectorId: payer.connector.id } as const;
	await ctx.db.rollouts.seeAccounts(rollout.id, [seenAccount(1)], { at: ctx.now(), isComplete: true });
	const member = enrolledConnector(rollout, 1, ctx.now(), { costReport });
	await ctx.db.rollouts.enrol(rollout.id, [member]);
	const organization: SeenOrganization = {
		...{
			organizationId: "o-1",
			rootId: "r-ab12",
			managementAccountId: accountId(0),
			isStackSetsTrusted: true,
		},
		...{ delegatedAdministratorIds: [], serviceControlPolicies: [] },
	};
	const check = async () => {
		const connector = await ctx.db.connectors.find(member.connector.id);
		if (connector === null) throw new Error("no connector");
		const facts = await loadConnectorFacts(ctx, connector, null as VerifierStatus | null);
		if (!facts.ok) throw new Error(facts.failure.code);
		return checkCoversAccount(ctx, facts.value, payer.connector.id, never);
	};
	const see = (managementAccountId = accountId(0)) =>
		ctx.db.rollouts.observe(rollout.id, {
			...{ reconciledAt: ctx.now(), organization: { ...organization, managementAccountId } },
		});
	return { ctx, rollout, check, see, asked: () => asked };
}

it("needs no call for an account that the rollout saw in the payer's organization within a day", async () => {
	const { ctx, check, see, asked } = await world();
	await see();
	expect(await check()).toMatchObject({ outcome: "passed", details: { state: "ACTIVE" } });
	expect(asked()).toBe(0);
	ctx.advance(25 * 3_600_000);
	expect(await check()).toMatchObject({ outcome: "passed" });
	expect(asked()).toBe(1);
});

it("asks AWS where the organization is another one, or the account has left it", async () => {
	const { ctx, rollout, check, see, asked } = await world();
	await see(accountId(8));
	await check();
	expect(asked()).toBe(1);
	await see();
	await ctx.db.rollouts.seeAccounts(rollout.id, [seenAccount(2)], { at: ctx.now(), isComplete: true });
	await check();
	expect(asked()).toBe(2);
});
