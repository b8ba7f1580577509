import { type ParsedRoleArn, parseRoleArn } from "../arn.ts";
import { OTHER_ACCOUNT_BUCKET_ACTIONS, OTHER_ACCOUNT_OBJECT_ACTIONS } from "./library/s3.ts";
import type { PolicyConditions } from "./policy.ts";

/** For the owner of a bucket in another account. */
export type BucketPolicy = {
	readonly bucketName: string;
	readonly policy: {
		readonly Version: "2012-10-17";
		readonly Statement: readonly BucketPolicyStatement[];
	};
};
export type BucketPolicyStatement = {
	readonly Sid: string;
	readonly Effect: "Allow";
	readonly Principal: { readonly AWS: string };
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	readonly Condition: PolicyConditions;
};

/**
 * What the owner of a bucket adds to its policy, so that one role of another account may use it. The principal is the
 * role's account, held to the role by a condition: S3 refuses a policy that names a role before it exists, and a
 * role that is made anew would be locked out.
 *
 * Null for a role ARN that cannot be read.
 *
 * @example otherAccountBucketPolicy("acme-artifacts", "arn:aws:iam::123456789012:role/HarnessPlatformRole")
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html
 */
export function otherAccountBucketPolicy(bucketName: string, roleArn: string): BucketPolicy | null {
	const role = parseRoleArn(roleArn);
	if (!role.ok) return null;
	const bucket = `arn:${role.value.partition}:s3:::${bucketName}`;
	return {
		bucketName,
		policy: {
			Version: "2012-10-17",
			Statement: [
				statement("ListByOtherAccountsRole", role.value, OTHER_ACCOUNT_BUCKET_ACTIONS, bucket),
				statement("UseByOtherAccountsRole", role.value, OTHER_ACCOUNT_OBJECT_ACTIONS, `${bucket}/*`),
			],
		},
	};
}

function statement(
	sid: string,
	{ arn, partition, accountId }: ParsedRoleArn,
	actions: readonly string[],
	resource: string,
): BucketPolicyStatement {
	return {
		Sid: sid,
		Effect: "Allow",
		Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
		Action: actions,
		Resource: [resource],
		Condition: { ArnEquals: { "aws:PrincipalArn": [arn] } },
	};
}
