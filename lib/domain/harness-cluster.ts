import type { Partition } from "./partition.ts";

/** `vendor`: another vendor's AWS account, which stands where Harness's would. */
export type HarnessClusterId = "us" | "eu" | "govcloud" | "self-managed" | "vendor";

/** Whom a role trusts for Harness, and where Harness copies the cost report to. */
export type HarnessCluster = {
	readonly id: HarnessClusterId;
	readonly title: string;
	/** Harness's own AWS account: 12 digits, leading zeros kept. */
	readonly awsAccountId: string;
	/** `PrincipalBilling` in the template. */
	readonly principalArn: string;
	/** `HarnessBucketName` in our template. */
	readonly bucketName: string;
};

/** Harness's AWS accounts that the public templates and modules name, with their destination buckets. */
const KNOWN_CLUSTERS: Readonly<Record<string, Pick<HarnessCluster, "id" | "title" | "bucketName">>> = {
	"891928451355": { id: "us", title: "Harness US", bucketName: "ce-customer-billing-data-prod" },
	"783764615875": {
		id: "eu",
		title: "Harness EU",
		bucketName: "harness-ccm-service-data-bucket-prod-eu",
	},
};

/** The template's own default principal and bucket belong to this one. */
export const DEFAULT_HARNESS_AWS_ACCOUNT_ID = "891928451355";

/**
 * Harness's side for a role in the given partition. The account comes from Harness's own
 * `awsaccountconnectiondetail`, also for GovCloud, where public sources name two different accounts.
 *
 * An account that no public source names belongs to a self-managed installation; its bucket is named after it
 * (Harness documentation, aws-smp).
 *
 * @param awsAccountId 12 digits
 * @example harnessCluster("783764615875", "aws").principalArn // "arn:aws:iam::783764615875:root"
 */
export function harnessCluster(awsAccountId: string, partition: Partition): HarnessCluster {
	const principalArn = `arn:${partition}:iam::${awsAccountId}:root`;
	if (partition !== "aws") {
		// Cost reports are not supported there: the bucket stays the template's default and unused.
		const bucketName = "ce-customer-billing-data-prod";
		return { id: "govcloud", title: "Harness for AWS GovCloud", awsAccountId, principalArn, bucketName };
	}
	const known = KNOWN_CLUSTERS[awsAccountId];
	if (known !== undefined) return { ...known, awsAccountId, principalArn };
	return {
		id: "self-managed",
		title: "Harness Self-Managed Enterprise Edition",
		awsAccountId,
		principalArn,
		bucketName: `harness-ccm-service-data-bucket-${awsAccountId}`,
	};
}
