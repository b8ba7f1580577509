import { describe, expect, it } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { singleStackParameters } from "#lib/domain/destinations/role-parameters.ts";
import { parseQuickCreateUrl } from "#lib/domain/quick-create-url.ts";
import { failed } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import { connectorFacts } from "#lib/health/connector-facts.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { expectedTrustOf } from "./expected-trust-of.ts";
import { finishConnector } from "./finish-connector.ts";
import { launch, launchByFile } from "./launch.ts";
import { startOffboarding } from "./offboard/start-offboarding.ts";
import { saveCostReport } from "./save-cost-report.ts";
import { saveDestinationExternalId } from "./save-destination-external-id.ts";
import { saveOverview } from "./save-overview.ts";
import { saveRequirements } from "./save-requirements.ts";
import { templateInForce } from "./template-in-force.ts";
import {
	cloudZeroDraft,
	externalId,
	proven,
	VENDOR_ID,
	vendorContext,
} from "./vendor-connection.test-support.ts";

const CLOUDZERO = "arn:aws:iam::061190967865:root";

const target = ({ id, version }: Connector) => ({ connectorId: id, version });

async function checked(ctx: TestContext) {
	const { url, sha256 } = await templateInForce(ctx, "aws", "cloudzero");
	const parameters = singleStackParameters(profileOf("cloudzero").template);
	const about = { code: null, observed: "", details: {}, requestId: null, region: null, durationMs: 1 };
	const result = { checkId: "template-current", outcome: "passed", checkedAt: ctx.now(), ...about } as const;
	await ctx.db.templateChecks.save({ url, partition: "aws", parameters, sha256, result });
	return url;
}

async function withId(ctx: TestContext) {
	const draft = await cloudZeroDraft(ctx);
	const saved = await saveDestinationExternalId(ctx, { ...target(draft), externalId: VENDOR_ID });
	if (!saved.ok) throw new Error(saved.failure.code);
	return saved.value;
}

describe("a CloudZero draft", () => {
	it("has its role at CloudZero's path from the start, and its own external ID beside the pasted one", async () => {
		const ctx = await vendorContext();
		const connector = await withId(ctx);
		expect(derivedRoleArn(connector)).toBe("arn:aws:iam::123456789012:role/cloudzero/cloudzero-access");
		expect(connector.proof).toBe("direct");
		expect(connector.verifierExternalId).toMatch(/^rb-/);
		expect(connector.destinationExternalId).toBe(VENDOR_ID);
	});

	it.each(["Acme Payer", "acme.payer", "ACME"])(
		"refuses the name %s, whatever the page allowed",
		async (name) => {
			const ctx = await vendorContext();
			const draft = await cloudZeroDraft(ctx);
			const { overview } = draft;
			if (overview === null) throw new Error("no overview");
			expect(await saveOverview(ctx, { ...target(draft), overview: { ...overview, name } })).toMatchObject({
				ok: false,
				failure: { code: "INPUT_INVALID", field: "name" },
			});
		},
	);

	it("refuses a partition in which CloudZero names no account of its own", async () => {
		const ctx = await vendorContext();
		const draft = await cloudZeroDraft(ctx);
		const { overview } = draft;
		if (overview === null) throw new Error("no overview");
		expect(
			await saveOverview(ctx, { ...target(draft), overview: { ...overview, isGovCloud: true } }),
		).toMatchObject({ ok: false, failure: { code: "DESTINATION_NOT_IN_PARTITION", field: "isGovCloud" } });
	});

	it("asks Harness nothing about the account", async () => {
		const ctx = await vendorContext({
			harness: { listConnectors: () => Promise.reject(new Error("Harness was asked")) },
		});
		const draft = await cloudZeroDraft(ctx);
		const awsAccountId = parseAccountId("210987654321");
		if (draft.overview === null || !awsAccountId.ok) throw new Error("no overview");
		const overview = { ...draft.overview, awsAccountId: awsAccountId.value };
		expect(await saveOverview(ctx, { ...target(draft), overview })).toMatchObject({ ok: true });
	});

	it("may be a resource connection without any cost report, which Harness's may not", async () => {
		const ctx = await vendorContext();
		const draft = await cloudZeroDraft(ctx);
		const costReport = { kind: "none", reason: "not-needed" } as const;
		const saved = await saveCostReport(ctx, { ...target(draft), costReport });
		expect(saved).toMatchObject({
			ok: true,
			value: { costReport, requirements: { features: ["VISIBILITY"] } },
		});
	});

	it("offers what CloudZero reads and nothing of Harness's", async () => {
		const ctx = await vendorContext();
		const draft = await cloudZeroDraft(ctx);
		const requirements = {
			features: ["BILLING", "OPTIMIZATION"] as const,
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		};
		expect(await saveRequirements(ctx, { ...target(draft), requirements })).toMatchObject({
			ok: false,
			failure: { code: "INPUT_INVALID", field: "features" },
		});
	});
});

