// Against the sandbox's AWS: what the worker does once a receiver went there.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { checkConnector } from "#lib/health/check-connector.ts";
import { CONNECTOR_ID, putRole, storedConnector } from "#lib/health/verify.test-support.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import { followLinks } from "./follow-links.ts";
import { ask, openIn, sendLink } from "./launch-links.test-support.ts";
import { listConnectorLinks } from "./list-launch-links.ts";

// A whole verification each time, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());

test("whoever goes to AWS and closes the page is proven right all the same; then nobody asks on", async () => {
	const ctx = await storedConnector(world, { launchedAt: null });
	const link = await sendLink(ctx, CONNECTOR_ID);
	await ask(ctx, "acted", { id: link.id, cookie: await openIn(ctx, link) });
	ctx.advance(60_000);
	const work = async () => {
		ctx.asked.length = 0;
		await checkConnector(ctx, { connectorId: CONNECTOR_ID, signal: new AbortController().signal });
		await followLinks(ctx, { connectorId: CONNECTOR_ID });
		return (await listConnectorLinks(ctx, CONNECTOR_ID)).links[0]?.state;
	};
	expect(await work()).toBe("acted");
	expect(ctx.asked).toContainEqual({
		job: "checkConnector",
		connectorId: CONNECTOR_ID,
		startAfterSeconds: 60,
	});
	await putRole(world);
	// The first minute's refusals of a wrong ID may be mere propagation: they prove nothing yet.
	expect(await work()).toBe("acted");
	ctx.advance(61_000);
	expect(await work()).toBe("done");
	expect(ctx.asked.filter(({ startAfterSeconds }) => startAfterSeconds === 60)).toEqual([]);
});

test("a role that lets in whoever has no external ID never makes the request done", async () => {
	const ctx = await storedConnector(world, { launchedAt: null });
	const link = await sendLink(ctx, CONNECTOR_ID);
	const cookie = await openIn(ctx, link);
	await ask(ctx, "acted", { id: link.id, cookie });
	const open = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
	await putRole(world, { statements: [open] });
	for (let minute = 0; minute < 3; minute += 1) {
		await checkConnector(ctx, { connectorId: CONNECTOR_ID, signal: new AbortController().signal });
		await followLinks(ctx, { connectorId: CONNECTOR_ID });
		ctx.advance(61_000);
	}
	const live = await (await ask(ctx, "state", { id: link.id, cookie })).json();
	expect(live).toMatchObject({ state: "acted", stage: "trouble", completedAt: null });
	expect(live.code).toMatch(/^EXTERNAL_ID_|^TRUST_POLICY_/);
});
