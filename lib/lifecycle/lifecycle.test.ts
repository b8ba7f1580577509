import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
	CONNECTOR_ID,
	putRole,
	REQUIREMENTS,
	unwrap,
	verifySettled,
} from "#lib/health/verify.test-support.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import { advanceChanges } from "./advance-changes.ts";
import { cancelFeatures } from "./cancel-features.ts";
import { confirmFeatures } from "./confirm-features.ts";
import { declineTemplate } from "./decline-template.ts";
import { type RegisteredWorld, registeredConnector } from "./lifecycle.test-support.ts";
import { requestFeatures } from "./request-features.ts";
import { cancelRotation } from "./rotation/cancel-rotation.ts";
import { commitRotation } from "./rotation/commit-rotation.ts";
import { rotationStack } from "./rotation/rotation-stack.ts";
import { startRotation } from "./rotation/start-rotation.ts";
import { stackChange } from "./stack-change.ts";

// Whole stacks are made and updated here, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(() => world.admin("POST", "reset"));

const signal = new AbortController().signal;
const MORE = { ...REQUIREMENTS, features: ["BILLING", "VISIBILITY", "GOVERNANCE"] as const };
const LESS = { ...REQUIREMENTS, features: ["BILLING"] as const };
const advance = ({ ctx }: RegisteredWorld) => advanceChanges(ctx, { connectorId: CONNECTOR_ID, signal });
const target = async ({ find }: RegisteredWorld) => ({
	connectorId: CONNECTOR_ID,
	version: (await find()).version,
});
const actions = ({ ctx }: RegisteredWorld) => ctx.store.audit.map(({ action }) => action);

async function stackFor({ ctx, find }: RegisteredWorld, to: typeof REQUIREMENTS) {
	const wanted = { from: REQUIREMENTS, to, template: "as-needed", purpose: "features" } as const;
	return unwrap(await stackChange(ctx, await find(), wanted));
}

