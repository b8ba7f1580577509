import { expect, test } from "vitest";
import { launchedRollout } from "#lib/testing/rollout-world.ts";
import { sideBySide } from "#lib/testing/side-by-side.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { payerConnector } from "./payer-connector.ts";

test("the payer of a roll-out is Cost Management's, whoever else has a report of the same account", async () => {
	const ctx = testContext();
	const { costs } = await sideBySide(ctx.db);
	const rollout = await launchedRollout(ctx.db);
	expect((await payerConnector(ctx, rollout))?.id).toBe(costs.id);
	await ctx.db.connectors.save(costs.id, costs.version, { status: "offboarded" });
	expect(await payerConnector(ctx, rollout)).toBeNull();
});