describe("the external ID that CloudZero gave out", () => {
	it("goes into the role's trust for CloudZero, and into no call of ours", async () => {
		const ctx = await vendorContext();
		const connector = await withId(ctx);
		const trust = await expectedTrustOf(ctx, connector);
		if (trust === null) throw new Error("no trust");
		const { Statement } = expectedTrustPolicy(trust);
		expect(Statement.map(({ Sid }) => Sid)).toEqual(["CloudZero", "Rolebridge"]);
		expect(Statement[0]).toMatchObject({
			Principal: { AWS: CLOUDZERO },
			Condition: { StringEquals: { "sts:ExternalId": VENDOR_ID } },
		});
		expect(JSON.stringify(Statement[1])).not.toContain(VENDOR_ID);
	});

	it.each(["operator", "vendor"] as const)(
		"is never what we assume with, in %s mode either",
		async (mode) => {
			const ctx = await vendorContext();
			const connector = await withId(ctx);
			const settings = { ...(await ctx.db.settings.get()), verifierMode: mode };
			const [harnessAccount, verifier] = await Promise.all([
				ctx.db.harnessAccounts.find(connector.harnessAccountRef),
				ctx.db.verifiers.find("aws"),
			]);
			const facts = connectorFacts(connector, { settings, harnessAccount, verifier });
			expect(facts).toMatchObject({ ok: true, value: { externalId: connector.verifierExternalId } });
		},
	);

	it("may be none of Rolebridge's own", async () => {
		const ctx = await vendorContext();
		const draft = await cloudZeroDraft(ctx);
		expect(
			await saveDestinationExternalId(ctx, { ...target(draft), externalId: draft.verifierExternalId }),
		).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID", field: "externalId" } });
	});

	it("stays once the connection is in use", async () => {
		const ctx = await vendorContext();
		const connector = await withId(ctx);
		const used = await ctx.db.connectors.save(connector.id, connector.version, { status: "registered" });
		if (used === null || typeof used === "string") throw new Error("not saved");
		expect(
			await saveDestinationExternalId(ctx, { ...target(used), externalId: externalId("another-id") }),
		).toMatchObject({ ok: false, failure: { code: "CHANGE_NOT_POSSIBLE" } });
	});
});

describe("the launch link of a CloudZero connection", () => {
	it("does not leave before the external ID was pasted", async () => {
		const ctx = await vendorContext();
		await checked(ctx);
		expect(await launch(ctx, await cloudZeroDraft(ctx))).toMatchObject({
			ok: false,
			failure: { code: "DESTINATION_EXTERNAL_ID_MISSING" },
		});
	});

	it("opens CloudZero's template beside ours, with CloudZero's principal and both IDs where they belong", async () => {
		const ctx = await vendorContext();
		const url = await checked(ctx);
		const connector = await withId(ctx);
		const launched = await launch(ctx, connector);
		if (!launched.ok) throw new Error(launched.failure.code);
		const parsed = parseQuickCreateUrl(launched.value.url);
		expect(url).toMatch(/\/cloudzero-role\/[0-9a-f]{64}\.yaml$/);
		expect(parsed).toMatchObject({
			templateUrl: url,
			stackName: "cloudzero-access-role-stack",
			parameters: {
				CloudZeroPrincipalArn: CLOUDZERO,
				ExternalId: VENDOR_ID,
				BucketName: "bucket",
				BillingEnabled: "true",
				ResourcesEnabled: "true",
				VerifierExternalId: connector.verifierExternalId,
				ExpectedAccountId: "123456789012",
			},
		});
		expect(Object.keys(launched.value.parameters)).not.toContain("PrincipalBilling");
	});

	it("is replaced by a command with the downloaded file where nothing is uploaded", async () => {
		const ctx = await vendorContext();
		const bare = { ...ctx, config: { ...ctx.config, templateUrl: null } };
		const connector = await withId(bare);
		expect(await launch(bare, connector)).toMatchObject({
			ok: false,
			failure: { code: "TEMPLATE_NOT_PUBLISHED" },
		});
		const command = await launchByFile(bare, connector);
		expect(command).toMatchObject({ ok: true, value: expect.stringContaining("cloudzero-role.yaml") });
	});
});

describe("finishing a CloudZero connection", () => {
	const harness = {
		getConnector: () => Promise.reject(new Error("Harness was asked")),
		createConnector: () => Promise.reject(new Error("Harness was asked")),
		testConnector: () => Promise.reject(new Error("Harness was asked")),
	};

	it("registers what is proven on the person's word that it was entered, without any call to Harness", async () => {
		const ctx = await vendorContext({ harness });
		const connector = await withId(ctx);
		await proven(ctx, connector);
		const finished = await finishConnector(ctx, { ...target(connector), accept: "nothing" });
		expect(finished).toMatchObject({
			ok: true,
			value: { connector: { status: "registered", proof: "direct" }, harnessTest: null },
		});
		const events = await ctx.db.audit.list(connector.id, 20);
		expect(events.map(({ action }) => action)).toContain("connector.registered-by-hand");
	});

	it("is never content with Harness's word", async () => {
		const ctx = await vendorContext({ harness });
		const connector = await withId(ctx);
		await proven(ctx, connector, { "role-assumable": "failed" });
		expect(await finishConnector(ctx, { ...target(connector), accept: "harness-proof" })).toMatchObject({
			ok: false,
			failure: { code: "CONNECTOR_NOT_PROVEN" },
		});
	});

	it("is refused for a role that lets others in", async () => {
		const ctx = await vendorContext({ harness });
		const connector = await withId(ctx);
		await proven(ctx, connector, { "external-id-required": "failed" });
		expect(await finishConnector(ctx, { ...target(connector), accept: "failing-checks" })).toMatchObject({
			ok: false,
			failure: { code: "CONNECTOR_QUARANTINED" },
		});
	});
});

it("a CloudZero connection is offboarded without any call to Harness, and AWS is asked for its refusal", async () => {
	const ctx = await vendorContext({
		harness: { getConnector: async () => failed({ code: "HARNESS_UNAVAILABLE" as const }) },
	});
	const connector = await withId(ctx);
	await ctx.db.connectors.save(connector.id, connector.version, { status: "registered" });
	expect(await startOffboarding(ctx, { connectorId: connector.id })).toMatchObject({ ok: true });
	expect(ctx.asked).toContainEqual({ job: "proveRefusal", connectorId: connector.id });
});
