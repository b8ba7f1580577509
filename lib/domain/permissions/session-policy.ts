/** What the role may always learn about itself and its own policies. */
export const SELF_ACTIONS = [
	"iam:GetRole",
	"iam:ListAttachedRolePolicies",
	"iam:ListRolePolicies",
	"iam:GetRolePolicy",
	"iam:SimulatePrincipalPolicy",
	"iam:GetPolicy",
	"iam:GetPolicyVersion",
] as const;

/**
 * Exactly the calls that our checks make inside an account. The session policy allows nothing else, and the
 * template denies everything else to sessions named `rolebridge-…`.
 */
export const CHECK_ACTIONS = [
	...SELF_ACTIONS,
	"cur:DescribeReportDefinitions",
	"bcm-data-exports:ListExports",
	"bcm-data-exports:GetExport",
	"s3:ListBucket",
	"s3:GetObject",
	"s3:GetBucketLocation",
	"organizations:ListAccounts",
	"ec2:DescribeRegions",
	"sts:GetCallerIdentity",
] as const;

/** Those of them that look into a bucket; the template and, where it is known, the session hold them to one. */
export const BUCKET_CHECK_ACTIONS = ["s3:ListBucket", "s3:GetObject", "s3:GetBucketLocation"] as const;

/** What is read of an organization and its stack set, as the organization reader role. */
export const ORGANIZATION_ACTIONS = [
	"organizations:DescribeOrganization",
	"organizations:ListRoots",
	"organizations:ListOrganizationalUnitsForParent",
	"organizations:ListAccountsForParent",
	"organizations:ListTagsForResource",
	"organizations:ListAWSServiceAccessForOrganization",
	"organizations:ListDelegatedAdministrators",
	"organizations:ListPoliciesForTarget",
	"cloudformation:DescribeStackSet",
	"cloudformation:ListStackInstances",
	"cloudformation:ListStackSetOperations",
	"cloudformation:DescribeStackSetOperation",
] as const;

/** Every session of ours is named so; the template's guard and trust statement ask for it. */
export const SESSION_NAME_PREFIX = "rolebridge-";

/**
 * `checks`: the assume with the right external ID. `organization`: that of the organization reader role. `denied`: one
 * that must fail; should it work, it may do nothing.
 */
export type SessionPurpose = "checks" | "organization" | "denied";

/** An IAM policy document in the shape that AssumeRole takes as its inline session policy. */
export type SessionPolicy = {
	readonly Version: "2012-10-17";
	readonly Statement: readonly SessionStatement[];
};
type SessionStatement = {
	readonly Sid: string;
	readonly Effect: "Allow" | "Deny";
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
};

/**
 * The inline session policy for an assume. A session can do no more than both this policy and the role allow.
 *
 * @param bucket the cost report's bucket as an ARN, handed in wherever it is known: then the session reads no
 * other one
 * @example sessionPolicy("denied").Statement[0] // { Sid: "Nothing", Effect: "Deny", Action: ["*"], … }
 */
export function sessionPolicy(purpose: SessionPurpose, bucket?: { readonly arn: string }): SessionPolicy {
	switch (purpose) {
		case "denied":
			return document([{ Sid: "Nothing", Effect: "Deny", Action: ["*"], Resource: ["*"] }]);
		case "checks":
			return document(
				bucket === undefined ? [allow("CheckReads", CHECK_ACTIONS, ["*"])] : inBucket(bucket.arn),
			);
		case "organization":
			return document([allow("OrganizationReads", ORGANIZATION_ACTIONS, ["*"])]);
		default:
			return purpose satisfies never;
	}
}

function inBucket(arn: string): readonly SessionStatement[] {
	const ofBuckets: readonly string[] = BUCKET_CHECK_ACTIONS;
	const others = CHECK_ACTIONS.filter((action) => !ofBuckets.includes(action));
	return [
		allow("CheckReads", others, ["*"]),
		allow("CostReportReads", BUCKET_CHECK_ACTIONS, [arn, `${arn}/*`]),
	];
}

function allow(sid: string, actions: readonly string[], resources: readonly string[]): SessionStatement {
	return { Sid: sid, Effect: "Allow", Action: actions, Resource: resources };
}

function document(statements: readonly SessionStatement[]): SessionPolicy {
	return { Version: "2012-10-17", Statement: statements };
}
