import type { AccountId } from "../account-id.ts";
import { parseRoleArn, type RoleArn } from "../arn.ts";
import { isRegionOf, type Partition, partitionFacts } from "../partition.ts";
import { failed, ok, type Result } from "../result.ts";
import type { AwsCredential, PlatformScope, PlatformSettings } from "./platform-settings.ts";

export type CredentialSettings = {
	readonly credential: AwsCredential;
	readonly crossAccount: PlatformSettings["crossAccount"];
	readonly region: string;
	readonly backOff: PlatformSettings["backOff"];
};
/** Which field is wrong, and why, in a sentence for people. */
export type CredentialProblem = { readonly field: string; readonly detail: string };

type Place = {
	readonly awsAccountId: AccountId;
	readonly partition: Partition;
	readonly scope: PlatformScope;
};

/**
 * Whether credentials fit the account that was named in the overview: role, account, partition and region go
 * together. References of secrets come back whole, as Harness resolves them at the connector's scope.
 *
 * @example decideCredentials({ …, region: "us-gov-west-1" }, { partition: "aws", … }) // failed: { field: "region", … }
 * @see https://developer.harness.io/docs/platform/connectors/cloud-providers/ref-cloud-providers/aws-connector-settings-reference
 */
export function decideCredentials(
	settings: CredentialSettings,
	place: Place,
): Result<CredentialSettings, CredentialProblem> {
	const { credential, crossAccount, region } = settings;
	const problem =
		regionProblem(region, place) ??
		(crossAccount === null ? null : roleProblem("roleArn", crossAccount.roleArn, place, true)) ??
		(credential.type === "OidcAuthentication"
			? // With an STS role behind it, the first role may lie in any account of the partition.
				roleProblem("iamRoleArn", credential.iamRoleArn, place, crossAccount === null)
			: null);
	if (problem !== null) return failed(problem);
	const placed = placedCredential(credential, place.scope);
	return placed.ok ? ok({ ...settings, credential: placed.value }) : placed;
}

function regionProblem(region: string, { partition }: Place): CredentialProblem | null {
	if (isRegionOf(partition, region)) return null;
	const isGovCloud = partition === "aws-us-gov";
	const detail = isGovCloud
		? `The account is in AWS GovCloud (US), and its credentials open no region outside it. Choose a GovCloud region, such as ${partitionFacts(partition).defaultRegion}.`
		: `${region} is in another partition than the account, whose credentials AWS does not take there. Choose a region of ${partitionFacts(partition).title}, or say in Overview that the account is in GovCloud.`;
	return { field: "region", detail };
}

function roleProblem(
	field: string,
	arn: RoleArn,
	{ awsAccountId, partition }: Place,
	mustBeOfAccount: boolean,
): CredentialProblem | null {
	const role = parseRoleArn(arn);
	if (!role.ok) return { field, detail: role.failure.message };
	if (role.value.partition !== partition) {
		const detail = `The role is in ${partitionFacts(role.value.partition).title}, the account in ${partitionFacts(partition).title}: nobody crosses from one to the other.`;
		return { field, detail };
	}
	if (!mustBeOfAccount || role.value.accountId === awsAccountId) return null;
	const detail = `The role is of account ${role.value.accountId}; Overview names ${awsAccountId} as the account that Harness works in.`;
	return { field, detail };
}

function placedCredential(
	credential: AwsCredential,
	scope: PlatformScope,
): Result<AwsCredential, CredentialProblem> {
	if (credential.type !== "ManualConfig") return ok(credential);
	const { accessKey, secretKeyRef, sessionTokenRef } = credential;
	const references = [
		["accessKeyRef", "ref" in accessKey ? accessKey.ref : null],
		["secretKeyRef", secretKeyRef],
		["sessionTokenRef", sessionTokenRef],
	] as const;
	const wrong = references.find(([, reference]) => reference !== null && !isReachable(reference, scope));
	if (wrong !== undefined) {
		const detail =
			"A connector of the account reaches the account's own secrets only, not an organization's.";
		return failed({ field: wrong[0], detail });
	}
	return ok({
		...credential,
		accessKey: "ref" in accessKey ? { ref: placedReference(accessKey.ref, scope) } : accessKey,
		secretKeyRef: placedReference(secretKeyRef, scope),
		sessionTokenRef: sessionTokenRef === null ? null : placedReference(sessionTokenRef, scope),
	});
}

function isReachable(reference: string, scope: PlatformScope): boolean {
	return scope.kind !== "account" || !reference.startsWith("org.");
}

/**
 * The reference with the place before it. Harness takes a bare identifier for a project's secret, whatever the
 * connector's own scope is, and refuses it elsewhere.
 *
 * @example placedReference("aws_key", { kind: "account" }) // "account.aws_key"
 */
export function placedReference(reference: string, scope: PlatformScope): string {
	if (reference.includes(".") || scope.kind === "project") return reference;
	return `${scope.kind === "account" ? "account" : "org"}.${reference}`;
}
