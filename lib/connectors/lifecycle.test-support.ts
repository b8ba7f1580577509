import { parseAccountId } from "#lib/domain/account-id.ts";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { Harness, HarnessConnectorRecord } from "#lib/harness/port.ts";
import { type TestContext, type TestContextParts, testContext } from "#lib/testing/test-context.ts";
import { createDraft } from "./create-draft.ts";

export const HARNESS_ACCOUNT = "EfOfrUbHTtupeZjUqxlHBg";
const AT = new Date("2026-11-22T11:00:00Z");

export function ceAws(identifier: string, awsAccountId: string): CeAwsConnector {
	return {
		name: identifier,
		identifier,
		tags: {},
		type: "CEAws",
		spec: {
			featuresEnabled: ["VISIBILITY"],
			crossAccountAccess: {
				crossAccountRoleArn: `arn:aws:iam::${awsAccountId}:role/HarnessCERole`,
				externalId: `harness:891928451355:${HARNESS_ACCOUNT}`,
			},
			curAttributes: { reportName: "", s3BucketName: "" },
			awsAccountId,
			isAWSGovCloudAccount: false,
		},
	};
}

export function recordOf(connector: CeAwsConnector): HarnessConnectorRecord {
	const status = {
		status: "SUCCESS",
		errorSummary: null,
		errors: [],
		testedAt: AT,
		lastConnectedAt: AT,
	} as const;
	return { connector, createdAt: AT, lastModifiedAt: AT, status };
}

/** A Harness that remembers; the log says what was asked of it. */
export function rememberingHarness(
	stored: Map<string, CeAwsConnector>,
	log: string[] = [],
): Partial<Harness> {
	const missing = () => failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" as const });
	return {
		getConnector: async (_target, { identifier }) => {
			const found = stored.get(identifier);
			return found ? ok(recordOf(found)) : missing();
		},
		listConnectors: async () => ok([...stored.values()].map(recordOf)),
		updateConnector: async (_target, { connector }) => {
			log.push(`update ${connector.identifier}`);
			stored.set(connector.identifier, connector);
			return ok(recordOf(connector));
		},
		deleteConnector: async (_target, { identifier }) => {
			log.push(`delete ${identifier}`);
			return stored.delete(identifier) ? ok(true) : missing();
		},
	};
}

export async function lifecycleContext(parts: TestContextParts = {}): Promise<TestContext> {
	const ctx = testContext(parts);
	const account = { ref: "default", accountId: HARNESS_ACCOUNT, baseUrl: "https://app.harness.io" };
	await ctx.db.harnessAccounts.save({ ...account, apiKey: "pat.a.b.c" });
	return ctx;
}

/** A registered connector of that account, whose role has let us in. */
export async function registered(ctx: TestContext, identifier = "Payer", account = "123456789012") {
	const saved = await registeredUnproven(ctx, identifier, account);
	await ctx.db.connectors.observe(saved.id, { roleFoundAt: ctx.now() });
	return (await ctx.db.connectors.find(saved.id)) ?? saved;
}

/** One whose role never let us in. */
export async function registeredUnproven(ctx: TestContext, identifier = "Payer", account = "123456789012") {
	const created = await createDraft(ctx, { requiresAutoStopping: false });
	const awsAccountId = parseAccountId(account);
	if (!created.ok || !awsAccountId.ok) throw new Error("the test's own facts are wrong");
	const saved = await ctx.db.connectors.save(created.value.id, 1, {
		overview: {
			name: identifier,
			identifier,
			awsAccountId: awsAccountId.value,
			description: "",
			tags: {},
			isGovCloud: false,
		},
		costReport: { kind: "none", reason: "not-needed" },
		requirements: {
			features: ["VISIBILITY"],
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		status: "registered",
		registeredAt: ctx.now(),
	});
	if (saved === null || typeof saved === "string") throw new Error("the connector could not be saved");
	return saved;
}

export function actions(ctx: TestContext, subject: string): readonly string[] {
	return ctx.store.audit.filter((event) => event.subject === subject).map(({ action }) => action);
}
