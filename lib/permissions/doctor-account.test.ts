import { expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { unwrap, VERIFIER_ID } from "#lib/health/verify.test-support.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { doctorAccount } from "./doctor-account.ts";

const DATA = { key: "team", value: "data" };

/** Two Harness accounts, and a connector of the data team in the second one. */
async function twoAccounts() {
	const ctx = testContext();
	for (const ref of ["a", "b"]) {
		await ctx.db.harnessAccounts.save({
			ref,
			accountId: `account-${ref}`,
			baseUrl: "https://harness.invalid",
		});
	}
	const drafted = await ctx.db.connectors.insert({
		...{ id: "c1", harnessAccountRef: "b", requiresAutoStopping: false, verifierExternalId: VERIFIER_ID },
	});
	const awsAccountId = unwrap(parseAccountId("123456789012"));
	const overview = { name: "Data", identifier: "data", awsAccountId, description: "" };
	ctx.store.connectors.set("c1", {
		...drafted,
		overview: { ...overview, tags: { team: "data" }, isGovCloud: false },
	});
	return ctx;
}

test.each<readonly [string, readonly string[], readonly (typeof DATA)[], string | null]>([
	["everything: the first account of all", [], [], "a"],
	["one Harness account: that one", ["b"], [], "b"],
	["an account that is not there: none", ["c"], [], null],
	["a tag: the account of a connector that bears it", [], [DATA], "b"],
	["a tag that no connector bears: none", [], [{ key: "team", value: "ops" }], null],
	["a tag in another account: none", ["a"], [DATA], null],
])("whoever sees %s", async (_, harnessAccountRefs, tags, expected) => {
	const ctx = await twoAccounts();
	const limited = ctx.actingAs({ ...ctx.actor, role: "operator", scope: { harnessAccountRefs, tags } });
	expect((await doctorAccount(limited))?.ref ?? null).toBe(expected);
});
