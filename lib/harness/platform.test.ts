import { Ajv } from "ajv";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
	type AwsConnector,
	type AwsConnectorFacts,
	awsConnectorBody,
	awsConnectorDifferences,
	scopeOfFields,
} from "#lib/domain/platform/aws-connector-body.ts";
import { oidcTrustPolicy } from "#lib/domain/platform/oidc-provider.ts";
import { accountId, anyBackOff, anyScope, roleArn } from "#lib/domain/platform/platform.test-support.ts";
import type { AwsCredential, PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { type AwsSandbox, startAwsSandbox } from "#lib/sandbox/aws/start-aws-sandbox.ts";
import { DEPLOYER_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import {
	SANDBOX_HARNESS_ACCOUNT_ID,
	SANDBOX_HARNESS_API_KEY,
	SANDBOX_HARNESS_VIEWER_KEY,
} from "#lib/sandbox/harness/constants.ts";
import { type HarnessSandbox, startHarnessSandbox } from "#lib/sandbox/harness/start-harness-sandbox.ts";
import {
	SANDBOX_WORKLOAD_ACCOUNT_ID,
	SANDBOX_WORKLOAD_EXTERNAL_ID,
	SANDBOX_WORKLOAD_ROLE_NAME,
} from "#lib/sandbox/seed.ts";
import schema from "#lib/schemas/harness-connector.schema.json" with { type: "json" };
import { createHarness } from "./harness.ts";
import type { HarnessTarget } from "./port.ts";

const isPublished = new Ajv({ strict: false }).compile(schema);
const harness = createHarness({ timeoutMs: 5_000, sleep: async () => undefined });
const ROLE = roleArn(`arn:aws:iam::${SANDBOX_WORKLOAD_ACCOUNT_ID}:role/${SANDBOX_WORKLOAD_ROLE_NAME}`);
const ACCOUNT: PlatformScope = { kind: "account" };
let aws: AwsSandbox;
let sandbox: HarnessSandbox;
let target: HarnessTarget;

beforeAll(async () => {
	aws = await startAwsSandbox({ port: 0, propagationDelayMs: 0 });
	sandbox = await startHarnessSandbox({ port: 0, awsSandboxUrl: aws.url, requestsPerMinute: 50_000 });
	target = { baseUrl: sandbox.url, accountId: SANDBOX_HARNESS_ACCOUNT_ID, apiKey: SANDBOX_HARNESS_API_KEY };
});
afterAll(async () => {
	await sandbox.close();
	await aws.close();
});
beforeEach(async () => {
	await send(aws.url, "POST", "reset", {});
	await send(sandbox.url, "POST", "reset", {});
});

async function send(url: string, method: string, path: string, body: unknown): Promise<void> {
	const answer = await fetch(`${url}/_sandbox/${path}`, { method, body: JSON.stringify(body) });
	expect(answer.ok, path).toBe(true);
	await answer.arrayBuffer();
}

const KEYS: AwsCredential = {
	type: "ManualConfig",
	accessKey: { ref: "account.aws_access_key" },
	secretKeyRef: "account.aws_secret_key",
	sessionTokenRef: null,
};
const FACTS: AwsConnectorFacts = {
	overview: {
		name: "Deploy",
		identifier: "deploy",
		awsAccountId: accountId(SANDBOX_WORKLOAD_ACCOUNT_ID),
		description: "",
		tags: {},
		isGovCloud: false,
	},
	scope: ACCOUNT,
	credential: { type: "Irsa" },
	crossAccount: { roleArn: ROLE, externalId: SANDBOX_WORKLOAD_EXTERNAL_ID },
	region: "us-east-1",
	backOff: null,
	connectivity: { through: "delegate", selectors: ["eks", "tooling"] },
};

function body(change: Partial<AwsConnectorFacts> = {}): AwsConnector {
	return awsConnectorBody({ ...FACTS, ...change });
}

/** What Harness's own test says: SUCCESS, or its summary. */
async function tested(change: Partial<AwsConnectorFacts> = {}): Promise<string> {
	const connector = body(change);
	const created = await harness.createAwsConnector(target, { connector });
	if (!created.ok) return `${created.failure.code}: ${created.failure.detail}`;
	const { identifier } = connector;
	const status = await harness.testConnector(target, { identifier, scope: scopeOfFields(connector) });
	if (!status.ok) return status.failure.code;
	return status.value.status === "SUCCESS" ? "SUCCESS" : (status.value.errorSummary ?? "");
}

describe("platform connectors in Harness", () => {
	test("are kept at every scope as they were sent, valid against the published schema", async () => {
		const credential = fc.constantFrom<AwsCredential>(
			{ type: "Irsa" },
			{ type: "InheritFromDelegate" },
			KEYS,
			{
				type: "OidcAuthentication",
				iamRoleArn: ROLE,
				sessionTagKeys: ["project_id"],
			},
		);
		await fc.assert(
			fc.asyncProperty(credential, anyScope, fc.option(anyBackOff), async (way, scope, backOff) => {
				const connector = body({ credential: way, scope, backOff });
				const { identifier } = connector;
				await harness.deleteConnector(target, { identifier, scope });
				const created = await harness.createAwsConnector(target, { connector });
				expect(created).toMatchObject({ ok: true });
				const found = await harness.getAwsConnector(target, { identifier, scope });
				expect(found.ok && awsConnectorDifferences(found.value.connector, connector)).toEqual([]);
			}),
			{ numRuns: 40 },
		);
		const stored = await fetch(`${sandbox.url}/_sandbox/state`);
		const state = (await stored.json()) as { connectors: { connector: unknown }[] };
		expect(state.connectors.length).toBeGreaterThan(1);
		for (const { connector } of state.connectors) {
			expect(isPublished({ connector }), JSON.stringify(isPublished.errors)).toBe(true);
		}
	});

	test("are listed where they lie, apart from cost connectors", async () => {
		const scope: PlatformScope = { kind: "organization", orgId: "default" };
		await harness.createAwsConnector(target, { connector: body() });
		await harness.createAwsConnector(target, { connector: body({ scope }) });
		const ids = async (at?: PlatformScope) => {
			const listed = await harness.listAwsConnectors(target, at ? { scope: at } : {});
			return listed.ok ? listed.value.map(({ connector }) => connector.orgIdentifier ?? null) : listed;
		};
		expect(await ids()).toEqual([null]);
		expect(await ids(scope)).toEqual(["default"]);
		expect(await ids({ kind: "project", orgId: "default", projectId: "payments" })).toEqual([]);
		expect(await harness.listConnectors(target, { filter: {} })).toEqual({ ok: true, value: [] });
	});

	test("have an identifier of their own in each scope, whatever the type", async () => {
		const scope: PlatformScope = { kind: "organization", orgId: "default" };
		await harness.createAwsConnector(target, { connector: body() });
		const isFree = (at: PlatformScope) =>
			harness.isIdentifierFree(target, { identifier: "deploy", scope: at });
		expect([await isFree(ACCOUNT), await isFree(scope)]).toEqual([
			{ ok: true, value: false },
			{ ok: true, value: true },
		]);
		expect(await harness.getConnector(target, { identifier: "deploy" })).toMatchObject({
			failure: { code: "HARNESS_CONNECTOR_EXISTS" },
		});
		const twin = await harness.createAwsConnector(target, { connector: body({ region: "eu-west-1" }) });
		expect(twin).toMatchObject({ failure: { code: "HARNESS_CONNECTOR_EXISTS" } });
	});

	test("are changed with what is unknown kept, and not over somebody else's change", async () => {
		const created = await harness.createAwsConnector(target, { connector: body() });
		if (!created.ok) throw new Error(created.failure.code);
		const changed = body({ credential: KEYS, connectivity: { through: "harness" } });
		const updated = await harness.updateAwsConnector(target, {
			connector: changed,
			knownLastModifiedAt: created.value.lastModifiedAt,
		});
		expect(updated.ok && awsConnectorDifferences(updated.value.connector, changed)).toEqual([]);
		const late = await harness.updateAwsConnector(target, {
			connector: body(),
			knownLastModifiedAt: created.value.lastModifiedAt,
		});
		expect(late).toMatchObject({ failure: { code: "HARNESS_CONNECTOR_CHANGED" } });
	});

	test("whose creation was answered by nothing are found again, not made twice", async () => {
		await send(sandbox.url, "POST", "faults", { resetAfter: 1, onlyMethod: "POST" });
		const created = await harness.createAwsConnector(target, { connector: body() });
		expect(created).toMatchObject({ ok: true, value: { connector: { identifier: "deploy" } } });
	});

	test.each<[string, Partial<AwsConnectorFacts>, string]>([
		[
			"a secret that is not there",
			{ credential: { ...KEYS, secretKeyRef: "account.none" } },
			"does not exist",
		],
		[
			"a project's secret in the account",
			{ credential: { ...KEYS, secretKeyRef: "aws_secret_key" } },
			"level",
		],
	])("are refused with %s", async (_, change, reason) => {
		expect(await tested(change)).toMatch(new RegExp(`^HARNESS_REJECTED: .*${reason}`));
	});

	test("are refused by a Harness that wants a delegate's tags, in Harness's own words", async () => {
		const connectivity = { through: "delegate", selectors: [] } as const;
		await send(sandbox.url, "POST", "faults", { wantsDelegateTags: true });
		expect(await tested({ connectivity })).toMatch(/^HARNESS_REJECTED: .*delegateSelectors is empty/);
		await send(sandbox.url, "POST", "faults", { wantsDelegateTags: false });
		expect(await tested({ connectivity })).not.toContain("HARNESS_REJECTED");
	});
});

describe("Harness's own test of a platform connector", () => {
	test.each<[string, Partial<AwsConnectorFacts>]>([
		["IRSA and an STS role", {}],
		["a delegate's role alone", { credential: { type: "InheritFromDelegate" }, crossAccount: null }],
		["a key from secrets and an STS role", { credential: KEYS, connectivity: { through: "harness" } }],
		[
			"a key whose ID is written down, by any delegate",
			{
				credential: { ...KEYS, accessKey: { id: DEPLOYER_CREDENTIALS.accessKeyId } },
				connectivity: { through: "delegate", selectors: [] },
			},
		],
		[
			"a GovCloud delegate in a GovCloud region",
			{
				crossAccount: null,
				region: "us-gov-west-1",
				connectivity: { through: "delegate", selectors: ["govcloud"] },
			},
		],
	])("passes for %s", async (_, change) => {
		expect(await tested(change)).toBe("SUCCESS");
	});

	test("passes for OIDC when the role trusts this Harness account's tokens, and not another's", async () => {
		const trust = (harnessAccountId: string) =>
			send(aws.url, "PUT", "roles", {
				account: SANDBOX_WORKLOAD_ACCOUNT_ID,
				name: "by-oidc",
				trustPolicy: oidcTrustPolicy({
					baseUrl: sandbox.url,
					harnessAccountId,
					partition: "aws",
					awsAccountId: accountId(SANDBOX_WORKLOAD_ACCOUNT_ID),
				}),
				policies: {
					all: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
				},
			});
		const iamRoleArn = roleArn(`arn:aws:iam::${SANDBOX_WORKLOAD_ACCOUNT_ID}:role/by-oidc`);
		const credential: AwsCredential = { type: "OidcAuthentication", iamRoleArn, sessionTagKeys: [] };
		const way = { credential, crossAccount: null, connectivity: { through: "harness" } } as const;
		await trust(SANDBOX_HARNESS_ACCOUNT_ID);
		expect(await tested(way)).toBe("SUCCESS");
		await trust("someOtherAccount");
		await harness.deleteConnector(target, { identifier: "deploy" });
		expect(await tested(way)).toContain("Not authorized to perform sts:AssumeRoleWithWebIdentity");
	});

	test.each<[string, Partial<AwsConnectorFacts>, string]>([
		["another external ID", { crossAccount: { roleArn: ROLE, externalId: "wrong-1" } }, "sts:AssumeRole"],
		["no external ID", { crossAccount: { roleArn: ROLE, externalId: "" } }, "sts:AssumeRole"],
		[
			"a delegate that is not connected",
			{ connectivity: { through: "delegate", selectors: ["legacy"] } },
			"No connected delegate bears all of the tags legacy",
		],
		[
			"a revoked key",
			{ credential: { ...KEYS, secretKeyRef: "account.aws_old_secret_key" }, crossAccount: null },
			"signature",
		],
		[
			"commercial credentials in GovCloud",
			{ region: "us-gov-west-1", crossAccount: null },
			"security token included in the request is invalid",
		],
	])("fails for %s, and says why", async (_, change, reason) => {
		expect(await tested(change)).toContain(reason);
	});

	test("fails for a role that may not describe regions, with what to allow", async () => {
		await send(aws.url, "PUT", "roles", {
			account: SANDBOX_WORKLOAD_ACCOUNT_ID,
			name: SANDBOX_WORKLOAD_ROLE_NAME,
			inline: {},
		});
		const connector = body();
		await harness.createAwsConnector(target, { connector });
		expect(await harness.testConnector(target, { identifier: "deploy" })).toMatchObject({
			ok: true,
			value: { status: "FAILURE", errors: [{ message: expect.stringContaining("ec2:DescribeRegions") }] },
		});
	});
});

describe("what Harness offers to choose from", () => {
	const forbid = (onlyPath: string) => send(sandbox.url, "POST", "faults", { forbidden: true, onlyPath });

	test("are text secrets by name, never a value, with those of the scopes above", async () => {
		const scope: PlatformScope = { kind: "project", orgId: "default", projectId: "payments" };
		const listed = await harness.listSecrets(target, { scope, search: "", page: 0 });
		if (!listed.ok) throw new Error(listed.failure.code);
		const places = listed.value.secrets.map(({ identifier, orgId, projectId }) => [
			identifier,
			orgId,
			projectId,
		]);
		expect(places).toContainEqual(["aws_secret_key", null, null]);
		expect(places).toContainEqual(["aws_secret_key", "default", null]);
		expect(places).toContainEqual(["payments_aws_secret_key", "default", "payments"]);
		expect(JSON.stringify(listed)).not.toContain(DEPLOYER_CREDENTIALS.secretAccessKey);
		const keys = new Set(listed.value.secrets.flatMap((secret) => Object.keys(secret)));
		expect([...keys]).toEqual(["name", "identifier", "type", "orgId", "projectId"]);
		expect(new Set(listed.value.secrets.map(({ type }) => type))).toEqual(new Set(["SecretText"]));
	});

	test("are secrets found by a part of their name, which is no pattern", async () => {
		const found = async (search: string) => {
			const listed = await harness.listSecrets(target, { search, page: 0 });
			return listed.ok ? listed.value.secrets.map(({ identifier }) => identifier) : listed;
		};
		expect(await found("npm")).toEqual(["npm_token"]);
		expect(await found("n.m")).toEqual([]);
		expect(await found("(((")).toHaveLength(4);
	});

	test("are delegates with tags and last heartbeat", async () => {
		const listed = await harness.listDelegates(target, {});
		if (!listed.ok) throw new Error(listed.failure.code);
		const byName = new Map(listed.value.map((delegate) => [delegate.name, delegate]));
		expect(byName.get("eks-tooling")).toMatchObject({ isConnected: true, tags: ["eks", "tooling"] });
		const silentFor = Date.now() - (byName.get("ecs-legacy")?.lastHeartbeatAt?.getTime() ?? 0);
		expect([byName.get("ecs-legacy")?.isConnected, silentFor > 3 * 86_400_000]).toEqual([false, true]);
	});

	test("may be read by a key that only reads, and a key that may not is told so", async () => {
		const viewer = { ...target, apiKey: SANDBOX_HARNESS_VIEWER_KEY };
		expect(await harness.listDelegates(viewer, {})).toMatchObject({ ok: true });
		await forbid("/v2/secrets");
		expect(await harness.listSecrets(target, { search: "", page: 0 })).toMatchObject({
			failure: { code: "HARNESS_FORBIDDEN" },
		});
		await forbid("/listDelegates");
		expect(await harness.listDelegates(target, {})).toMatchObject({ failure: { code: "HARNESS_FORBIDDEN" } });
	});

	test("is nothing where the API is another than expected", async () => {
		await send(sandbox.url, "POST", "faults", { garbage: true });
		expect(await harness.listSecrets(target, { search: "", page: 0 })).toMatchObject({
			failure: { code: "HARNESS_UNEXPECTED_ANSWER" },
		});
		expect(await harness.listDelegates(target, {})).toMatchObject({
			failure: { code: "HARNESS_UNEXPECTED_ANSWER" },
		});
	});
});
