import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { awsConnectorBody, awsConnectorFacts } from "#lib/domain/platform/aws-connector-body.ts";
import type { PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { Harness, HarnessConnectorStatus } from "#lib/harness/port.ts";
import { proveDirect, requestProof } from "#lib/import/prove-direct.ts";
import { HARNESS_ACCOUNT_ID, OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { SANDBOX_PAYER_ACCOUNT_ID } from "#lib/sandbox/seed.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import { platformSettings, roleArnOf } from "#lib/testing/side-by-side.ts";
import { connectorFacts } from "./connector-facts.ts";
import {
	CONNECTOR_ID,
	HARNESS_ID,
	storedConnector,
	unwrap,
	VERIFIER_ID,
	verifierStatement,
	verify,
	verifySettled,
} from "./verify.test-support.ts";

const ACCOUNT = unwrap(parseAccountId(SANDBOX_PAYER_ACCOUNT_ID));
const DELEGATE_ENTRY = {
	Effect: "Allow",
	Principal: { AWS: "arn:aws:iam::222222222222:root" },
	Action: "sts:AssumeRole",
	Condition: { StringEquals: { "sts:ExternalId": "given" } },
};
const SETTINGS = platformSettings({
	crossAccount: { roleArn: roleArnOf(ACCOUNT, "Deployer"), externalId: "given" },
	tasks: ["ecr-pull"],
});
const SUCCESS: HarnessConnectorStatus = {
	...{ status: "SUCCESS", errorSummary: null, errors: [] },
	...{ testedAt: new Date("2026-11-22T11:00:00Z"), lastConnectedAt: null },
};
const DENIED: HarnessConnectorStatus = {
	...SUCCESS,
	status: "FAILURE",
	errorSummary: "Invalid credentials",
};

/** Held to our own role, as the template makes it. */
const ourStatement = () =>
	verifierStatement({
		StringEquals: { "sts:ExternalId": VERIFIER_ID },
		ArnEquals: { "aws:PrincipalArn": OPERATOR_CREDENTIALS.principalArn },
	});

let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	await world.admin("POST", "reset");
	await putDeployer();
});

/** The role that Harness goes into: it trusts a delegate, and us where nothing else is said. */
async function putDeployer(
	change: {
		readonly statements?: readonly object[];
		readonly actions?: readonly string[];
		/** Statements of its policy beside those actions. */
		readonly further?: readonly object[];
	} = {},
) {
	const actions = change.actions ?? [
		...["iam:GetRole", "iam:SimulatePrincipalPolicy", "ec2:DescribeRegions"],
		...["ecr:*", "cloudtrail:LookupEvents"],
	];
	const statement = { Effect: "Allow", Action: actions, Resource: "*" };
	await world.admin("PUT", "roles", {
		account: SANDBOX_PAYER_ACCOUNT_ID,
		name: "Deployer",
		propagationDelayMs: 0,
		trustPolicy: {
			Version: "2012-10-17",
			Statement: change.statements ?? [DELEGATE_ENTRY, ourStatement()],
		},
		inline: { all: { Version: "2012-10-17", Statement: [statement, ...(change.further ?? [])] } },
	});
}

type Given = Partial<Connector> & { readonly platform?: PlatformSettings };

async function stored(change: Given = {}, status: HarnessConnectorStatus = SUCCESS) {
	const plain = await storedConnector(world, {
		...{ destination: "harness-platform", proof: "harness", status: "registered" },
		...{ platform: SETTINGS, costReport: null, requirements: null },
		...change,
	});
	const asked: unknown[] = [];
	const getAwsConnector: Harness["getAwsConnector"] = async (_, { identifier, scope }) => {
		asked.push({ identifier, scope });
		const connector = await plain.db.connectors.find(CONNECTOR_ID);
		const facts = connector && awsConnectorFacts(connector);
		if (facts === null) return failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
		return ok({ connector: awsConnectorBody(facts), createdAt: null, lastModifiedAt: null, status });
	};
	await plain.db.harnessAccounts.save({
		...{ ref: "h1", accountId: "EfOfrUbHTtupeZjUqxlHBg", baseUrl: "https://harness.invalid" },
		apiKey: "pat.a.b.c",
	});
	const detail = { harnessAwsAccountId: HARNESS_ACCOUNT_ID, externalId: HARNESS_ID };
	const connectionDetail = async () => ok({ ...detail, templateUrl: "", launchUrl: "" });
	Object.assign(plain, { harness: { ...plain.harness, getAwsConnector, connectionDetail } });
	return { ctx: plain, asked };
}

