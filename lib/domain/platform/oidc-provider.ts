import type { AccountId } from "../account-id.ts";
import type { Partition } from "../partition.ts";

/** What an identity provider in IAM asks of whoever signs in by Harness's tokens. */
export const OIDC_AUDIENCE = "sts.amazonaws.com";

type Place = {
	/** Of the Harness cluster, e.g. https://app.harness.io; a path on it is dropped. */
	readonly baseUrl: string;
	readonly harnessAccountId: string;
};

/**
 * The address that Harness's tokens name as their issuer: what the identity provider in IAM is made with.
 * Throws a TypeError when `baseUrl` is no URL: Settings checks it before it is stored.
 *
 * @example oidcProviderUrl({ baseUrl: "https://app.harness.io", harnessAccountId: "EfOf…" })
 * // "https://app.harness.io/ng/api/oidc/account/EfOf…"
 * @see https://developer.harness.io/docs/platform/connectors/cloud-providers/ref-cloud-providers/aws-connector-settings-reference
 */
export function oidcProviderUrl({ baseUrl, harnessAccountId }: Place): string {
	return `${new URL(baseUrl).origin}/ng/api/oidc/account/${encodeURIComponent(harnessAccountId)}`;
}

type Trust = Place & { readonly partition: Partition; readonly awsAccountId: AccountId };

/**
 * The trust policy of a role that Harness takes up by OIDC: the account's own identity provider, and tokens made for
 * AWS alone. The provider's address names the Harness account, so no other account's tokens fit.
 *
 * @example oidcTrustPolicy({ … }).Statement[0].Action // "sts:AssumeRoleWithWebIdentity"
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function oidcTrustPolicy({ partition, awsAccountId, ...place }: Trust) {
	const issuer = oidcProviderUrl(place).replace(/^https?:\/\//, "");
	return {
		Version: "2012-10-17",
		Statement: [
			{
				Sid: "HarnessByOidc",
				Effect: "Allow",
				Principal: { Federated: `arn:${partition}:iam::${awsAccountId}:oidc-provider/${issuer}` },
				Action: "sts:AssumeRoleWithWebIdentity",
				Condition: { StringEquals: { [`${issuer}:aud`]: OIDC_AUDIENCE } },
			},
		],
	} as const;
}
