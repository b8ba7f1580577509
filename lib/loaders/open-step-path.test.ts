import { expect, test } from "vitest";
import { createDraft } from "#lib/connectors/create-draft.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { NEW_PLATFORM, type PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { canEnter } from "#lib/domain/setup.ts";
import { OverviewSchema } from "#lib/schemas/overview-schema.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { openStepPath } from "./open-step-path.ts";

async function draft(destination: Connector["destination"]): Promise<Connector> {
	const ctx = testContext();
	await ctx.db.harnessAccounts.save({
		ref: "default",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://app.harness.io",
		apiKey: "pat.a.b.c",
	});
	const made = await createDraft(ctx, { requiresAutoStopping: true, destination });
	if (!made.ok) throw new Error(made.failure.code);
	return made.value;
}

/** A platform connector whose overview was saved. */
async function platformWith(platform: Partial<PlatformSettings>): Promise<Connector> {
	const overview = OverviewSchema.parse({
		name: "Deploy",
		identifier: "Deploy",
		awsAccountId: "123456789012",
		description: "",
		tags: {},
		isGovCloud: false,
	});
	return { ...(await draft("harness-platform")), overview, platform: { ...NEW_PLATFORM, ...platform } };
}

test("each kind of connector goes on in the wizard that is its own", async () => {
	const [cost, platform] = await Promise.all([draft("harness-ccm"), draft("harness-platform")]);
	expect(openStepPath(cost)).toBe(`/connectors/${cost.id}/setup/overview`);
	expect(openStepPath(platform)).toBe(`/connectors/${platform.id}/setup/overview`);
	const named = await platformWith({});
	expect(openStepPath(named)).toBe(`/connectors/${named.id}/setup/credentials`);
	const irsa = await platformWith({ credential: { type: "Irsa" } });
	expect(openStepPath(irsa)).toBe(`/connectors/${irsa.id}/setup/delegate`);
	expect(openStepPath({ ...irsa, status: "offboarded" })).toBe(`/connectors/${irsa.id}`);
});

test("AutoStopping is asked for of a cost connector alone", async () => {
	expect((await draft("harness-ccm")).requiresAutoStopping).toBe(true);
	expect((await draft("harness-platform")).requiresAutoStopping).toBe(false);
	expect((await draft("harness-platform")).proof).toBe("harness");
});

test("a platform connector is tested once its own steps are done, and has no step that makes a role", async () => {
	const irsa = await platformWith({
		credential: { type: "Irsa" },
		connectivity: { through: "delegate", selectors: [] },
	});
	expect(canEnter("test", irsa)).toBe(false);
	// In use, its delegate is there already: adopted from Harness, nobody here has set one up.
	expect(canEnter("test", { ...irsa, status: "registered" })).toBe(true);
	for (const step of ["cost-report", "features", "role"] as const) expect(canEnter(step, irsa)).toBe(false);
});