describe("a platform connector that only Harness vouches for", () => {
	test("is asked of Harness at its scope, and of AWS nothing", async () => {
		const scope = { kind: "project", orgId: "default", projectId: "shop" } as const;
		const { ctx, asked } = await stored({ platform: { ...SETTINGS, scope } });
		const fail = () => {
			throw new Error("AWS was called.");
		};
		Object.assign(ctx, { aws: { ...world.aws, openRole: fail, probeRole: fail, callerIdentity: fail } });
		const { found, health } = await verify(ctx);
		expect(asked).toEqual([{ identifier: "payer", scope }]);
		expect(found["harness-connector"]).toEqual(["passed", null]);
		expect(health).toBe("reported");
		const { "harness-connector": _, ...others } = found;
		expect(Object.keys(others).sort()).toEqual([
			...["external-id-exact", "external-id-required", "permissions:LIBRARY", "regions"],
			...["role-assumable", "trust-policy"],
		]);
		expect(new Set(Object.values(others).map((row) => row?.[0]))).toEqual(new Set(["skipped"]));
	});

	test.each([
		["a delegate's own identity", { type: "InheritFromDelegate" }],
		[
			"an access key",
			{ type: "ManualConfig", accessKey: { id: "AKIA0" }, secretKeyRef: "account.k", sessionTokenRef: null },
		],
	] as const)("and that has no role, signing in by %s, is complete", async (_, credential) => {
		const { ctx } = await stored({ platform: { ...SETTINGS, credential, crossAccount: null } });
		const { result, health } = await verify(ctx);
		expect(result.ok).toBe(true);
		expect(health).toBe("reported");
		const role = (await ctx.db.checks.latest(CONNECTOR_ID)).find(
			({ checkId }) => checkId === "role-assumable",
		);
		expect(role?.observed).toContain("only Harness can say");
		expect(await requestProof(ctx, { connectorId: CONNECTOR_ID })).toMatchObject({ ok: false });
	});

	test("fails where Harness's own test failed, by a failure of its own", async () => {
		const { ctx } = await stored({}, DENIED);
		const { found, health } = await verify(ctx);
		expect(found["harness-connector"]).toEqual(["failed", "HARNESS_AWS_TEST_FAILED"]);
		expect(health).toBe("failing");
	});

	test("fails where Harness has it no more, or has another type under its identifier", async () => {
		for (const code of ["HARNESS_CONNECTOR_NOT_FOUND", "HARNESS_CONNECTOR_EXISTS"] as const) {
			const { ctx } = await stored();
			Object.assign(ctx.harness, { getAwsConnector: async () => failed({ code }) });
			const { found, health } = await verify(ctx);
			expect([found["harness-connector"], health]).toEqual([["failed", code], "failing"]);
		}
	});

	test("warns of a record that somebody changed in Harness", async () => {
		const { ctx } = await stored();
		await verify(ctx);
		const known = await ctx.db.connectors.find(CONNECTOR_ID);
		const facts = known && awsConnectorFacts(known);
		if (facts === null) throw new Error("It is complete.");
		const connector = awsConnectorBody({ ...facts, region: "eu-west-1" });
		Object.assign(ctx.harness, {
			getAwsConnector: async () => ok({ connector, createdAt: null, lastModifiedAt: null, status: SUCCESS }),
		});
		const { found, health } = await verify(ctx);
		expect(found["harness-connector"]).toEqual(["warning", "HARNESS_CONNECTOR_DIFFERS"]);
		expect(health).toBe("degraded");
	});
});

