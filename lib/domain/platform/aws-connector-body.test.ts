import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import schema from "#lib/schemas/harness-connector.schema.json" with { type: "json" };
import {
	type AwsConnector,
	type AwsConnectorFacts,
	awsAccountOfRole,
	awsConnectorBody,
	awsConnectorDifferences,
	awsConnectorFacts,
	awsFieldDifferences,
	changeAwsConnector,
	scopeFields,
	scopeOfFields,
} from "./aws-connector-body.ts";
import { accountId, anyFacts, anyScope, roleArn } from "./platform.test-support.ts";
import { type AwsCredential, NEW_PLATFORM } from "./platform-settings.ts";

const isPublished = new Ajv({ strict: false }).compile(schema);
const facts: AwsConnectorFacts = {
	overview: {
		name: "Deploy",
		identifier: "deploy",
		awsAccountId: accountId("200000000003"),
		description: "Deploys",
		tags: { team: "platform" },
		isGovCloud: false,
	},
	scope: { kind: "project", orgId: "default", projectId: "payments" },
	credential: { type: "Irsa" },
	crossAccount: { roleArn: roleArn("arn:aws:iam::200000000003:role/deploy"), externalId: "acme-7f3c" },
	region: "eu-west-1",
	backOff: { type: "FixedDelayBackoffStrategy", fixedBackoff: 100, retryCount: 3 },
	connectivity: { through: "delegate", selectors: ["eks"] },
};
const oidc: AwsCredential = {
	type: "OidcAuthentication",
	iamRoleArn: roleArn("arn:aws:iam::200000000003:role/oidc"),
	sessionTagKeys: ["project_id"],
};
const manual: AwsCredential = {
	type: "ManualConfig",
	accessKey: { ref: "account.aws_access_key" },
	secretKeyRef: "account.aws_secret_key",
	sessionTokenRef: null,
};

/** A field that Harness may add one day. */
const unknown = fc.dictionary(
	fc.string({ maxLength: 8 }).map((name) => `later_${name}`),
	fc.jsonValue({ maxDepth: 1 }),
	{ maxKeys: 3 },
);

describe("the body that creates a platform connector", () => {
	test("carries every setting under Harness's names", () => {
		expect(awsConnectorBody(facts)).toEqual({
			name: "Deploy",
			identifier: "deploy",
			orgIdentifier: "default",
			projectIdentifier: "payments",
			description: "Deploys",
			tags: { team: "platform" },
			type: "Aws",
			spec: {
				credential: {
					type: "Irsa",
					crossAccountAccess: {
						crossAccountRoleArn: "arn:aws:iam::200000000003:role/deploy",
						externalId: "acme-7f3c",
					},
					region: "eu-west-1",
				},
				awsSdkClientBackOffStrategyOverride: {
					type: "FixedDelayBackoffStrategy",
					spec: { fixedBackoff: 100, retryCount: 3 },
				},
				delegateSelectors: ["eks"],
				executeOnDelegate: true,
			},
		});
	});

	test.each<[string, AwsCredential, unknown]>([
		["a delegate's role", { type: "InheritFromDelegate" }, undefined],
		["IRSA", { type: "Irsa" }, undefined],
		[
			"a key in a secret",
			manual,
			{ accessKeyRef: "account.aws_access_key", secretKeyRef: "account.aws_secret_key" },
		],
		[
			"a session's key",
			{ ...manual, accessKey: { id: "ASIAIOSFODNN7EXAMPLE" }, sessionTokenRef: "account.token" },
			{
				accessKey: "ASIAIOSFODNN7EXAMPLE",
				secretKeyRef: "account.aws_secret_key",
				sessionTokenRef: "account.token",
			},
		],
		["OIDC", oidc, { iamRoleArn: "arn:aws:iam::200000000003:role/oidc", oidcSessionTagKeys: ["project_id"] }],
	])("names %s and nothing of another way", (_, credential, spec) => {
		const body = awsConnectorBody({ ...facts, credential }).spec.credential;
		expect([body.type, body.spec]).toEqual([credential.type, spec]);
	});

	test("is valid against the published schema, whatever was chosen", () => {
		fc.assert(
			fc.property(anyFacts, (any) => {
				const isValid = isPublished({ connector: awsConnectorBody(any) });
				expect(isValid, JSON.stringify(isPublished.errors)).toBe(true);
			}),
		);
	});

	test("leaves out an external ID that nobody gave", () => {
		const crossAccount = { roleArn: roleArn("arn:aws:iam::200000000003:role/deploy"), externalId: "" };
		const { credential } = awsConnectorBody({ ...facts, crossAccount }).spec;
		expect(credential.crossAccountAccess).not.toHaveProperty("externalId");
	});

	test("has no facts while a step is not saved", () => {
		const { overview } = facts;
		const platform = { ...NEW_PLATFORM, credential: facts.credential, connectivity: facts.connectivity };
		expect(awsConnectorFacts({ overview, platform })).toMatchObject({ overview, region: "us-east-1" });
		expect(awsConnectorFacts({ overview, platform: { ...platform, connectivity: null } })).toBeNull();
		expect(awsConnectorFacts({ overview: null, platform })).toBeNull();
	});
});

