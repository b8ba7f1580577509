import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CredentialSettings, decideCredentials, placedReference } from "./decide-credentials.ts";
import { accountId, anyIdentifier, anyScope, roleArn } from "./platform.test-support.ts";
import type { AwsCredential, PlatformScope } from "./platform-settings.ts";

const ACCOUNT: PlatformScope = { kind: "account" };
const place = { awsAccountId: accountId("200000000003"), partition: "aws", scope: ACCOUNT } as const;
const gov = { ...place, partition: "aws-us-gov" } as const;
const plain: CredentialSettings = {
	credential: { type: "Irsa" },
	crossAccount: null,
	region: "us-east-1",
	backOff: null,
};
const own = roleArn("arn:aws:iam::200000000003:role/deploy");
const foreign = roleArn("arn:aws:iam::999999999999:role/deploy");
const govRole = roleArn("arn:aws-us-gov:iam::200000000003:role/deploy");
const oidc = (iamRoleArn: typeof own): AwsCredential => ({
	type: "OidcAuthentication",
	iamRoleArn,
	sessionTagKeys: [],
});

describe("credentials go with the account that the overview names", () => {
	test.each<[string, CredentialSettings, string]>([
		["a GovCloud region of a commercial account", { ...plain, region: "us-gov-west-1" }, "region"],
		["a Chinese region", { ...plain, region: "cn-north-1" }, "region"],
		[
			"an STS role of another account",
			{ ...plain, crossAccount: { roleArn: foreign, externalId: "" } },
			"roleArn",
		],
		["an STS role in GovCloud", { ...plain, crossAccount: { roleArn: govRole, externalId: "" } }, "roleArn"],
		["an OIDC role of another account", { ...plain, credential: oidc(foreign) }, "iamRoleArn"],
		[
			"an OIDC role in GovCloud before an STS role that is not",
			{ ...plain, credential: oidc(govRole), crossAccount: { roleArn: own, externalId: "" } },
			"iamRoleArn",
		],
	])("so %s is refused at its field, with the reason", (_, settings, field) => {
		const decision = decideCredentials(settings, place);
		expect(decision).toMatchObject({ ok: false, failure: { field } });
		expect(decision.ok ? "" : decision.failure.detail.length).toBeGreaterThan(40);
	});

	test("so a commercial region of a GovCloud account is refused", () => {
		expect(decideCredentials(plain, gov)).toMatchObject({ ok: false, failure: { field: "region" } });
		const settings = { ...plain, region: "us-gov-east-1", credential: oidc(govRole) };
		expect(decideCredentials(settings, gov)).toMatchObject({ ok: true });
	});

	test("and with an STS role behind it, the OIDC role may be of any account", () => {
		const settings = {
			...plain,
			credential: oidc(foreign),
			crossAccount: { roleArn: own, externalId: "x1" },
		};
		expect(decideCredentials(settings, place)).toEqual({ ok: true, value: settings });
	});
});

describe("references of secrets", () => {
	const manual = (secretKeyRef: string, accessKey: { ref: string } | { id: string }): CredentialSettings => ({
		...plain,
		credential: { type: "ManualConfig", accessKey, secretKeyRef, sessionTokenRef: null },
	});

	test("say where the secret lies, as Harness wants it", () => {
		expect(decideCredentials(manual("key", { ref: "account.id" }), place)).toMatchObject({
			value: { credential: { secretKeyRef: "account.key", accessKey: { ref: "account.id" } } },
		});
		const organization = { ...place, scope: { kind: "organization", orgId: "default" } } as const;
		expect(decideCredentials(manual("key", { id: "AKIAIOSFODNN7EXAMPLE" }), organization)).toMatchObject({
			value: { credential: { secretKeyRef: "org.key", accessKey: { id: "AKIAIOSFODNN7EXAMPLE" } } },
		});
	});

	test("of an organization are out of an account's reach", () => {
		expect(decideCredentials(manual("key", { ref: "org.id" }), place)).toMatchObject({
			ok: false,
			failure: { field: "accessKeyRef" },
		});
	});

	test("stay as they are once they are placed", () => {
		fc.assert(
			fc.property(anyIdentifier, anyScope, (identifier, scope) => {
				const placed = placedReference(identifier, scope);
				expect(placedReference(placed, scope)).toBe(placed);
				expect(placed.endsWith(identifier)).toBe(true);
			}),
		);
	});
});
