import { describe, expect, test } from "vitest";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { failed } from "#lib/domain/result.ts";
import { DEFAULT_ROLLOUT_LAUNCH, type RolloutFeatures, type RolloutKind } from "#lib/domain/rollout.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { beginNextWave } from "./begin-next-wave.ts";
import { createRollout } from "./create-rollout.ts";
import { deleteRollout } from "./delete-rollout.ts";
import { endRollout } from "./end-rollout.ts";
import { markRolloutLaunched } from "./mark-launched.ts";
import { saveFeaturesStep } from "./save-features-step.ts";
import { saveLaunchStep } from "./save-launch-step.ts";
import { saveOrganizationStep } from "./save-organization-step.ts";
import { saveRolloutDraft } from "./save-rollout-draft.ts";

const NONE = { autoStopping: [], governancePolicyArns: [], commitmentWrite: false } as const;
const FEATURES: RolloutFeatures = {
	member: { ...NONE, features: ["VISIBILITY"] },
	exceptions: [],
	payer: {
		requirements: { ...NONE, features: ["VISIBILITY"] },
		costReport: { kind: "own", reportType: "CUR2.0", reportName: "costs", bucketName: "costs-1" },
	},
};
const NAMING = { connectorName: "AWSConnector-{accountId}", identifier: "AWSConnector_{accountId}" };
const { way: _way, wavesBegun: _begun, ...LAUNCH } = { ...DEFAULT_ROLLOUT_LAUNCH, waves: [["r-ab12"]] };

function accountId(text: string) {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.value;
}
const ORGANIZATION = {
	kind: "organization",
	name: "Acme",
	managementAccountId: accountId("111122223333"),
	naming: NAMING,
	isGovCloud: false,
} as const;

function value<T>(
	result: { ok: true; value: T } | { ok: false; failure: { code: string; detail?: string } },
): T {
	if (result.ok) return result.value;
	throw new Error(`${result.failure.code}: ${result.failure.detail}`);
}

async function open(kind: RolloutKind = "organization") {
	const ctx = testContext();
	await ctx.db.harnessAccounts.save({
		ref: "default",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://app.harness.io",
		apiKey: "pat.a.b.c",
	});
	// A template of ours is in force, so that nothing is refused for the template's sake.
	ctx.store.settings = {
		...ctx.store.settings,
		templateSource: "ours",
		templateUrl: "https://b.s3.amazonaws.com/t.yaml",
	};
	const { id } = value(await createRollout(ctx, { kind }));
	const target = async () => {
		const rollout = await ctx.db.rollouts.find(id);
		return { rolloutId: id, version: rollout?.version ?? 0 };
	};
	const rollout = async () => {
		const found = await ctx.db.rollouts.find(id);
		if (found === null) throw new Error("gone");
		return found;
	};
	return { ctx, id, target, rollout };
}

/** As far as the launch, which was not pressed yet. */
async function openAtLaunch() {
	const world = await open();
	const { ctx, target } = world;
	value(await saveOrganizationStep(ctx, { ...(await target()), organization: ORGANIZATION }));
	value(await saveFeaturesStep(ctx, { ...(await target()), features: FEATURES }));
	value(await saveLaunchStep(ctx, { ...(await target()), launch: LAUNCH }));
	return world;
}

describe("a new rollout", () => {
	test("has an external ID of its own from the start, and is in the audit log", async () => {
		const { ctx, id, rollout } = await open();
		const second = value(await createRollout(ctx, { kind: "list" }));
		expect((await rollout()).verifierExternalId).toMatch(/^rb-[0-9a-z]{32}$/);
		expect(second.verifierExternalId).not.toBe((await rollout()).verifierExternalId);
		expect(ctx.store.audit.map(({ action, subject }) => [action, subject])).toContainEqual([
			"rollout.created",
			id,
		]);
	});

	test("is not for somebody who sees only the accounts of a tag", async () => {
		const { ctx } = await open();
		const scope = { ...EVERYWHERE, tags: [{ key: "team", value: "data" }] };
		const limited = { ...ctx, actor: { ...ctx.actor, scope } };
		expect(await createRollout(limited, { kind: "organization" })).toMatchObject({
			ok: false,
			failure: { code: "NOT_ALLOWED" },
		});
	});

	test("keeps unsaved typing until the step is saved", async () => {
		const { ctx, id, target } = await open();
		await saveRolloutDraft(ctx, { rolloutId: id, step: "organization", values: { name: "half" } });
		expect(await ctx.db.rollouts.drafts(id)).toMatchObject({ organization: { name: "half" } });
		value(await saveOrganizationStep(ctx, { ...(await target()), organization: ORGANIZATION }));
		expect((await ctx.db.rollouts.drafts(id)).organization ?? null).toBeNull();
	});
});

