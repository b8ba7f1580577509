import { expect, test } from "vitest";
import type { Connector } from "#lib/domain/connector.ts";
import { sideBySide } from "#lib/testing/side-by-side.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { listChecks } from "./checks.ts";

async function titleOfRegions(ctx: ReturnType<typeof testContext>, connector: Connector) {
	const connectorId = connector.id;
	const run = { id: `run-${connectorId}`, connectorId, kind: "full", requestedAt: ctx.now() } as const;
	await ctx.db.checks.requestRun(run);
	await ctx.db.checks.startRun(run.id, ctx.now(), connector.version);
	await ctx.db.checks.record(connectorId, run.id, [
		{
			checkId: "regions",
			outcome: "passed",
			code: null,
			observed: "Asked.",
			details: {},
			requestId: null,
			region: null,
			durationMs: 1,
			checkedAt: ctx.now(),
		},
	]);
	const answer = await listChecks(ctx, {
		params: { id: connectorId },
		query: undefined,
		body: undefined,
		origin: "",
	});
	return answer.ok ? answer.value.items.map(({ title }) => title) : answer.failure;
}

test("a check is called after what it proves for that type of connector", async () => {
	const ctx = testContext();
	const { costs, platform } = await sideBySide(ctx.db);
	expect(await titleOfRegions(ctx, costs)).toEqual(["Regions of the account"]);
	expect(await titleOfRegions(ctx, platform)).toEqual([
		"Its regions can be listed, which every AWS connector of Harness needs",
	]);
});