describe("other features", () => {
	test("wait for the role, then go to Harness, and only then become true here", async () => {
		const made = await registeredConnector(world);
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: MORE }));
		await advance(made);
		expect((await made.find()).requirements).toEqual(REQUIREMENTS);
		expect(made.harness.written).toEqual([]);
		const { features } = await made.ctx.db.changes.progress(CONNECTOR_ID);
		expect(features?.waitsFor).toBe("role");
		expect(features?.missing[0]?.actions).toContain("arn:aws:iam::aws:policy/ReadOnlyAccess");
		expect(made.ctx.asked.at(-1)).toEqual({
			job: "advanceChanges",
			connectorId: CONNECTOR_ID,
			startAfterSeconds: 5,
		});

		const before = await made.stackParameters();
		await made.run((await stackFor(made, MORE)).cliCommand);
		expect(await made.stackParameters()).toEqual({ ...before, GovernanceEnabled: "true" });
		await advance(made);

		const after = await made.find();
		expect(after.requirements).toEqual(MORE);
		expect(after.pendingRequirements).toBeNull();
		expect(made.harness.record()?.connector.spec.featuresEnabled).toEqual(MORE.features);
		expect(actions(made)).toEqual(["connector.features.requested", "connector.features.changed"]);
		expect(await made.ctx.db.changes.progress(CONNECTOR_ID)).toEqual({});
	});

	test("that are fewer go to Harness at once; then the page knows what the stack may give up", async () => {
		const made = await registeredConnector(world);
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: LESS }));
		await advance(made);
		expect((await made.find()).requirements).toEqual(LESS);
		expect(made.harness.record()?.connector.spec.featuresEnabled).toEqual(["BILLING"]);
		const { shrink } = await made.ctx.db.changes.progress(CONNECTOR_ID);
		expect(shrink?.changes).toEqual({ EventsEnabled: "false" });
	});

	test("leave the evidence about the role standing", async () => {
		const made = await registeredConnector(world);
		await verifySettled(made.ctx);
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: LESS }));
		await advance(made);
		const known = (await made.ctx.db.checks.latest(CONNECTOR_ID)).map(({ checkId }) => checkId);
		expect(known).toContain("role-assumable");
		expect(known).toContain("trust-policy");
	});

	test("are not written over what somebody changed in Harness, until a person wants it so", async () => {
		const made = await registeredConnector(world);
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: LESS }));
		made.harness.put({ ...(await made.body()), name: "Renamed there" });
		await advance(made);
		expect((await made.find()).requirements).toEqual(REQUIREMENTS);
		const { features } = await made.ctx.db.changes.progress(CONNECTOR_ID);
		expect(features).toMatchObject({ waitsFor: "harness", code: "HARNESS_CONNECTOR_CHANGED" });
		expect(features?.observed).toContain("name");
		unwrap(await confirmFeatures(made.ctx, { ...(await target(made)), what: "overwrite" }));
		expect((await made.find()).requirements).toEqual(LESS);
		expect(made.harness.record()?.connector.name).toBe("Payer");
	});

	test("are written though Harness touched its record itself, and twice is as once", async () => {
		const made = await registeredConnector(world);
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: LESS }));
		made.harness.put(await made.body());
		await advance(made);
		await advance(made);
		expect((await made.find()).requirements).toEqual(LESS);
		expect(made.harness.written).toHaveLength(1);
	});

	test("can be cancelled, and nothing was changed", async () => {
		const made = await registeredConnector(world);
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: MORE }));
		unwrap(await cancelFeatures(made.ctx, await target(made)));
		await advance(made);
		expect((await made.find()).requirements).toEqual(REQUIREMENTS);
		expect(made.harness.written).toEqual([]);
	});

	test("are refused when they are the same, when the page is old, and while nothing could be proved", async () => {
		const made = await registeredConnector(world);
		const same = await requestFeatures(made.ctx, { ...(await target(made)), requirements: REQUIREMENTS });
		expect(same).toMatchObject({ failure: { code: "INPUT_INVALID", field: "features" } });
		const old = await requestFeatures(made.ctx, {
			connectorId: CONNECTOR_ID,
			version: 99,
			requirements: MORE,
		});
		expect(old).toMatchObject({ failure: { code: "CONNECTOR_CHANGED_MEANWHILE" } });
		made.ctx.store.connectors.set(CONNECTOR_ID, { ...(await made.find()), pausedAt: made.ctx.now() });
		const paused = await requestFeatures(made.ctx, { ...(await target(made)), requirements: MORE });
		expect(paused).toMatchObject({ failure: { code: "CHANGE_NOT_POSSIBLE" } });
	});

	test("nobody's word replaces a look into a role that can be looked into", async () => {
		const made = await registeredConnector(world);
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: MORE }));
		for (const what of ["stack-updated", "overwrite"] as const) {
			const said = await confirmFeatures(made.ctx, { ...(await target(made)), what });
			expect(said).toMatchObject({ failure: { code: "CHANGE_NOT_POSSIBLE" } });
		}
		expect(made.harness.written).toEqual([]);
	});

	test("of a role that only Harness can use rest on a person's word, and say so", async () => {
		const made = await registeredConnector(world, { proof: "harness" });
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: MORE }));
		await advance(made);
		expect((await made.find()).requirements).toEqual(REQUIREMENTS);
		unwrap(await confirmFeatures(made.ctx, { ...(await target(made)), what: "stack-updated" }));
		expect((await made.find()).requirements).toEqual(MORE);
		expect(actions(made).at(-1)).toBe("connector.features.changed-unproven");
	});

	test("draw no conclusion while our own side does not work", async () => {
		const made = await registeredConnector(world);
		unwrap(await requestFeatures(made.ctx, { ...(await target(made)), requirements: LESS }));
		const own = await made.ctx.db.verifiers.find("aws");
		if (own !== null) {
			const result = { ...own.result, outcome: "failed", code: "VERIFIER_CREDENTIALS_REFUSED" } as const;
			await made.ctx.db.verifiers.save({ ...own, result });
		}
		await advance(made);
		expect((await made.find()).requirements).toEqual(REQUIREMENTS);
		const { features } = await made.ctx.db.changes.progress(CONNECTOR_ID);
		expect(features?.code).toBe("VERIFIER_CREDENTIALS_REFUSED");
	});
});

