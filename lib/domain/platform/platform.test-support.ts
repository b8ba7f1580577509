import fc from "fast-check";
import { type AccountId, parseAccountId } from "../account-id.ts";
import { parseRoleArn, type RoleArn } from "../arn.ts";
import type { Result } from "../result.ts";
import type { AwsConnectorFacts } from "./aws-connector-body.ts";
import type { AwsCredential, BackOff, Connectivity, PlatformScope } from "./platform-settings.ts";

const text = fc.string({ maxLength: 12 });
export const anyIdentifier = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_$]{0,20}$/);
const reference = fc
	.tuple(fc.constantFrom("", "account.", "org."), anyIdentifier)
	.map(([place, name]) => place + name);
export const anyAccountId: fc.Arbitrary<AccountId> = fc
	.stringMatching(/^\d{12}$/)
	.map((id) => certain(parseAccountId(id)));
export const anyRoleArn: fc.Arbitrary<RoleArn> = fc
	.tuple(anyAccountId, fc.stringMatching(/^[A-Za-z]{1,9}$/))
	.map(([id, name]) => roleArn(`arn:aws:iam::${id}:role/${name}`));
const keys = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 3 });

export const anyCredential: fc.Arbitrary<AwsCredential> = fc.oneof(
	fc.constant<AwsCredential>({ type: "InheritFromDelegate" }),
	fc.constant<AwsCredential>({ type: "Irsa" }),
	fc.record({
		type: fc.constant("ManualConfig" as const),
		accessKey: fc.oneof(
			fc.stringMatching(/^AKIA[A-Z0-9]{16}$/).map((id) => ({ id })),
			reference.map((ref) => ({ ref })),
		),
		secretKeyRef: reference,
		sessionTokenRef: fc.option(reference),
	}),
	fc.record({
		type: fc.constant("OidcAuthentication" as const),
		iamRoleArn: anyRoleArn,
		sessionTagKeys: keys,
	}),
);
const delay = fc.integer({ min: 1, max: 900_000 });
const retryCount = fc.integer({ min: 0, max: 10 });
export const anyBackOff: fc.Arbitrary<BackOff> = fc.oneof(
	fc.record({ type: fc.constant("FixedDelayBackoffStrategy" as const), fixedBackoff: delay, retryCount }),
	fc.record({
		type: fc.constantFrom("EqualJitterBackoffStrategy" as const, "FullJitterBackoffStrategy" as const),
		baseDelay: fc.integer({ min: 1, max: 1_000 }),
		maxBackoffTime: fc.integer({ min: 1_000, max: 900_000 }),
		retryCount,
	}),
);
export const anyScope: fc.Arbitrary<PlatformScope> = fc.oneof(
	fc.constant<PlatformScope>({ kind: "account" }),
	anyIdentifier.map((orgId): PlatformScope => ({ kind: "organization", orgId })),
	fc
		.tuple(anyIdentifier, anyIdentifier)
		.map(([orgId, projectId]): PlatformScope => ({ kind: "project", orgId, projectId })),
);
export const anyConnectivity: fc.Arbitrary<Connectivity> = fc.oneof(
	fc.constant<Connectivity>({ through: "harness" }),
	keys.map((selectors): Connectivity => ({ through: "delegate", selectors })),
);

/** Every combination of settings that a platform connector can have. */
export const anyFacts: fc.Arbitrary<AwsConnectorFacts> = fc.record({
	overview: fc.record({
		name: text,
		identifier: anyIdentifier,
		awsAccountId: anyAccountId,
		description: text,
		tags: fc.dictionary(text, text, { maxKeys: 3 }),
		isGovCloud: fc.boolean(),
	}),
	scope: anyScope,
	credential: anyCredential,
	crossAccount: fc.option(
		fc.record({ roleArn: anyRoleArn, externalId: fc.constantFrom("", "acme-7f3c", "harness:1:2") }),
	),
	region: fc.constantFrom("us-east-1", "eu-west-1", "us-gov-west-1"),
	backOff: fc.option(anyBackOff),
	connectivity: anyConnectivity,
});

export function roleArn(arn: string): RoleArn {
	return certain(parseRoleArn(arn)).arn;
}

export function accountId(digits: string): AccountId {
	return certain(parseAccountId(digits));
}

function certain<Value>(result: Result<Value, unknown>): Value {
	if (!result.ok) throw new Error("the test's own facts are wrong");
	return result.value;
}
