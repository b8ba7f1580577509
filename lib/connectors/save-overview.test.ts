import { expect, test } from "vitest";
import { type AccountId, parseAccountId } from "#lib/domain/account-id.ts";
import type { Overview } from "#lib/domain/connector.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { HarnessConnectorRecord } from "#lib/harness/port.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { createDraft } from "./create-draft.ts";
import { saveOverview } from "./save-overview.ts";

function accountId(text: string): AccountId {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.value;
}

const OVERVIEW: Overview = {
	name: "Payer",
	identifier: "Payer",
	awsAccountId: accountId("123456789012"),
	description: "",
	tags: {},
	isGovCloud: false,
};

async function open(listed: readonly HarnessConnectorRecord[] | "unavailable" = []) {
	const ctx = testContext({
		harness: {
			listConnectors: async () =>
				listed === "unavailable" ? failed({ code: "HARNESS_UNAVAILABLE" }) : ok(listed),
		},
	});
	await ctx.db.harnessAccounts.save({
		ref: "default",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://app.harness.io",
		apiKey: "pat.a.b.c",
	});
	const draft = async () => {
		const created = await createDraft(ctx, { requiresAutoStopping: false });
		if (!created.ok) throw new Error(created.failure.code);
		return { connectorId: created.value.id, version: created.value.version };
	};
	return { ctx, draft };
}

test("a second draft for the same account is refused at the field, naming the first", async () => {
	const { ctx, draft } = await open();
	expect((await saveOverview(ctx, { ...(await draft()), overview: OVERVIEW })).ok).toBe(true);
	const second = { ...OVERVIEW, name: "Other", identifier: "Other" };
	expect(await saveOverview(ctx, { ...(await draft()), overview: second })).toEqual(
		failed({
			code: "CONNECTOR_ACCOUNT_TAKEN",
			field: "awsAccountId",
			detail: "The connector “Payer” is for this AWS account already.",
		}),
	);
});

test("an unreachable Harness stops nobody here", async () => {
	const { ctx, draft } = await open("unavailable");
	expect((await saveOverview(ctx, { ...(await draft()), overview: OVERVIEW })).ok).toBe(true);
});

test("saving a version that is no longer the stored one changes nothing", async () => {
	const { ctx, draft } = await open();
	const target = await draft();
	await saveOverview(ctx, { ...target, overview: OVERVIEW });
	const again = await saveOverview(ctx, { ...target, overview: { ...OVERVIEW, name: "Late" } });
	expect(again).toMatchObject({ ok: false, failure: { code: "CONNECTOR_CHANGED_MEANWHILE" } });
	expect((await ctx.db.connectors.find(target.connectorId))?.overview?.name).toBe("Payer");
});

test("an account that Harness has a connector for is refused, naming it; a near miss is not taken for it", async () => {
	const record = (awsAccountId: string): HarnessConnectorRecord => ({
		connector: {
			name: "From Harness",
			identifier: "from_harness",
			type: "CEAws",
			spec: { featuresEnabled: [], awsAccountId },
		},
		createdAt: null,
		lastModifiedAt: null,
		status: null,
	});
	const other = await open([record("123456789013")]);
	expect((await saveOverview(other.ctx, { ...(await other.draft()), overview: OVERVIEW })).ok).toBe(true);
	const { ctx, draft } = await open([record("123456789012")]);
	expect(await saveOverview(ctx, { ...(await draft()), overview: OVERVIEW })).toEqual(
		failed({
			code: "HARNESS_CONNECTOR_EXISTS",
			field: "awsAccountId",
			detail: "Harness has the connector “From Harness” for this AWS account already.",
		}),
	);
});

test("an account may have one connector for each destination, and platform connectors without end", async () => {
	const { ctx, draft } = await open();
	const costs = await draft();
	expect((await saveOverview(ctx, { ...costs, overview: OVERVIEW })).ok).toBe(true);
	const cloudZero = await createDraft(ctx, { requiresAutoStopping: false, destination: "cloudzero" });
	if (!cloudZero.ok) throw new Error(cloudZero.failure.code);
	const { id: connectorId, version } = cloudZero.value;
	const overview = { ...OVERVIEW, name: "payer", identifier: "payer_cloudzero" };
	// What Harness has for the account is another product's.
	Object.assign(ctx.harness, { listConnectors: async () => Promise.reject(new Error("was asked")) });
	expect(await saveOverview(ctx, { connectorId, version, overview })).toMatchObject({ ok: true });
});

test("a platform connector has other steps: this one leaves it alone", async () => {
	const { ctx } = await open();
	const created = await createDraft(ctx, { requiresAutoStopping: false, destination: "harness-platform" });
	if (!created.ok) throw new Error(created.failure.code);
	const target = { connectorId: created.value.id, version: created.value.version };
	expect(await saveOverview(ctx, { ...target, overview: OVERVIEW })).toEqual(
		failed({ code: "CONNECTOR_NOT_FOUND" }),
	);
});