describe("the organization of a rollout", () => {
	test("is looked up through a payer that is connected here, as soon as it is named", async () => {
		const { ctx, id, target } = await open();
		value(await saveOrganizationStep(ctx, { ...(await target()), organization: ORGANIZATION }));
		expect(ctx.asked).toEqual([{ job: "reconcileRollout", rolloutId: id }]);
	});

	test("another management account forgets what was chosen and seen for the first", async () => {
		const { ctx, id, target, rollout } = await openAtLaunch();
		const unit = { id: "r-ab12", parentId: null, name: "Root", path: "Root" };
		await ctx.db.rollouts.replaceUnits(id, [unit]);
		value(await saveOrganizationStep(ctx, { ...(await target()), organization: ORGANIZATION }));
		expect((await rollout()).launch).not.toBeNull();
		const other = { ...ORGANIZATION, managementAccountId: accountId("444455556666") };
		value(await saveOrganizationStep(ctx, { ...(await target()), organization: other }));
		expect(await rollout()).toMatchObject({ features: null, launch: null });
		expect(await ctx.db.rollouts.units(id)).toEqual([]);
	});

	test("a save of an older version changes nothing", async () => {
		const { ctx, target, rollout } = await open();
		const old = await target();
		value(await saveOrganizationStep(ctx, { ...old, organization: ORGANIZATION }));
		const late = await saveOrganizationStep(ctx, { ...old, organization: { ...ORGANIZATION, name: "Late" } });
		expect(late).toEqual(failed({ code: "ROLLOUT_CHANGED_MEANWHILE" }));
		expect((await rollout()).name).toBe("Acme");
	});

	test("a list is read, cleaned and kept; what cannot be read names its line", async () => {
		const { ctx, id, target } = await open("list");
		const list = { kind: "list", name: "Strays", naming: NAMING, isGovCloud: false } as const;
		const wrong = await saveOrganizationStep(ctx, {
			...(await target()),
			organization: { ...list, accounts: "123456789012\n12345\n" },
		});
		expect(wrong).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID", field: "accounts" } });
		expect(wrong.ok ? "" : wrong.failure.detail).toContain("ine 2");
		expect(await ctx.db.rollouts.countAccounts(id, {}, ctx.now())).toBe(0);
		value(
			await saveOrganizationStep(ctx, {
				...(await target()),
				organization: { ...list, accounts: "account id,name\n1234-5678-9012,payments\n210987654321,\n" },
			}),
		);
		const rows = await ctx.db.rollouts.accounts(id, {}, { limit: 10, now: ctx.now() });
		expect(rows.map(({ accountId: account, name }) => [account, name])).toEqual([
			["123456789012", "payments"],
			["210987654321", ""],
		]);
	});

	test("two accounts of a list that would get one identifier are told before anything is made", async () => {
		const { ctx, target } = await open("list");
		const result = await saveOrganizationStep(ctx, {
			...(await target()),
			organization: {
				kind: "list",
				name: "Strays",
				isGovCloud: false,
				naming: { ...NAMING, identifier: "{accountName}" },
				accounts: "account id,name\n123456789012,payments prod\n210987654321,payments-prod\n",
			},
		});
		expect(result).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID", field: "identifier" } });
	});

	test("a list is no organization, whatever the page sent", async () => {
		const { ctx, target } = await open("list");
		const result = await saveOrganizationStep(ctx, { ...(await target()), organization: ORGANIZATION });
		expect(result).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID" } });
	});
});

describe("the features of a rollout", () => {
	test("a member gets no Cost Visibility, and the payer gets it with its report", async () => {
		const { ctx, target, rollout } = await open();
		value(await saveOrganizationStep(ctx, { ...(await target()), organization: ORGANIZATION }));
		const withBilling = { ...FEATURES, member: { ...NONE, features: ["BILLING" as const] } };
		expect(await saveFeaturesStep(ctx, { ...(await target()), features: withBilling })).toMatchObject({
			ok: false,
			failure: { code: "INPUT_INVALID", field: "member.features" },
		});
		value(await saveFeaturesStep(ctx, { ...(await target()), features: FEATURES }));
		expect((await rollout()).features?.payer?.requirements.features).toEqual(["BILLING", "VISIBILITY"]);
	});

	test("a wrong exception is told at its own place", async () => {
		const { ctx, target } = await open();
		value(await saveOrganizationStep(ctx, { ...(await target()), organization: ORGANIZATION }));
		const exceptions = (["VISIBILITY", "COMMITMENT_ORCHESTRATOR"] as const).map((feature) => ({
			match: { kind: "tag" as const, key: "stage", value: feature },
			requirements: { ...NONE, features: [feature] },
		}));
		expect(
			await saveFeaturesStep(ctx, { ...(await target()), features: { ...FEATURES, exceptions } }),
		).toMatchObject({
			ok: false,
			failure: { field: "exceptions.1.requirements.features" },
		});
	});

	test("nothing can be chosen before it is said for whom", async () => {
		const { ctx, target } = await open();
		expect(await saveFeaturesStep(ctx, { ...(await target()), features: FEATURES })).toEqual(
			failed({ code: "ROLLOUT_INCOMPLETE" }),
		);
	});
});

