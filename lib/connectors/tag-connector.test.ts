import { describe, expect, it } from "vitest";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { failed } from "#lib/domain/result.ts";
import { ceAws, lifecycleContext, registered, rememberingHarness } from "./lifecycle.test-support.ts";
import { addTag, removeTag } from "./tag-connector.ts";

describe("addTag", () => {
	it("tags the connector here and in Harness, and finds nothing to do the second time", async () => {
		const stored = new Map<string, CeAwsConnector>([["Payer", ceAws("Payer", "123456789012")]]);
		const ctx = await lifecycleContext({ harness: rememberingHarness(stored) });
		const { id: connectorId } = await registered(ctx);
		const tag = { connectorId, key: "owner", value: "finops" };
		expect(await addTag(ctx, tag)).toEqual({ ok: true, value: "done" });
		expect(await addTag(ctx, tag)).toEqual({ ok: true, value: "nothing-to-do" });
		expect((await ctx.db.connectors.find(connectorId))?.overview?.tags).toEqual({ owner: "finops" });
		expect(stored.get("Payer")?.tags).toEqual({ owner: "finops" });
	});

	it("changes nothing here when Harness refuses", async () => {
		const harness = { getConnector: async () => failed({ code: "HARNESS_UNAVAILABLE" as const }) };
		const ctx = await lifecycleContext({ harness });
		const { id: connectorId } = await registered(ctx);
		expect(await addTag(ctx, { connectorId, key: "a", value: "b" })).toMatchObject({ ok: false });
		expect((await ctx.db.connectors.find(connectorId))?.overview?.tags).toEqual({});
	});

	it("leaves a record of another account alone", async () => {
		const log: string[] = [];
		const stored = new Map<string, CeAwsConnector>([["Payer", ceAws("Payer", "999999999999")]]);
		const ctx = await lifecycleContext({ harness: rememberingHarness(stored, log) });
		const { id: connectorId } = await registered(ctx);
		expect(await addTag(ctx, { connectorId, key: "a", value: "b" })).toMatchObject({
			failure: { code: "HARNESS_CONNECTOR_NOT_OURS" },
		});
		expect(log).toEqual([]);
	});
});

describe("removeTag", () => {
	it("takes it off here without asking Harness", async () => {
		const stored = new Map<string, CeAwsConnector>([["Payer", ceAws("Payer", "123456789012")]]);
		const ctx = await lifecycleContext({ harness: rememberingHarness(stored) });
		const { id: connectorId } = await registered(ctx);
		await addTag(ctx, { connectorId, key: "owner", value: "finops" });
		expect(await removeTag(ctx, { connectorId, key: "owner" })).toEqual({ ok: true, value: "done" });
		expect((await ctx.db.connectors.find(connectorId))?.overview?.tags).toEqual({});
		expect(await removeTag(ctx, { connectorId, key: "owner" })).toEqual({ ok: true, value: "nothing-to-do" });
	});
});
