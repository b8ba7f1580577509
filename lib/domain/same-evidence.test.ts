import { describe, expect, test } from "vitest";
import type { Connector } from "#lib/domain/connector.ts";
import type { PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { accountId } from "#lib/testing/rollout-world.ts";
import { platformSettings, roleArnOf, sideBySide } from "#lib/testing/side-by-side.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { isSameEvidence } from "./same-evidence.ts";

const OTHER_ROLE = { roleArn: roleArnOf(accountId(0), "Another"), externalId: "given-by-its-owner" };

async function platform(proof: Connector["proof"], change: Partial<PlatformSettings> = {}) {
	const { platform: connector } = await sideBySide(testContext().db);
	return { ...connector, proof, platform: platformSettings(change) };
}

const CHANGES: readonly (readonly [string, Partial<PlatformSettings>])[] = [
	["tasks", { tasks: ["ecr-pull"] }],
	["region", { region: "eu-west-1" }],
	["connectivity", { connectivity: null }],
	[
		"external ID for Harness",
		{ crossAccount: { roleArn: roleArnOf(accountId(0), "Deployer"), externalId: "x-1" } },
	],
];

describe("evidence of a platform connector", () => {
	test.each(CHANGES)("whose role we ask ourselves outlasts a change of its %s", async (_, change) => {
		const before = await platform("direct");
		expect(isSameEvidence(before, { ...before, platform: platformSettings(change) })).toBe(true);
	});

	test("never outlasts another role, or another way of proof", async () => {
		const before = await platform("direct");
		const other = { ...before, platform: platformSettings({ crossAccount: OTHER_ROLE }) };
		expect(isSameEvidence(before, other)).toBe(false);
		expect(isSameEvidence(before, { ...before, proof: "harness" })).toBe(false);
	});

	test("that is Harness's word is about all that Harness was told, and about no task", async () => {
		const before = await platform("harness");
		const changed = (change: Partial<PlatformSettings>) => ({
			...before,
			platform: platformSettings(change),
		});
		expect(isSameEvidence(before, changed({ region: "eu-west-1" }))).toBe(false);
		expect(isSameEvidence(before, changed({ connectivity: null }))).toBe(false);
		expect(isSameEvidence(before, changed({ tasks: ["ecr-pull"] }))).toBe(true);
	});

	test("is the same whatever the order in which the database gives keys back", async () => {
		const before = await platform("harness");
		const settings: PlatformSettings = { ...before.platform };
		const reordered = { ...before, platform: Object.assign({ tasks: settings.tasks }, settings) };
		expect(JSON.stringify(reordered.platform)).not.toBe(JSON.stringify(before.platform));
		expect(isSameEvidence(before, reordered)).toBe(true);
	});
});
