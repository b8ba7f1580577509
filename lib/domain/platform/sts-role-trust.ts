import { parseRoleArn } from "../arn.ts";
import type { Partition } from "../partition.ts";
import type { AwsCredential } from "./platform-settings.ts";

type Trusted = {
	readonly partition: Partition;
	readonly type: AwsCredential["type"];
	/** Of OIDC: the role that takes Harness's tokens, as it is typed. */
	readonly iamRoleArn: string;
	/** As the role's owner gave it out; empty: none. */
	readonly externalId: string;
};

/** Who signs in, where only the owner of the credentials can say it: to be replaced by hand. */
const PLACEHOLDERS = {
	InheritFromDelegate: "role/ROLE_OF_THE_DELEGATE",
	ManualConfig: "user/USER_OF_THE_ACCESS_KEY",
	Irsa: "role/ROLE_OF_THE_SERVICE_ACCOUNT",
	OidcAuthentication: "role/ROLE_FOR_OIDC",
} as const satisfies Record<AwsCredential["type"], string>;

/**
 * The trust policy of an STS role: whoever the credentials are may assume it, with the external ID where there is one.
 * The principal is a placeholder in capitals, except OIDC's role, which is known once its ARN is.
 *
 * @example stsRoleTrust({ partition: "aws", type: "Irsa", iamRoleArn: "", externalId: "" }).Statement[0].Principal
 * // { AWS: "arn:aws:iam::ACCOUNT_ID:role/ROLE_OF_THE_SERVICE_ACCOUNT" }
 * @see https://developer.harness.io/docs/platform/connectors/cloud-providers/ref-cloud-providers/aws-connector-settings-reference
 */
export function stsRoleTrust({ externalId, ...who }: Trusted) {
	return {
		Version: "2012-10-17",
		Statement: [
			{
				Sid: "HarnessConnector",
				Effect: "Allow",
				Principal: { AWS: principalOf(who) },
				Action: "sts:AssumeRole",
				...(externalId !== "" && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
			},
		],
	} as const;
}

function principalOf({ partition, type, iamRoleArn }: Omit<Trusted, "externalId">): string {
	const oidcRole = type === "OidcAuthentication" ? parseRoleArn(iamRoleArn) : null;
	return oidcRole?.ok === true
		? oidcRole.value.arn
		: `arn:${partition}:iam::ACCOUNT_ID:${PLACEHOLDERS[type]}`;
}
