import { expect, test } from "vitest";
import { failed, ok } from "#lib/domain/result.ts";
import { DEFAULT_NAMING } from "#lib/domain/rollout.ts";
import type { HarnessConnectorRecord } from "#lib/harness/port.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { checkNames } from "./check-names.ts";
import { createRollout } from "./create-rollout.ts";

const SIGNAL = AbortSignal.timeout(60_000);

function record(identifier: string, awsAccountId: string): HarnessConnectorRecord {
	return {
		connector: { name: identifier, identifier, type: "CEAws", spec: { featuresEnabled: [], awsAccountId } },
		createdAt: null,
		lastModifiedAt: null,
		status: null,
	};
}

async function open(records: readonly HarnessConnectorRecord[] | "unavailable") {
	const ctx = testContext({
		harness: {
			listConnectors: async () =>
				records === "unavailable" ? failed({ code: "HARNESS_UNAVAILABLE" }) : ok(records),
		},
	});
	await ctx.db.harnessAccounts.save({
		ref: "default",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://app.harness.io",
		apiKey: "pat.a.b.c",
	});
	const created = await createRollout(ctx, { kind: "list" });
	if (!created.ok) throw new Error(created.failure.code);
	const check = async (accounts: string, naming = DEFAULT_NAMING) => {
		const result = await checkNames(ctx, { rolloutId: created.value.id, naming, accounts }, SIGNAL);
		if (!result.ok) throw new Error(result.failure.code);
		return result.value;
	};
	return { ctx, check };
}

test("what Harness has for another account is a collision, for the same account it is not", async () => {
	const { check } = await open([
		record("AWSConnector_123456789012", "123456789012"),
		record("AWSConnector_210987654321", "999999999999"),
	]);
	expect(await check("123456789012\n210987654321")).toMatchObject({
		count: 2,
		collisionCount: 1,
		harness: null,
		collisions: [{ identifier: "AWSConnector_210987654321", with: "harness", takenFor: "999999999999" }],
	});
});

test("accounts of one name meet under a pattern of names", async () => {
	const { check } = await open([]);
	const naming = { ...DEFAULT_NAMING, identifier: "{accountName}" };
	const list = "account id,name\n123456789012,pay prod\n210987654321,pay-prod\n";
	expect((await check(list, naming)).collisions).toMatchObject([{ with: "each-other", count: 2 }]);
	expect((await check(list)).collisionCount).toBe(0);
});

test("a Harness that does not answer is said, and what can be compared is", async () => {
	const { check } = await open("unavailable");
	const naming = { ...DEFAULT_NAMING, identifier: "same_{accountName}" };
	const result = await check("123456789012\n210987654321", naming);
	expect(result).toMatchObject({ harness: { code: "HARNESS_UNAVAILABLE" }, collisionCount: 1 });
});

test("while no account is known nothing is compared, and Harness is not asked", async () => {
	const { ctx, check } = await open([]);
	const silent = { ...ctx, harness: testContext().harness };
	const [first] = [...ctx.store.rollouts.rollouts.keys()];
	const result = await checkNames(
		silent,
		{ rolloutId: first ?? "", naming: DEFAULT_NAMING, accounts: null },
		SIGNAL,
	);
	expect(result).toEqual(ok({ count: 0, collisions: [], collisionCount: 0, harness: null }));
	expect((await check("no account")).count).toBe(0);
});
