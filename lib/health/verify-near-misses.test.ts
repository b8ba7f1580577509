import { afterAll, beforeAll, expect, test } from "vitest";
import { type ExternalId, nearMisses } from "#lib/domain/external-id.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import {
	CONNECTOR_ID,
	HARNESS_ID,
	harnessStatement,
	putRole,
	storedConnector,
	VERIFIER_ID,
	verifierStatement,
	verify,
} from "./verify.test-support.ts";

let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());

function takingBoth(right: ExternalId, miss: ExternalId) {
	return { StringEquals: { "sts:ExternalId": [right, miss] } };
}

async function observed(checkId: string, ctx: Awaited<ReturnType<typeof storedConnector>>) {
	const latest = await ctx.db.checks.latest(CONNECTOR_ID);
	return latest.find((result) => result.checkId === checkId)?.observed;
}

test.each(nearMisses(VERIFIER_ID).map(({ kind, externalId }) => [kind, externalId] as const))(
	"a role whose entry for us takes the near miss %s as well is quarantined by that name",
	async (kind, externalId) => {
		await putRole(world, {
			statements: [harnessStatement(), verifierStatement(takingBoth(VERIFIER_ID, externalId))],
		});
		const ctx = await storedConnector(world);
		const { found, health } = await verify(ctx);
		expect(found["external-id-exact"]).toEqual(["failed", "EXTERNAL_ID_NOT_EXACT"]);
		expect(await observed("external-id-exact", ctx)).toContain(`(${kind})`);
		expect(health).toBe("quarantined");
	},
);

test.each(nearMisses(HARNESS_ID).map(({ kind, externalId }) => [kind, externalId] as const))(
	"a role whose entry for Harness takes the near miss %s as well is quarantined by that name",
	async (kind, externalId) => {
		await putRole(world, {
			statements: [harnessStatement(takingBoth(HARNESS_ID, externalId)), verifierStatement()],
		});
		const ctx = await storedConnector(world);
		const { found, health } = await verify(ctx);
		expect(found["trust-policy"]).toEqual(["failed", "TRUST_POLICY_ADMITS_OTHERS"]);
		expect(await observed("trust-policy", ctx)).toContain(`a wrong external ID (${kind})`);
		expect(health).toBe("quarantined");
	},
);
