import type { AccountId } from "../account-id.ts";
import type { ExternalId } from "../external-id.ts";

/** Who ought to be trusted, and how. */
export type ExpectedTrust = {
	/** The entry of whom the role is for: Harness, or the vendor that `sid` names. Null: it is for neither (a canary). */
	readonly harness: {
		/** What the template's PrincipalBilling says. */
		readonly principalArn: string;
		readonly externalId: ExternalId;
		/** What the statement is called; Harness's where nothing is said. */
		readonly sid?: string;
	} | null;
	/** Our own entry; null: the role does not trust us, or we are Harness's principal (vendor mode). */
	readonly verifier: {
		readonly accountId: AccountId;
		/** The user or role that this installation runs as. */
		readonly principalArn: string;
		readonly externalId: ExternalId;
		/** While our external ID is rotated: the other one that is ours. */
		readonly otherExternalId?: ExternalId | null;
	} | null;
	/** AWS accounts of Harness's other clusters, so that a mix-up can be named. */
	readonly otherHarnessAccounts?: Readonly<Record<string, string>>;
};

/** Session names of our checks begin so; our statement asks for it. */
export const VERIFIER_SESSION_PREFIX = "rolebridge-";

/** AWS accounts that Harness's clusters run in. */
export const HARNESS_AWS_ACCOUNTS = {
	"891928451355": "the US cluster",
	"783764615875": "the EU cluster",
	"108817434118": "a test cluster",
} as const satisfies Record<string, string>;

type TrustStatement = {
	readonly Sid: string;
	readonly Effect: "Allow";
	readonly Principal: { readonly AWS: string };
	readonly Action: "sts:AssumeRole";
	readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};
export type TrustPolicy = { readonly Version: "2012-10-17"; readonly Statement: readonly TrustStatement[] };

/**
 * The trust policy that is expected and nothing else: Harness by its external ID, and us by our
 * account narrowed to one principal, one external ID and our session names.
 */
export function expectedTrustPolicy(expected: ExpectedTrust): TrustPolicy {
	const statements: TrustStatement[] = [];
	if (expected.harness !== null) {
		statements.push({
			Sid: expected.harness.sid ?? "Harness",
			Effect: "Allow",
			Principal: { AWS: expected.harness.principalArn },
			Action: "sts:AssumeRole",
			Condition: { StringEquals: { "sts:ExternalId": expected.harness.externalId } },
		});
	}
	if (expected.verifier !== null) {
		const { accountId, principalArn, externalId, otherExternalId = null } = expected.verifier;
		const partition = principalArn.split(":")[1] ?? "aws";
		statements.push({
			Sid: "Rolebridge",
			Effect: "Allow",
			Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
			Action: "sts:AssumeRole",
			Condition: {
				StringEquals: {
					"sts:ExternalId": otherExternalId === null ? externalId : [externalId, otherExternalId],
				},
				ArnEquals: { "aws:PrincipalArn": principalArn },
				StringLike: { "sts:RoleSessionName": `${VERIFIER_SESSION_PREFIX}*` },
			},
		});
	}
	return { Version: "2012-10-17", Statement: statements };
}