describe("a platform connector whose role trusts us as well", () => {
	test("is put through every check with the external ID that was made for it, and is healthy", async () => {
		const { ctx } = await stored({ proof: "direct" });
		const { found, health } = await verifySettled(ctx);
		expect(found).toEqual({
			"role-assumable": ["passed", null],
			"external-id-required": ["passed", null],
			"external-id-exact": ["passed", null],
			"trust-policy": ["passed", null],
			regions: ["passed", null],
			"permissions:LIBRARY": ["passed", null],
			"harness-connector": ["passed", null],
		});
		expect(health).toBe("healthy");
	});

	test("fails without ec2:DescribeRegions, which Harness calls with every connector", async () => {
		await putDeployer({ actions: ["iam:GetRole", "iam:SimulatePrincipalPolicy", "ecr:*"] });
		const { ctx } = await stored({ proof: "direct" });
		const { found, health } = await verifySettled(ctx);
		expect(found.regions).toEqual(["failed", "TASK_PERMISSION_DENIED"]);
		expect(health).toBe("failing");
	});

	test("is degraded when a task's permission is lacking", async () => {
		await putDeployer({
			actions: ["iam:GetRole", "iam:SimulatePrincipalPolicy", "ec2:DescribeRegions", "ecr:Describe*"],
		});
		const { ctx } = await stored({ proof: "direct" });
		const { found, health } = await verifySettled(ctx);
		expect(found["permissions:LIBRARY"]).toEqual(["failed", "TASK_PERMISSION_DENIED"]);
		expect(health).toBe("degraded");
	});

	test("whose tasks take a bucket that is not named is said to be asked in part, and not passed", async () => {
		await putDeployer({
			actions: [
				...["iam:GetRole", "iam:SimulatePrincipalPolicy", "ec2:DescribeRegions", "ecr:*"],
				...["s3:ListAllMyBuckets", "s3:GetBucketLocation"],
			],
		});
		const platform = { ...SETTINGS, tasks: ["ecr-pull", "s3-read"] };
		const { ctx } = await stored({ proof: "direct", platform });
		const { found } = await verifySettled(ctx);
		expect(found["permissions:LIBRARY"]).toEqual(["warning", "PERMISSION_UNDECIDED"]);
		const results = await ctx.db.checks.latest(CONNECTOR_ID);
		const { observed = "" } = results.find(({ checkId }) => checkId === "permissions:LIBRARY") ?? {};
		expect(observed).toContain("Asked in part");
		expect(observed).toContain("s3:GetObject");
	});

	test("is asked about the buckets that are named, and refused where it may not read them", async () => {
		const platform = { ...SETTINGS, tasks: ["s3-read"], taskBuckets: ["acme-artifacts"] };
		const own = ["iam:GetRole", "iam:SimulatePrincipalPolicy", "ec2:DescribeRegions"];
		await putDeployer({ actions: [...own, "s3:Get*", "s3:List*"] });
		const allowed = await stored({ proof: "direct", platform });
		expect((await verifySettled(allowed.ctx)).found["permissions:LIBRARY"]).toEqual(["passed", null]);
		await world.admin("POST", "reset");
		await putDeployer({ actions: [...own, "s3:List*", "s3:GetBucketLocation"] });
		const refused = await stored({ proof: "direct", platform });
		expect((await verifySettled(refused.ctx)).found["permissions:LIBRARY"]).toEqual([
			"failed",
			"TASK_PERMISSION_DENIED",
		]);
	});

	test("with exactly the published policy passes, whatever it holds under a condition", async () => {
		const [own, tasks] = [
			["iam:GetRole", "iam:SimulatePrincipalPolicy", "ec2:DescribeRegions"],
			["ecr-push"],
		];
		await putDeployer({
			actions: [...own, "ecr:*", "cloudtrail:LookupEvents"],
			further: [
				{
					Effect: "Allow",
					Action: "iam:CreateServiceLinkedRole",
					Resource: "*",
					Condition: { StringEquals: { "iam:AWSServiceName": ["replication.ecr.amazonaws.com"] } },
				},
			],
		});
		const { ctx } = await stored({ proof: "direct", platform: { ...SETTINGS, tasks } });
		expect((await verifySettled(ctx)).found["permissions:LIBRARY"]).toEqual(["passed", null]);
	});

	test("that is allowed without the condition what a task needs under one passes", async () => {
		await putDeployer({
			actions: [
				...["iam:GetRole", "iam:SimulatePrincipalPolicy", "ec2:DescribeRegions", "ecr:*"],
				...["cloudtrail:LookupEvents", "iam:CreateServiceLinkedRole"],
			],
		});
		const { ctx } = await stored({ proof: "direct", platform: { ...SETTINGS, tasks: ["ecr-push"] } });
		const { found } = await verifySettled(ctx);
		expect(found["permissions:LIBRARY"]).toEqual(["passed", null]);
	});

	test("is quarantined once anybody may assume its role", async () => {
		const open = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
		await putDeployer({ statements: [open, ourStatement()] });
		const { ctx } = await stored({ proof: "direct" });
		const { found, health } = await verifySettled(ctx);
		expect(found["trust-policy"]).toEqual(["failed", "TRUST_POLICY_OPEN"]);
		expect(health).toBe("quarantined");
	});

	test("came to be so by Add proof: its role is asked as if it trusted us", async () => {
		const { ctx } = await stored();
		await verify(ctx);
		const { signal } = new AbortController();
		await proveDirect(ctx, { connectorId: CONNECTOR_ID, signal });
		ctx.advance(61_000);
		await proveDirect(ctx, { connectorId: CONNECTOR_ID, signal });
		expect(await ctx.db.connectors.find(CONNECTOR_ID)).toMatchObject({ proof: "direct" });
	});
});

test("the external ID that a person gave for Harness is never one that we assume with, in vendor mode either", async () => {
	const { ctx } = await stored({ proof: "direct" });
	const connector = await ctx.db.connectors.find(CONNECTOR_ID);
	if (connector === null) throw new Error("It was stored.");
	for (const verifierMode of ["operator", "vendor"] as const) {
		const settings = { ...(await ctx.db.settings.get()), verifierMode };
		const harnessAccount = await ctx.db.harnessAccounts.find("h1");
		const facts = unwrap(connectorFacts(connector, { settings, harnessAccount, verifier: null }));
		expect(facts).toMatchObject({ externalId: VERIFIER_ID, isVendorMode: false });
	}
});
