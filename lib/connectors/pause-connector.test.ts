import { describe, expect, it } from "vitest";
import { actions, lifecycleContext, registered } from "./lifecycle.test-support.ts";
import { pauseConnector } from "./pause-connector.ts";
import { resumeConnector } from "./resume-connector.ts";

describe("pauseConnector", () => {
	it("stops the checks, keeps the reason, and repeats without harm", async () => {
		const ctx = await lifecycleContext();
		const { id } = await registered(ctx);
		expect(await pauseConnector(ctx, { connectorId: id, reason: "Account is moved" })).toMatchObject({
			ok: true,
		});
		await pauseConnector(ctx, { connectorId: id, reason: "Again" });
		expect((await ctx.db.connectors.find(id))?.pausedAt).toEqual(ctx.now());
		expect(ctx.store.schedule.has(id)).toBe(false);
		expect(actions(ctx, id).filter((action) => action === "connector.paused")).toHaveLength(1);
	});

	it("does not silence a role that takes a wrong external ID", async () => {
		const ctx = await lifecycleContext();
		const { id, version } = await registered(ctx);
		const result = {
			checkId: "external-id-exact",
			outcome: "failed",
			code: "EXTERNAL_ID_NOT_EXACT",
			observed: "Let in.",
			details: {},
			requestId: null,
			region: null,
			durationMs: 1,
			checkedAt: ctx.now(),
		} as const;
		const evaluate = { now: ctx.now(), isVendorMode: false, durationMs: null, random: 0 };
		await ctx.db.evidence.write([
			{ connectorId: id, connectorVersion: version, runId: "run", lease: null, results: [result], evaluate },
		]);
		const paused = await pauseConnector(ctx, { connectorId: id, reason: "Quiet" });
		expect(paused).toMatchObject({ ok: false, failure: { code: "CONNECTOR_QUARANTINED" } });
	});
});

describe("resumeConnector", () => {
	it("puts it on the schedule again and asks for a check at once", async () => {
		const ctx = await lifecycleContext();
		const { id } = await registered(ctx);
		await pauseConnector(ctx, { connectorId: id, reason: "Account is moved" });
		expect(await resumeConnector(ctx, { connectorId: id })).toMatchObject({
			ok: true,
			value: { pausedAt: null },
		});
		expect(ctx.store.schedule.has(id)).toBe(true);
		expect(ctx.asked).toContainEqual({ job: "checkConnector", connectorId: id });
	});
});
