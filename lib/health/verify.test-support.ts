import { parseAccountId } from "#lib/domain/account-id.ts";
import type { CheckId, Outcome } from "#lib/domain/check.ts";
import type { Connector, CostReport } from "#lib/domain/connector.ts";
import { harnessExternalId, verifierExternalId } from "#lib/domain/external-id.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { MANIFEST_VERSION } from "#lib/domain/permissions/manifest-types.ts";
import { permissionsFor } from "#lib/domain/permissions.ts";
import type { Result } from "#lib/domain/result.ts";
import { HARNESS_ACCOUNT_ID, OPERATOR_ACCOUNT_ID } from "#lib/sandbox/credentials.ts";
import { SANDBOX_COST_BUCKET, SANDBOX_CUR2_EXPORT, SANDBOX_PAYER_ACCOUNT_ID } from "#lib/sandbox/seed.ts";
import type { SandboxWorld } from "#lib/testing/sandbox-world.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { verifyConnector } from "./verify-connector.ts";

export const CONNECTOR_ID = "payerconnector";
const HARNESS_ACCOUNT = "EfOfrUbHTtupeZjUqxlHBg";
const ROLE_NAME = "HarnessCERole";

export const REQUIREMENTS: Requirements = {
	features: ["BILLING", "VISIBILITY"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
};
export const OWN_REPORT: Extract<CostReport, { kind: "own" }> = {
	kind: "own",
	reportName: SANDBOX_CUR2_EXPORT,
	bucketName: SANDBOX_COST_BUCKET,
	reportType: "CUR2.0",
};

export function unwrap<T>(result: Result<T, unknown>): T {
	if (!result.ok) throw new Error(JSON.stringify(result.failure));
	return result.value;
}

export const VERIFIER_ID = verifierExternalId(new Uint8Array(20).fill(7));
export const HARNESS_ID = harnessExternalId(unwrap(parseAccountId(HARNESS_ACCOUNT_ID)), HARNESS_ACCOUNT);

/** A context with one stored connector of the sandbox's payer, found an hour ago. */
export async function storedConnector(
	world: Pick<SandboxWorld, "aws">,
	change: Partial<Connector> = {},
): Promise<TestContext> {
	const ctx = testContext({ aws: world.aws, now: new Date() });
	await ctx.db.harnessAccounts.save({
		ref: "h1",
		accountId: HARNESS_ACCOUNT,
		baseUrl: "https://harness.invalid",
	});
	const drafted = await ctx.db.connectors.insert({
		id: CONNECTOR_ID,
		harnessAccountRef: "h1",
		requiresAutoStopping: false,
		verifierExternalId: VERIFIER_ID,
	});
	ctx.store.connectors.set(CONNECTOR_ID, {
		...drafted,
		overview: {
			name: "Payer",
			identifier: "payer",
			awsAccountId: unwrap(parseAccountId(SANDBOX_PAYER_ACCOUNT_ID)),
			description: "",
			tags: {},
			isGovCloud: false,
		},
		costReport: OWN_REPORT,
		requirements: REQUIREMENTS,
		launchedAt: new Date(ctx.now().getTime() - 3_600_000),
		...change,
	});
	return ctx;
}

/** Runs a verification and gives each check's newest outcome and code. */
export async function verify(ctx: TestContext, kind: "role" | "full" = "full", id = CONNECTOR_ID) {
	const runId = `run${ctx.store.runs.size + 1}`;
	await ctx.db.checks.requestRun({ id: runId, connectorId: id, kind, requestedAt: ctx.now() });
	const result = await verifyConnector(ctx, { connectorId: id, runId, kind });
	const found: Partial<Record<CheckId, readonly [Outcome, string | null]>> = {};
	for (const { checkId, outcome, code } of await ctx.db.checks.latest(id)) found[checkId] = [outcome, code];
	const health = await ctx.db.connectors.health(id);
	return { result, found, health: health?.state ?? null, run: ctx.store.runs.get(runId) };
}

/** Twice with more than a minute between: the first minute's denials are provisional. */
export async function verifySettled(ctx: TestContext) {
	await verify(ctx);
	ctx.advance(61_000);
	return await verify(ctx);
}

type Statement = Readonly<Record<string, unknown>>;

export function verifierStatement(
	condition: Statement = { StringEquals: { "sts:ExternalId": VERIFIER_ID } },
) {
	return {
		Effect: "Allow",
		Principal: { AWS: `arn:aws:iam::${OPERATOR_ACCOUNT_ID}:root` },
		Action: "sts:AssumeRole",
		Condition: condition,
	};
}

export function harnessStatement(condition: Statement = { StringEquals: { "sts:ExternalId": HARNESS_ID } }) {
	return {
		Effect: "Allow",
		Principal: { AWS: `arn:aws:iam::${HARNESS_ACCOUNT_ID}:root` },
		Action: "sts:AssumeRole",
		Condition: condition,
	};
}

/** Puts the payer's role into the sandbox: as the template makes it, but for what is given. */
export async function putRole(
	world: { readonly admin: (method: string, path: string, body?: unknown) => Promise<unknown> },
	change: { statements?: readonly Statement[]; without?: readonly string[]; account?: string } = {},
): Promise<void> {
	const account = change.account ?? SANDBOX_PAYER_ACCOUNT_ID;
	const statements = permissionsFor(REQUIREMENTS, {
		partition: "aws",
		accountId: account,
		roleName: ROLE_NAME,
		rolePath: "/",
		stackName: "harness-ce-iam-role-stack",
		bucketName: SANDBOX_COST_BUCKET,
		harnessBucket: "ce-customer-billing-data-prod",
		lambdaRoleName: "HarnessCELambdaExecutionRole",
		costReportType: "CUR2.0",
	}).map((statement) => ({
		...statement,
		Action: statement.Action.filter((action) => !change.without?.includes(action)),
	}));
	await world.admin("PUT", "roles", {
		account,
		name: ROLE_NAME,
		propagationDelayMs: 0,
		trustPolicy: {
			Version: "2012-10-17",
			Statement: change.statements ?? [harnessStatement(), verifierStatement()],
		},
		inline: {
			all: { Version: "2012-10-17", Statement: statements.filter(({ Action }) => Action.length > 0) },
		},
		tags: { "rolebridge:template-version": MANIFEST_VERSION },
	});
}