describe("a rotation of our external ID", () => {
	const command = async ({ ctx, find }: RegisteredWorld) =>
		unwrap(await rotationStack(ctx, await find())).cliCommand;

	test("goes from one ID to the next by two updates of the stack, each proved by AWS", async () => {
		const made = await registeredConnector(world);
		await verifySettled(made.ctx);
		const old = (await made.find()).verifierExternalId;
		unwrap(await startRotation(made.ctx, await target(made)));
		const next = (await made.find()).rotation?.externalId;
		expect(next).toMatch(/^rb-[0-9a-z]{32}$/);
		await advance(made);
		expect((await made.find()).rotation?.phase).toBe("pending");
		expect((await made.ctx.db.changes.progress(CONNECTOR_ID)).rotation).toMatchObject({
			current: "accepted",
			other: "refused",
		});
		expect(await commitRotation(made.ctx, await target(made))).toMatchObject({
			failure: { code: "ROTATION_NOT_PROVED" },
		});

		await made.run(await command(made));
		await advance(made);
		expect((await made.find()).rotation?.phase).toBe("proved");
		// Both IDs are ours now: the role is not held for one that takes wrong ones.
		const during = await verifySettled(made.ctx);
		expect(during.found["external-id-exact"]).toEqual(["passed", null]);
		expect(during.found["trust-policy"]).toEqual(["passed", null]);

		unwrap(await commitRotation(made.ctx, await target(made)));
		const committed = await made.find();
		expect([committed.verifierExternalId, committed.rotation?.externalId]).toEqual([next, old]);
		const evidence = (await made.ctx.db.checks.latest(CONNECTOR_ID)).map(({ checkId }) => checkId);
		expect(evidence).toContain("role-assumable");
		await advance(made);
		expect((await made.find()).rotation?.phase).toBe("committed");
		expect((await verifySettled(made.ctx)).found["role-assumable"]).toEqual(["passed", null]);

		await made.run(await command(made));
		const parameters = await made.stackParameters();
		expect([parameters.VerifierExternalId, parameters.PendingVerifierExternalId]).toEqual([next, ""]);
		await advance(made);
		expect((await made.find()).rotation).toBeNull();
		expect(actions(made)).toEqual([
			"connector.rotation.started",
			"connector.rotation.proved",
			"connector.rotation.committed",
			"connector.rotation.done",
		]);
		expect((await verifySettled(made.ctx)).found["external-id-exact"]).toEqual(["passed", null]);
	});

	test("does not take a role that is gone for one that refuses the old ID", async () => {
		const made = await registeredConnector(world);
		unwrap(await startRotation(made.ctx, await target(made)));
		await made.run(await command(made));
		await advance(made);
		unwrap(await commitRotation(made.ctx, await target(made)));
		const { role } = await made.find();
		await world.admin("PUT", "roles", { account: "123456789012", name: role.roleName, trustPolicy: null });
		await advance(made);
		expect((await made.find()).rotation?.phase).toBe("committed");
		expect((await made.ctx.db.changes.progress(CONNECTOR_ID)).rotation?.current).toBe("refused");
	});

	test("takes throttling for no answer", async () => {
		const made = await registeredConnector(world);
		unwrap(await startRotation(made.ctx, await target(made)));
		await world.admin("POST", "faults/rules", {
			kind: "throttle",
			service: "sts",
			action: "AssumeRole",
			perSecond: 0,
		});
		await advance(made);
		expect((await made.find()).rotation?.phase).toBe("pending");
		expect((await made.ctx.db.changes.progress(CONNECTOR_ID)).rotation).toMatchObject({
			current: "unclear",
			code: "AWS_THROTTLED",
		});
	});

	test("can be cancelled before the commit and not after it", async () => {
		const made = await registeredConnector(world);
		const before = (await made.find()).verifierExternalId;
		unwrap(await startRotation(made.ctx, await target(made)));
		expect(await startRotation(made.ctx, await target(made))).toMatchObject({
			failure: { code: "CHANGE_UNDER_WAY" },
		});
		unwrap(await cancelRotation(made.ctx, await target(made)));
		expect(await made.find()).toMatchObject({ verifierExternalId: before, rotation: null });
		unwrap(await startRotation(made.ctx, await target(made)));
		await made.run(await command(made));
		await advance(made);
		unwrap(await commitRotation(made.ctx, await target(made)));
		expect(await cancelRotation(made.ctx, await target(made))).toMatchObject({
			failure: { code: "CHANGE_NOT_POSSIBLE" },
		});
	});

	test("is refused where there is no ID of ours", async () => {
		const harness = await registeredConnector(world, { proof: "harness" });
		expect(await startRotation(harness.ctx, await target(harness))).toMatchObject({
			failure: { code: "CHANGE_NOT_POSSIBLE" },
		});
		await world.admin("POST", "reset");
		const vendor = await registeredConnector(world);
		vendor.ctx.store.settings = { ...vendor.ctx.store.settings, verifierMode: "vendor" };
		expect(await startRotation(vendor.ctx, await target(vendor))).toMatchObject({
			failure: { code: "CHANGE_NOT_POSSIBLE" },
		});
	});
});

