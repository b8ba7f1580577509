import { expect, it } from "vitest";
import type { Connector } from "#lib/domain/connector.ts";
import { prove } from "#lib/testing/rolled-out.ts";
import {
	accountId,
	enrolledConnector,
	launchedRollout,
	seenAccount,
	VISIBILITY,
} from "#lib/testing/rollout-world.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { coverMembers } from "./cover-members.ts";

const REPORT = { kind: "own", reportName: "costs", bucketName: "acme", reportType: "CUR2.0" } as const;

it("covers members by the payer's report once that is registered, and leaves what was proven of them proven", async () => {
	const ctx = testContext();
	const payer = { requirements: { ...VISIBILITY, features: ["BILLING"] as const }, costReport: REPORT };
	const rollout = await launchedRollout(ctx.db, {
		at: ctx.now(),
		features: { member: VISIBILITY, exceptions: [], payer },
	});
	const accounts = [
		seenAccount(0, { isManagement: true, wave: null }),
		seenAccount(1),
		seenAccount(2),
		seenAccount(3),
	];
	await ctx.db.rollouts.seeAccounts(rollout.id, accounts, { at: ctx.now(), isComplete: true });
	await ctx.db.rollouts.enrol(rollout.id, [
		enrolledConnector(rollout, 0, ctx.now(), { costReport: REPORT }),
		enrolledConnector(rollout, 1, ctx.now()),
		enrolledConnector(rollout, 2, ctx.now()),
		enrolledConnector(rollout, 3, ctx.now()),
	]);
	const of = (number: number): Connector => {
		const id = accountId(number);
		const found = [...ctx.store.connectors.values()].find(({ overview }) => overview?.awsAccountId === id);
		if (found === undefined) throw new Error("none");
		return found;
	};
	const register = { status: "registered", registeredAt: ctx.now() } as const;
	await ctx.db.connectors.save(of(1).id, 2, register);
	await prove(ctx.db, [of(1).id], ctx.now());
	const leaving = accounts.filter((account) => account.accountId !== accountId(3));
	await ctx.db.rollouts.seeAccounts(rollout.id, leaving, { at: ctx.now(), isComplete: true });

	// Nobody is covered by what is not registered.
	expect(await coverMembers(ctx, rollout)).toBe(0);
	await ctx.db.connectors.save(of(0).id, 2, register);
	expect(await coverMembers(ctx, rollout)).toBe(2);
	const covered = { kind: "covered", payerConnectorId: of(0).id };
	expect([of(1).costReport, of(2).costReport]).toEqual([covered, covered]);
	expect(of(3).costReport).toEqual({ kind: "none", reason: "not-needed" });
	expect((await ctx.db.checks.latest(of(1).id)).map(({ outcome }) => outcome)).toEqual([
		...["passed", "passed", "passed", "passed"],
	]);
	expect(ctx.store.audit.at(-1)).toMatchObject({
		action: "rollout.covered",
		details: { payerConnectorId: of(0).id, count: 2, accounts: [accountId(1), accountId(2)] },
	});
	expect(await coverMembers(ctx, rollout)).toBe(0);
});