describe("the launch of a rollout", () => {
	test("an organization names its units, a region of its partition, and no unit twice", async () => {
		const { ctx, target } = await openAtLaunch();
		const wrongs = [
			[{ ...LAUNCH, waves: [] }, "waves"],
			[{ ...LAUNCH, waves: [["r-ab12"], ["r-ab12"]] }, "waves"],
			[{ ...LAUNCH, region: "us-gov-west-1" }, "region"],
			[{ ...LAUNCH, delegatedAdministratorId: ORGANIZATION.managementAccountId }, "delegatedAdministratorId"],
		] as const;
		for (const [launch, field] of wrongs) {
			expect(await saveLaunchStep(ctx, { ...(await target()), launch })).toMatchObject({
				ok: false,
				failure: { code: "INPUT_INVALID", field },
			});
		}
	});

	test("is marked once with its time, asks AWS at once, and is in the audit log with its way", async () => {
		const { ctx, id, rollout } = await openAtLaunch();
		expect((await rollout()).launchedAt).toBeNull();
		ctx.asked.length = 0;
		value(await markRolloutLaunched(ctx, { rolloutId: id, way: "cli" }));
		const first = await rollout();
		expect(first).toMatchObject({ status: "launched", launch: { way: "cli", wavesBegun: 1 } });
		ctx.advance(60_000);
		value(await markRolloutLaunched(ctx, { rolloutId: id, way: "cli" }));
		expect((await rollout()).launchedAt).toEqual(first.launchedAt);
		expect(
			ctx.asked.filter(({ job }) => job === "reconcileRollout").map(({ rolloutId }) => rolloutId),
		).toEqual([id, id]);
		expect(ctx.store.audit.filter(({ action }) => action === "rollout.launched")[0]?.details).toMatchObject({
			way: "cli",
		});
	});

	test("cannot be marked before there is something to launch", async () => {
		const { ctx, id } = await open();
		expect(await markRolloutLaunched(ctx, { rolloutId: id, way: "stack" })).toEqual(
			failed({ code: "ROLLOUT_INCOMPLETE" }),
		);
	});

	test("what stacks were made with stays; a later wave may still be named", async () => {
		const { ctx, id, target, rollout } = await openAtLaunch();
		value(await markRolloutLaunched(ctx, { rolloutId: id, way: "stack" }));
		const role = { ...LAUNCH.role, roleName: "HarnessOther" };
		expect(await saveLaunchStep(ctx, { ...(await target()), launch: { ...LAUNCH, role } })).toMatchObject({
			ok: false,
			failure: { code: "ROLLOUT_LAUNCHED", field: "roleName" },
		});
		const other = { ...LAUNCH, waves: [["ou-ab12-1a2b3c4d"]] };
		expect(await saveLaunchStep(ctx, { ...(await target()), launch: other })).toMatchObject({
			ok: false,
			failure: { code: "ROLLOUT_LAUNCHED", field: "waves" },
		});
		const more = { ...LAUNCH, waves: [["r-ab12"], ["ou-ab12-1a2b3c4d"]] };
		value(await saveLaunchStep(ctx, { ...(await target()), launch: more }));
		expect((await rollout()).launch).toMatchObject({ wavesBegun: 1, way: "stack" });
		const stored = (await rollout()).features ?? FEATURES;
		expect((await saveFeaturesStep(ctx, { ...(await target()), features: stored })).ok).toBe(true);
		const less = { ...stored, payer: null };
		expect(await saveFeaturesStep(ctx, { ...(await target()), features: less })).toMatchObject({
			ok: false,
			failure: { code: "ROLLOUT_LAUNCHED" },
		});
	});
});