describe("an update of a connector that Harness has", () => {
	test("keeps every unknown field, equals ours where we own, and is idempotent", () => {
		fc.assert(
			fc.property(anyFacts, anyFacts, unknown, unknown, unknown, (before, after, a, b, c) => {
				const old = awsConnectorBody({ ...before, scope: after.scope });
				const existing: AwsConnector = {
					...a,
					...old,
					spec: { ...b, ...old.spec, credential: { ...c, ...old.spec.credential } },
				};
				const body = { ...awsConnectorBody(after), identifier: existing.identifier };
				const changed = changeAwsConnector(existing, body);
				expect(changed).toMatchObject(a);
				expect(changed.spec).toMatchObject(b);
				expect(changed.spec.credential).toMatchObject(c);
				expect(awsConnectorDifferences(changed, body)).toEqual([]);
				expect(changeAwsConnector(changed, body)).toEqual(changed);
				expect(isPublished({ connector: changed }), JSON.stringify(isPublished.errors)).toBe(true);
			}),
		);
	});

	test("sends no null for what Harness's own record leaves empty", () => {
		const bare: AwsConnector = {
			name: "Deploy",
			identifier: "deploy",
			description: null,
			tags: null,
			type: "Aws",
			spec: {
				credential: { type: "Irsa", spec: null, crossAccountAccess: null, region: null },
				awsSdkClientBackOffStrategyOverride: null,
				delegateSelectors: null,
				executeOnDelegate: null,
			},
		};
		const changed = changeAwsConnector(bare, bare);
		expect(isPublished({ connector: changed }), JSON.stringify(isPublished.errors)).toBe(true);
		expect(awsConnectorDifferences(changed, bare)).toEqual([]);
	});

	test("takes the old way's settings away when another way is chosen", () => {
		const before = awsConnectorBody({ ...facts, credential: manual });
		const changed = changeAwsConnector(before, awsConnectorBody({ ...facts, credential: { type: "Irsa" } }));
		expect(JSON.stringify(changed)).not.toContain("aws_secret_key");
		expect(changed.spec.credential).not.toHaveProperty("spec");
	});

	test("ends cross-account access and the back-off strategy when they are switched off", () => {
		const changed = changeAwsConnector(
			awsConnectorBody(facts),
			awsConnectorBody({ ...facts, crossAccount: null, backOff: null }),
		);
		expect(changed.spec.credential).not.toHaveProperty("crossAccountAccess");
		expect(changed.spec).not.toHaveProperty("awsSdkClientBackOffStrategyOverride");
	});

	test("keeps what is unknown of the same way and strategy, and an unknown session length", () => {
		const body = awsConnectorBody({ ...facts, credential: oidc });
		const access = { ...body.spec.credential.crossAccountAccess, assumeRoleSessionDuration: 900 };
		const existing: AwsConnector = {
			...body,
			spec: {
				...body.spec,
				proxy: true,
				credential: {
					...body.spec.credential,
					spec: { ...body.spec.credential.spec, later: 1 },
					crossAccountAccess: { crossAccountRoleArn: "arn:old", ...access },
				},
			},
		};
		expect(changeAwsConnector(existing, body).spec).toMatchObject({
			proxy: true,
			credential: { spec: { later: 1 }, crossAccountAccess: { assumeRoleSessionDuration: 900 } },
		});
	});
});

describe("differences", () => {
	test("name each owned field that differs, with both values", () => {
		const other = awsConnectorBody({
			...facts,
			overview: { ...facts.overview, tags: { team: "x" } },
			credential: oidc,
			region: "us-east-1",
			connectivity: { through: "delegate", selectors: ["eks", "prod"] },
		});
		expect(awsFieldDifferences(other, awsConnectorBody(facts))).toEqual([
			{ path: "tags.team", from: "x", to: "platform" },
			{ path: "spec.credential.type", from: "OidcAuthentication", to: "Irsa" },
			{
				path: "spec.credential.spec.iamRoleArn",
				from: "arn:aws:iam::200000000003:role/oidc",
				to: "",
			},
			{ path: "spec.credential.spec.oidcSessionTagKeys", from: "project_id", to: "" },
			{ path: "spec.credential.region", from: "us-east-1", to: "eu-west-1" },
			{ path: "spec.delegateSelectors", from: "eks prod", to: "eks" },
		]);
	});

	test("take a missing value for Harness's default, and nulls for missing ones", () => {
		const body = awsConnectorBody({
			...facts,
			scope: { kind: "account" },
			crossAccount: null,
			backOff: null,
			region: "us-east-1",
			connectivity: { through: "delegate", selectors: [] },
		});
		const existing: AwsConnector = {
			...body,
			orgIdentifier: null,
			projectIdentifier: null,
			spec: {
				credential: { type: "Irsa", spec: null, crossAccountAccess: null, region: null },
				awsSdkClientBackOffStrategyOverride: null,
				delegateSelectors: null,
				executeOnDelegate: null,
			},
		};
		expect(awsConnectorDifferences(existing, body)).toEqual([]);
	});
});

test("a scope comes back from the fields that name it", () => {
	fc.assert(
		fc.property(anyScope, (scope) => {
			expect(scopeOfFields(scopeFields(scope))).toEqual(scope);
		}),
	);
});

test("the account of a connector is its STS role's, else its OIDC role's, else unknown", () => {
	expect(awsAccountOfRole(awsConnectorBody(facts))).toBe("200000000003");
	expect(awsAccountOfRole(awsConnectorBody({ ...facts, crossAccount: null, credential: oidc }))).toBe(
		"200000000003",
	);
	expect(awsAccountOfRole(awsConnectorBody({ ...facts, crossAccount: null }))).toBe("");
});
