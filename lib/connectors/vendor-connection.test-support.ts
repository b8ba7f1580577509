import type { ConnectorChange } from "#lib/db/port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { type CheckId, type CheckResult, type Outcome, TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type ExternalId, parseExternalId } from "#lib/domain/external-id.ts";
import { type TestContext, type TestContextParts, testContext } from "#lib/testing/test-context.ts";
import { createDraft } from "./create-draft.ts";

const ROLE_TEMPLATE = `https://templates.s3.us-east-1.amazonaws.com/harness-ccm-role/${"a".repeat(64)}.yaml`;
export const VENDOR_ID = externalId("6f1d2a30-7c44-4b0e-9a51-0c8f7e2b9d13");

export function externalId(text: string): ExternalId {
	const parsed = parseExternalId(text);
	if (!parsed.ok) throw new Error(`${text} is no external ID`);
	return parsed.value;
}

function resultOf(checkId: CheckId, outcome: Outcome, checkedAt: Date): CheckResult {
	const about = { observed: "Tried.", details: {}, requestId: null, region: null, durationMs: 1 };
	return { checkId, outcome, code: null, checkedAt, ...about };
}

/** An installation with an uploaded role template, whose own side is known; any call to Harness fails the test. */
export async function vendorContext(parts: TestContextParts = {}): Promise<TestContext> {
	const plain = testContext(parts);
	const ctx = { ...plain, config: { ...plain.config, templateUrl: ROLE_TEMPLATE } };
	const account = { ref: "default", accountId: "EfOfrUbHTtupeZjUqxlHBg", baseUrl: "https://app.harness.io" };
	await ctx.db.harnessAccounts.save({ ...account, apiKey: "pat.a.b.c" });
	await ctx.db.verifiers.save({
		partition: "aws",
		accountId: "555566667777",
		principalArn: "arn:aws:iam::555566667777:role/rolebridge/verifier",
		result: resultOf("verifier-self", "passed", ctx.now()),
	});
	return ctx;
}

/** A CloudZero draft with its first three steps saved. */
export async function cloudZeroDraft(ctx: TestContext, change: ConnectorChange = {}): Promise<Connector> {
	const created = await createDraft(ctx, { requiresAutoStopping: false, destination: "cloudzero" });
	const awsAccountId = parseAccountId("123456789012");
	if (!created.ok || !awsAccountId.ok) throw new Error("the test's own facts are wrong");
	const saved = await ctx.db.connectors.save(created.value.id, created.value.version, {
		overview: {
			name: "acme-payer",
			identifier: "acme_payer",
			awsAccountId: awsAccountId.value,
			description: "",
			tags: {},
			isGovCloud: false,
		},
		costReport: { kind: "own", reportName: "r", bucketName: "bucket", reportType: "CUR2.0" },
		requirements: {
			features: ["BILLING", "VISIBILITY"],
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		...change,
	});
	if (saved === null || typeof saved === "string") throw new Error("the draft could not be saved");
	return saved;
}

/** The evidence of a verification that passed, but for what is said here. */
export async function proven(
	ctx: TestContext,
	connector: Connector,
	outcomes: Partial<Record<CheckId, Outcome>> = {},
): Promise<void> {
	await ctx.db.connectors.observe(connector.id, { launchedAt: ctx.now(), roleFoundAt: ctx.now() });
	await ctx.db.checks.requestRun({
		id: "run",
		connectorId: connector.id,
		kind: "full",
		requestedAt: ctx.now(),
	});
	await ctx.db.checks.startRun("run", ctx.now(), connector.version);
	const all = {
		...Object.fromEntries(TRUST_CHECKS.map((checkId) => [checkId, "passed" as const])),
		...outcomes,
	};
	// Sound: both sources have check ids as keys.
	const results = Object.entries(all).map(([checkId, outcome]) =>
		resultOf(checkId as CheckId, outcome, ctx.now()),
	);
	await ctx.db.checks.record(connector.id, "run", results);
}
