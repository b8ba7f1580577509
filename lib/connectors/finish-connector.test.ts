import { describe, expect, it } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { type CheckId, type CheckResult, type Outcome, TRUST_CHECKS } from "#lib/domain/check.ts";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { Harness, HarnessConnectorRecord } from "#lib/harness/port.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { createDraft } from "./create-draft.ts";
import { type Accept, finishConnector } from "./finish-connector.ts";

const HARNESS_ACCOUNT = "EfOfrUbHTtupeZjUqxlHBg";
const ACCOUNT = "123456789012";

function recordOf(connector: CeAwsConnector): HarnessConnectorRecord {
	const at = new Date("2026-11-22T12:00:00Z");
	return { connector, createdAt: at, lastModifiedAt: at, status: null };
}

/** A Harness that remembers: one connector by identifier. */
function rememberingHarness(stored: CeAwsConnector[]): Partial<Harness> {
	return {
		getConnector: async (_target, { identifier }) => {
			const found = stored.find((connector) => connector.identifier === identifier);
			return found ? ok(recordOf(found)) : failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
		},
		createConnector: async (_target, { connector }) => {
			stored.push(connector);
			return ok(recordOf(connector));
		},
		updateConnector: async (_target, { connector }) => ok(recordOf(connector)),
		testConnector: async () =>
			ok({ status: "SUCCESS", errorSummary: null, errors: [], testedAt: null, lastConnectedAt: null }),
	};
}

function resultOf(checkId: CheckId, outcome: Outcome, checkedAt: Date): CheckResult {
	const about = { observed: "Tried.", details: {}, requestId: null, region: null, durationMs: 1 };
	return { checkId, outcome, code: null, checkedAt, ...about };
}

async function ready(outcomes: Partial<Record<CheckId, Outcome>> = {}, stored: CeAwsConnector[] = []) {
	const ctx = testContext({ harness: rememberingHarness(stored) });
	const account = { ref: "default", accountId: HARNESS_ACCOUNT, baseUrl: "https://app.harness.io" };
	await ctx.db.harnessAccounts.save({ ...account, apiKey: "pat.a.b.c" });
	const created = await createDraft(ctx, { requiresAutoStopping: false });
	const awsAccountId = parseAccountId(ACCOUNT);
	if (!created.ok || !awsAccountId.ok) throw new Error("the test's own facts are wrong");
	const { id } = created.value;
	const overview = { name: "Payer", identifier: "Payer", description: "", tags: {}, isGovCloud: false };
	const requirements = {
		features: ["VISIBILITY"],
		autoStopping: [],
		governancePolicyArns: [],
		commitmentWrite: false,
	};
	const saved = await ctx.db.connectors.save(id, 1, {
		overview: { ...overview, awsAccountId: awsAccountId.value },
		costReport: { kind: "covered", payerConnectorId: "payer" },
		requirements: { ...requirements, features: ["VISIBILITY"] },
	});
	if (saved === null || typeof saved === "string") throw new Error("the draft could not be saved");
	await ctx.db.connectors.observe(id, { launchedAt: ctx.now(), roleFoundAt: ctx.now() });
	const run = { id: "run", connectorId: id, kind: "full" as const, requestedAt: ctx.now() };
	await ctx.db.checks.requestRun(run);
	await ctx.db.checks.startRun("run", ctx.now(), saved.version);
	const all = {
		...Object.fromEntries(TRUST_CHECKS.map((checkId) => [checkId, "passed" as const])),
		...outcomes,
	};
	const results = Object.entries(all).map(([checkId, outcome]) =>
		resultOf(checkId as CheckId, outcome, ctx.now()),
	);
	await ctx.db.checks.record(id, "run", results);
	const finish = (accept: Accept, version = saved.version) =>
		finishConnector(ctx, { connectorId: id, version, accept });
	return { ctx, id, finish, stored };
}

describe("finishConnector", () => {
	it("registers a proven connector with Harness's external ID, never with ours", async () => {
		const { finish, stored, ctx, id } = await ready();
		expect(await finish("nothing")).toMatchObject({
			ok: true,
			value: { connector: { status: "registered" } },
		});
		expect(stored).toMatchObject([{ identifier: "Payer", spec: { awsAccountId: ACCOUNT } }]);
		const { crossAccountAccess } = stored[0]?.spec ?? {};
		expect(crossAccountAccess?.externalId).toBe(`harness:891928451355:${HARNESS_ACCOUNT}`);
		const connector = await ctx.db.connectors.find(id);
		expect(JSON.stringify(stored)).not.toContain(connector?.verifierExternalId);
	});

	it("changes nothing more the second time", async () => {
		const { finish, stored } = await ready();
		await finish("nothing");
		expect(await finish("nothing", 3)).toMatchObject({ ok: true });
		expect(stored).toHaveLength(1);
	});

	it.each<[CheckId, Accept]>([
		["external-id-required", "nothing"],
		["external-id-required", "failing-checks"],
		["external-id-exact", "failing-checks"],
		["trust-policy", "harness-proof"],
	])("never registers a role whose %s failed, although %s was accepted", async (checkId, accept) => {
		const { finish, stored } = await ready({ [checkId]: "failed" });
		expect(await finish(accept)).toMatchObject({ ok: false, failure: { code: "CONNECTOR_QUARANTINED" } });
		expect(stored).toEqual([]);
	});

	it.each<Outcome>(["unknown", "waiting", "skipped", "warning", "failed"])(
		"asks for a word first when the role's answer is %s",
		async (outcome) => {
			const { finish, stored } = await ready({ "role-assumable": outcome });
			expect(await finish("nothing")).toMatchObject({ ok: false, failure: { code: "CONNECTOR_NOT_PROVEN" } });
			expect(stored).toEqual([]);
		},
	);

	it("takes old evidence for none", async () => {
		const { finish, ctx } = await ready();
		ctx.advance(4 * 60 * 60 * 1_000);
		expect(await finish("nothing")).toMatchObject({ ok: false, failure: { code: "CONNECTOR_NOT_PROVEN" } });
	});

	it("writes an audit entry that says whether it was proven", async () => {
		const proven = await ready();
		await proven.finish("nothing");
		const unproven = await ready({ "permissions:VISIBILITY": "failed" });
		await unproven.finish("failing-checks");
		const actions = async (of: typeof proven) =>
			(await of.ctx.db.audit.list(of.id, 5)).map(({ action }) => action);
		expect(await actions(proven)).toContain("connector.registered");
		expect(await actions(unproven)).toContain("connector.registered-unproven");
	});

	it("rests on Harness's word from then on, when that was chosen", async () => {
		const { finish } = await ready({ "role-assumable": "failed" });
		expect(await finish("harness-proof")).toMatchObject({
			ok: true,
			value: { connector: { proof: "harness" } },
		});
	});

	it("does not overwrite somebody else's connector of the same identifier", async () => {
		const theirs: CeAwsConnector = {
			name: "Theirs",
			identifier: "Payer",
			type: "CEAws",
			spec: { featuresEnabled: [], awsAccountId: "999999999999" },
		};
		const { finish, stored } = await ready({}, [theirs]);
		expect(await finish("nothing")).toMatchObject({
			ok: false,
			failure: { code: "CONNECTOR_IDENTIFIER_TAKEN" },
		});
		expect(stored).toEqual([theirs]);
	});

	it("is refused from a page that shows an older version", async () => {
		const { finish } = await ready();
		expect(await finish("nothing", 1)).toMatchObject({
			ok: false,
			failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
		});
	});
});
