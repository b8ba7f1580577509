import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
	CONNECTOR_ID,
	harnessStatement,
	putRole,
	storedConnector,
	verifierStatement,
} from "#lib/health/verify.test-support.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import { proveDirect, requestProof } from "./prove-direct.ts";

const signal = new AbortController().signal;
let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(() => world.admin("POST", "reset"));

async function imported() {
	const ctx = await storedConnector(world, { proof: "harness", status: "registered", launchedAt: null });
	const prove = () => proveDirect(ctx, { connectorId: CONNECTOR_ID, signal });
	const proof = async () => (await ctx.db.connectors.find(CONNECTOR_ID))?.proof;
	return { ctx, prove, proof };
}

describe("proveDirect", () => {
	test("takes the place of Harness's word once all trust checks pass, not in the provisional minute", async () => {
		await putRole(world, { statements: [harnessStatement(), verifierStatement()] });
		const { ctx, prove, proof } = await imported();
		await prove();
		expect(await proof()).toBe("harness");
		expect(ctx.asked.some(({ job }) => job === "proveDirect")).toBe(true);
		ctx.advance(61_000);
		await prove();
		expect(await proof()).toBe("direct");
		expect(ctx.store.audit.map(({ action }) => action)).toContain("connector.proof-added");
		expect(ctx.asked.at(-1)).toMatchObject({ job: "checkConnector", connectorId: CONNECTOR_ID });
	});

	test.each([
		["does not trust us", [harnessStatement()]],
		["takes any external ID from us", [harnessStatement(), verifierStatement({})]],
		["takes any external ID from Harness", [harnessStatement({}), verifierStatement()]],
	])("changes nothing when the role %s", async (_, statements) => {
		await putRole(world, { statements });
		const { ctx, prove, proof } = await imported();
		await prove();
		ctx.advance(61_000);
		await prove();
		expect(await proof()).toBe("harness");
	});

	test("tells at once that the role takes a wrong external ID", async () => {
		await putRole(world, { statements: [harnessStatement(), verifierStatement({})] });
		const { ctx, prove } = await imported();
		await prove();
		expect(await ctx.db.connectors.health(CONNECTOR_ID)).toMatchObject({ state: "quarantined" });
	});
});

describe("requestProof", () => {
	test("is for registered connectors that rest on Harness's word", async () => {
		const { ctx } = await imported();
		expect(await requestProof(ctx, { connectorId: CONNECTOR_ID })).toMatchObject({ ok: true });
		expect(ctx.asked).toEqual([{ job: "proveDirect", connectorId: CONNECTOR_ID }]);
		expect(await requestProof(ctx, { connectorId: "gone" })).toMatchObject({ ok: false });
	});
});