describe("waves", () => {
	async function launchedInWaves() {
		const world = await openAtLaunch();
		const { ctx, id, target } = world;
		const waves = [["ou-ab12-1a2b3c4d"], ["r-ab12"]];
		value(await saveLaunchStep(ctx, { ...(await target()), launch: { ...LAUNCH, waves } }));
		value(await markRolloutLaunched(ctx, { rolloutId: id, way: "stack" }));
		await ctx.db.rollouts.seeAccounts(
			id,
			["123456789012", "123456789013"].map((text, wave) => ({
				accountId: accountId(text),
				name: "",
				unitId: null,
				tags: {},
				state: "ACTIVE" as const,
				isManagement: false,
				wave,
			})),
			{ at: ctx.now(), isComplete: true },
		);
		return world;
	}

	test("the next one waits for the last, whose accounts are expected and not through", async () => {
		const { ctx, target, rollout } = await launchedInWaves();
		const result = await beginNextWave(ctx, await target());
		expect(result).toMatchObject({ ok: false, failure: { code: "ROLLOUT_WAVE_STOPPED" } });
		expect(result.ok ? "" : result.failure.detail).toContain("0 of 1");
		expect((await rollout()).launch?.wavesBegun).toBe(1);
	});

	test("the next one begins all the same when somebody insists, and the audit log says what stood against it", async () => {
		const { ctx, target, rollout } = await launchedInWaves();
		value(await beginNextWave(ctx, { ...(await target()), force: true }));
		expect((await rollout()).launch?.wavesBegun).toBe(2);
		expect(ctx.store.audit.at(-1)).toMatchObject({
			action: "rollout.wave-begun",
			details: { wave: 2, units: ["r-ab12"], forced: true, against: expect.stringContaining("0 of 1") },
		});
		expect(await beginNextWave(ctx, { ...(await target()), force: true })).toMatchObject({
			ok: false,
			failure: { code: "ROLLOUT_WAVE_STOPPED", detail: "Every wave has begun." },
		});
	});

	test("before the organization was ever read no wave lets the next one begin", async () => {
		const { ctx, id, target } = await openAtLaunch();
		const waves = [["ou-ab12-1a2b3c4d"], ["r-ab12"]];
		value(await saveLaunchStep(ctx, { ...(await target()), launch: { ...LAUNCH, waves } }));
		value(await markRolloutLaunched(ctx, { rolloutId: id, way: "stack" }));
		const early = await beginNextWave(ctx, await target());
		expect(early).toMatchObject({ ok: false, failure: { code: "ROLLOUT_WAVE_STOPPED" } });
		// A wave of units without accounts, seen to be so, stops nothing.
		await ctx.db.rollouts.observe(id, { reconciledAt: ctx.now() });
		expect(await beginNextWave(ctx, await target())).toMatchObject({ ok: true });
	});

	test("the next one stops where more of the last fail than was said, and begins where all are through", async () => {
		const { ctx, id, target, rollout } = await launchedInWaves();
		const failedInstance = { status: "OUTDATED", detail: "FAILED", reason: "role exists", seenAt: ctx.now() };
		await ctx.db.rollouts.seeInstances(id, new Map([["123456789012", failedInstance]]));
		const stopped = await beginNextWave(ctx, await target());
		expect(stopped.ok ? "" : stopped.failure.detail).toContain("100 % of the last wave's accounts fail");
		const launch = { ...LAUNCH, waves: [["ou-ab12-1a2b3c4d"], ["r-ab12"]], stopAtFailingPercent: 100 };
		value(await saveLaunchStep(ctx, { ...(await target()), launch }));
		value(await beginNextWave(ctx, { ...(await target()), force: true }));
		expect(ctx.store.audit.at(-1)?.details).not.toHaveProperty("forced");
		expect((await rollout()).launch?.wavesBegun).toBe(2);
		expect(await beginNextWave(ctx, await target())).toMatchObject({
			ok: false,
			failure: { detail: "Every wave has begun." },
		});
	});
});

describe("the end of a rollout", () => {
	test("one that was never launched is deleted, one that was is ended and kept", async () => {
		const { ctx, id, target, rollout } = await openAtLaunch();
		value(await markRolloutLaunched(ctx, { rolloutId: id, way: "stack" }));
		expect(await deleteRollout(ctx, await target())).toMatchObject({ failure: { code: "ROLLOUT_LAUNCHED" } });
		value(await endRollout(ctx, await target()));
		expect(await rollout()).toMatchObject({ status: "ended", endedAt: ctx.now() });
		expect(await markRolloutLaunched(ctx, { rolloutId: id, way: "stack" })).toEqual(
			failed({ code: "ROLLOUT_NOT_FOUND" }),
		);
		const draft = value(await createRollout(ctx, { kind: "list" }));
		expect(await endRollout(ctx, { rolloutId: draft.id, version: draft.version })).toMatchObject({
			failure: { code: "ROLLOUT_INCOMPLETE" },
		});
		expect(await deleteRollout(ctx, { rolloutId: draft.id, version: draft.version })).toEqual({
			ok: true,
			value: true,
		});
		expect(await ctx.db.rollouts.find(draft.id)).toBeNull();
	});
});
