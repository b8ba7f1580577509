import { afterAll, beforeAll, expect, test } from "vitest";
import { createDraft } from "#lib/connectors/create-draft.ts";
import { startOffboarding } from "#lib/connectors/offboard/start-offboarding.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { awsConnectorBody, awsConnectorFacts } from "#lib/domain/platform/aws-connector-body.ts";
import { accountId, roleArn } from "#lib/domain/platform/platform.test-support.ts";
import type { Result } from "#lib/domain/result.ts";
import { createHarness } from "#lib/harness/harness.ts";
import { type AwsSandbox, startAwsSandbox } from "#lib/sandbox/aws/start-aws-sandbox.ts";
import { SANDBOX_HARNESS_ACCOUNT_ID, SANDBOX_HARNESS_API_KEY } from "#lib/sandbox/harness/constants.ts";
import { type HarnessSandbox, startHarnessSandbox } from "#lib/sandbox/harness/start-harness-sandbox.ts";
import {
	SANDBOX_WORKLOAD_ACCOUNT_ID,
	SANDBOX_WORKLOAD_EXTERNAL_ID,
	SANDBOX_WORKLOAD_ROLE_NAME,
} from "#lib/sandbox/seed.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { finishPlatform } from "./finish-platform.ts";
import { listDelegates } from "./list-delegates.ts";
import { listSecrets } from "./list-secrets.ts";
import { saveConnectivity } from "./save-connectivity.ts";
import { saveCredentials } from "./save-credentials.ts";
import { savePlatformOverview } from "./save-platform-overview.ts";
import { saveTasks } from "./save-tasks.ts";

const prisma = testPrisma();
let aws: AwsSandbox;
let sandbox: HarnessSandbox;
beforeAll(async () => {
	aws = await startAwsSandbox({ port: 0, propagationDelayMs: 0 });
	sandbox = await startHarnessSandbox({ port: 0, awsSandboxUrl: aws.url });
});
afterAll(async () => {
	await sandbox.close();
	await aws.close();
});

function done<Value>(result: Result<Value>): Value {
	if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
	return result.value;
}
const target = ({ id, version }: Connector) => ({ connectorId: id, version });

/** The wizard from its first step to its last, with what Harness offers to choose from. */
async function walk(ctx: Context): Promise<Connector> {
	const draft = done(
		await createDraft(ctx, { requiresAutoStopping: false, destination: "harness-platform" }),
	);
	const overview = {
		name: "Deploy payments",
		identifier: "deploy_payments",
		awsAccountId: accountId(SANDBOX_WORKLOAD_ACCOUNT_ID),
		description: "",
		tags: { team: "payments" },
		isGovCloud: false,
		scope: { kind: "project", orgId: "default", projectId: "payments" },
	} as const;
	const named = done(await savePlatformOverview(ctx, { ...target(draft), overview }));
	const { secrets } = done(await listSecrets(ctx, { connectorId: named.id, search: "secret" }));
	const secretKeyRef = secrets.find(({ where }) => where === "project")?.reference ?? "";
	const role = `arn:aws:iam::${SANDBOX_WORKLOAD_ACCOUNT_ID}:role/${SANDBOX_WORKLOAD_ROLE_NAME}`;
	const credentials = {
		credential: {
			type: "ManualConfig",
			accessKey: { ref: "account.aws_access_key" },
			secretKeyRef,
			sessionTokenRef: null,
		},
		crossAccount: { roleArn: roleArn(role), externalId: SANDBOX_WORKLOAD_EXTERNAL_ID },
		region: "eu-west-1",
		backOff: { type: "FullJitterBackoffStrategy", baseDelay: 100, maxBackoffTime: 20_000, retryCount: 3 },
	} as const;
	const signedIn = done(await saveCredentials(ctx, { ...target(named), credentials }));
	const delegates = done(await listDelegates(ctx, { connectorId: named.id }));
	const selectors = delegates.find(({ isConnected }) => isConnected)?.tags ?? [];
	const connectivity = { through: "delegate", selectors } as const;
	const connected = done(await saveConnectivity(ctx, { ...target(signedIn), connectivity }));
	return done(await saveTasks(ctx, { ...target(connected), tasks: ["s3-read"], buckets: "" }));
}

test("a platform connector goes from its first step into Harness, through its test, and out again", async () => {
	await rolledBack(prisma, async (db) => {
		const ctx = { ...testContext(), db, harness: createHarness() };
		const account = { accountId: SANDBOX_HARNESS_ACCOUNT_ID, apiKey: SANDBOX_HARNESS_API_KEY };
		await db.harnessAccounts.save({ ref: "default", baseUrl: sandbox.url, ...account });
		const ready = await walk(ctx);
		const { connector, harnessTest } = done(
			await finishPlatform(ctx, { ...target(ready), accept: "harness-proof" }),
		);
		expect(harnessTest).toMatchObject({ status: "SUCCESS" });
		expect(connector).toMatchObject({ status: "registered", proof: "harness", platform: ready.platform });
		expect(await db.connectors.find(ready.id)).toEqual(connector);
		const facts = awsConnectorFacts(connector);
		const answer = await fetch(`${sandbox.url}/_sandbox/state`);
		expect(facts && (await answer.json())).toMatchObject({
			connectors: [{ connector: facts && awsConnectorBody(facts) }],
		});
		const gone = done(await startOffboarding(ctx, { connectorId: ready.id }));
		expect(gone.status).toBe("offboarded");
		expect(await (await fetch(`${sandbox.url}/_sandbox/state`)).json()).toEqual({ connectors: [] });
	});
});
