import { parsePrincipalArn } from "../arn.ts";

/** Who may assume the role that is made with the policies. */
export type RoleTrust = {
	readonly principalArn: string;
	/** Null: none, which is for a principal of the role's own account only. */
	readonly externalId: string | null;
	/** The account that the role is made in, 12 digits; absent or null: not known. */
	readonly roleAccountId?: string | null;
};

/**
 * Whether the trust would let another account's principal in without an external ID: whoever can make that principal
 * act, as every customer of a service can, could then use the role.
 *
 * @example lacksExternalId({ principalArn: "arn:aws:iam::891928451355:root", externalId: null }) // true
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function lacksExternalId({ principalArn, externalId, roleAccountId = null }: RoleTrust): boolean {
	if (externalId !== null && externalId !== "") return false;
	const principal = parsePrincipalArn(principalArn);
	return roleAccountId === null || !principal.ok || principal.value.accountId !== roleAccountId;
}

export const EXTERNAL_ID_NEEDED =
	"An external ID is needed, unless who assumes the role is of the role's own account.";

/**
 * The trust policy of a role that one principal may assume. Throws a RangeError where an external ID is needed and
 * there is none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
export function trustPolicy(trust: RoleTrust) {
	const { principalArn, externalId } = checked(trust);
	return {
		Version: "2012-10-17",
		Statement: [
			{
				Sid: "Harness",
				Effect: "Allow",
				Principal: { AWS: principalArn },
				Action: "sts:AssumeRole",
				...(externalId !== null && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
			},
		],
	};
}

/** The same trust, with no external ID where it is empty; throws like `trustPolicy`. */
export function checked(trust: RoleTrust): RoleTrust {
	if (lacksExternalId(trust)) throw new RangeError(EXTERNAL_ID_NEEDED);
	return trust.externalId === "" ? { ...trust, externalId: null } : trust;
}
