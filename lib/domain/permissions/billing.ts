import { anyResource, change, probedBy, read } from "./entry.ts";
import type { ManifestStatement } from "./manifest-types.ts";

const REPORT_BUCKET = "arn:{partition}:s3:::{bucketName}";
const HARNESS_BUCKET = "arn:{partition}:s3:::{harnessBucket}";
const COPY_STOPS = "Harness cannot copy the cost report, and no new costs appear.";
const OBJECT_ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"];

/**
 * Harness publishes bucket and object actions in one statement on both ARNs, and its connection test asks for
 * every action on every ARN: split by resource, the same rights would fail that test.
 */
function bucketOrObject(bucket: string): (action: string) => string {
	return (action) => (OBJECT_ACTIONS.includes(action) ? `${bucket}/rolebridge-probe` : bucket);
}

/** Cost Visibility: read the cost report, copy it to Harness, know the accounts by name. */
export const BILLING_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "ReadCostReportBucket",
		feature: "BILLING",
		needed: { kind: "always" },
		policy: "HarnessBillingMonitoringPolicy",
		resources: [REPORT_BUCKET, `${REPORT_BUCKET}/*`],
		probeResource: bucketOrObject(REPORT_BUCKET),
		actions: [
			read("s3:GetBucketLocation", "Finds the region of the cost report's bucket.", COPY_STOPS),
			read(
				"s3:ListBucket",
				"Finds the newest files of the cost report.",
				COPY_STOPS,
				"Lists every object name in that bucket. Keep nothing but cost reports in it.",
			),
			read(
				"s3:GetObject",
				"Reads the files of the cost report.",
				COPY_STOPS,
				"Reads every object in that bucket. Keep nothing but cost reports in it.",
			),
		],
	},
	{
		sid: "CopyToHarnessBucket",
		feature: "BILLING",
		needed: { kind: "always" },
		policy: "HarnessBillingMonitoringPolicy",
		resources: [`${HARNESS_BUCKET}*`, `${HARNESS_BUCKET}*/*`],
		probeResource: bucketOrObject(HARNESS_BUCKET),
		actions: [
			read(
				"s3:ListBucket",
				"Compares what Harness's bucket already holds, so that files are copied once.",
				COPY_STOPS,
			),
			change(
				"s3:PutObject",
				"Copies the cost report into Harness's bucket.",
				"Data leaves this account. The pattern ends in a star, as Harness publishes it: it also fits a bucket of another owner whose name begins the same.",
				COPY_STOPS,
			),
			change(
				"s3:PutObjectAcl",
				"Hands the copied file over to the owner of Harness's bucket.",
				"Sets who may read an object, in Harness's bucket only; no bucket of yours fits the pattern unless its name begins the same.",
				"Harness cannot read the copied files, and no new costs appear.",
			),
		],
	},
	{
		sid: "DescribeCostReports",
		feature: "BILLING",
		needed: { kind: "always" },
		policy: "HarnessBillingMonitoringPolicy",
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			probedBy(
				read(
					"organizations:List*",
					"Lists the organization's accounts, units and tags, so that costs carry names instead of numbers.",
					"Costs show account numbers without names, and accounts cannot be grouped by their tags.",
					"Shows the organization's structure, its policies by name, and the e-mail address of each account's root user.",
				),
				[
					"organizations:ListAccounts",
					"organizations:ListRoots",
					"organizations:ListParents",
					"organizations:ListOrganizationalUnitsForParent",
					"organizations:ListAccountsForParent",
					"organizations:ListTagsForResource",
				],
			),
			probedBy(
				read(
					"organizations:Describe*",
					"Reads the organization and single accounts, so that costs carry names instead of numbers.",
					"Account names and units are missing from costs.",
					"Shows the text of organization policies in the management account.",
				),
				[
					"organizations:DescribeOrganization",
					"organizations:DescribeAccount",
					"organizations:DescribeOrganizationalUnit",
				],
			),
			read(
				"cur:DescribeReportDefinitions",
				"Finds the Cost and Usage Report by name, with its bucket, prefix and settings.",
				"The report is not found, its settings are not checked, and Harness's connection test fails.",
			),
			read(
				"ce:GetRightsizingRecommendation",
				"Reads AWS's recommendations for instances of the wrong size.",
				"Recommendations for EC2 are missing.",
			),
		],
	},
	{
		sid: "DescribeDataExports",
		feature: "BILLING",
		needed: { kind: "cur2" },
		policy: "HarnessBillingMonitoringPolicy",
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			read(
				"bcm-data-exports:ListExports",
				"Finds the CUR 2.0 export by name.",
				"The export is not found, and Harness cannot tell where its files are.",
			),
			read(
				"bcm-data-exports:GetExport",
				"Reads the CUR 2.0 export's bucket, prefix, columns and settings.",
				"The export's settings are not checked, and Harness cannot tell where its files are.",
			),
		],
	},
];