describe("a newer template", () => {
	test("that was declined is no longer held against the connector, and says who declined it", async () => {
		const made = await registeredConnector(world);
		await world.admin("POST", "reset");
		await putRole(world, { without: ["rds:DescribeDBSnapshots"] });
		const before = await verifySettled(made.ctx);
		expect(before.found["template-current"]).toEqual(["warning", "TEMPLATE_OUTDATED"]);
		expect(unwrap(await declineTemplate(made.ctx, { connectorId: CONNECTOR_ID }))).toBe("done");
		const after = await verifySettled(made.ctx);
		expect(after.found["template-current"]).toEqual(["skipped", null]);
		const results = await made.ctx.db.checks.latest(CONNECTOR_ID);
		const { observed } = results.find(({ checkId }) => checkId === "template-current") ?? { observed: "" };
		expect(observed).toMatch(/^Template 2026-11-22 was declined by Test person on \d{4}-\d\d-\d\d; /);
		expect(unwrap(await declineTemplate(made.ctx, { connectorId: CONNECTOR_ID }))).toBe("nothing-to-do");
		expect(actions(made)).toEqual(["connector.template.declined"]);
		expect(await made.ctx.db.changes.declination(CONNECTOR_ID)).toMatchObject({ by: "Test person" });
	});

	test("is offered by an update that keeps every value of the stack", async () => {
		const made = await registeredConnector(world, { templateVersion: 20_261_001 });
		const wanted = { from: REQUIREMENTS, to: REQUIREMENTS, template: "newest", purpose: "upgrade" } as const;
		const change = unwrap(await stackChange(made.ctx, await made.find(), wanted));
		expect(change.checklist).toEqual([]);
		expect(change.cliCommand).toContain("--template-url");
		expect(change.refusal).toBe("TEMPLATE_NOT_CHECKED");
		const before = await made.stackParameters();
		await made.run((await stackFor(made, MORE)).cliCommand);
		expect(await made.stackParameters()).toEqual({ ...before, GovernanceEnabled: "true" });
	});

	test("of ours is given to a stack of Harness's with everything that is new to it", async () => {
		const made = await registeredConnector(world, { templateVersion: null, proof: "harness" });
		const wanted = { from: REQUIREMENTS, to: REQUIREMENTS, template: "newest", purpose: "upgrade" } as const;
		const change = unwrap(await stackChange(made.ctx, await made.find(), wanted));
		expect(change.movesToOurs).toBe(true);
		const names = change.checklist.map(({ name }) => name);
		expect(names).toEqual(
			expect.arrayContaining(["VerifierExternalId", "VerifierPrincipalArn", "ConnectorId"]),
		);
		expect(names).not.toContain("ExternalId");
	});
});
