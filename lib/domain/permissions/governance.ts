import { anyResource, read } from "./entry.ts";
import { GOVERNANCE_POLICIES, type ManifestAction, type ManifestStatement } from "./manifest-types.ts";

const UNREAD = "Rolebridge cannot show what the policies chosen for Cloud Governance allow.";
const rules = (of: string) => `Rules on ${of} find nothing.`;

const ACTIONS: readonly ManifestAction[] = [
	read(
		"account:ListRegions",
		"Learns which regions are enabled, so that rules look everywhere and only there.",
		"Rules cannot run in every enabled region.",
	),
	read(
		"tag:GetResources",
		"Finds resources by their tags, which most rules filter by.",
		"Rules that filter by tag miss resources.",
	),
	read(
		"cloudwatch:GetMetricStatistics",
		"Reads utilization, so that rules can find what is idle.",
		"Rules on idle resources find nothing.",
	),
	read("ec2:DescribeRegions", "Learns which regions offer EC2 to this account.", rules("EC2")),
	read(
		"ec2:DescribeInstances",
		"Lists instances, to evaluate rules on them.",
		rules("EC2 instances"),
		"Shows addresses, networks and tags of every instance.",
	),
	read("ec2:DescribeVolumes", "Lists volumes, to find unattached and oversized ones.", rules("EBS volumes")),
	read("ec2:DescribeSnapshots", "Lists snapshots, to find old ones.", rules("EBS snapshots")),
	read("ec2:DescribeImages", "Lists machine images, to find unused ones.", rules("machine images")),
	read(
		"ec2:DescribeAddresses",
		"Lists Elastic IP addresses, to find unused ones.",
		rules("Elastic IP addresses"),
	),
	read("ec2:DescribeTags", "Reads tags of EC2 resources.", "Rules on missing tags find nothing."),
	read(
		"elasticloadbalancing:DescribeLoadBalancers",
		"Lists load balancers, to find unused ones.",
		rules("load balancers"),
	),
	read(
		"elasticloadbalancing:DescribeTags",
		"Reads tags of load balancers.",
		"Rules on load balancers that filter by tag find nothing.",
	),
	read(
		"autoscaling:DescribeAutoScalingGroups",
		"Lists Auto Scaling groups with their sizes.",
		rules("Auto Scaling groups"),
	),
	read("rds:DescribeDBInstances", "Lists database instances.", rules("RDS instances")),
	read("rds:DescribeDBClusters", "Lists database clusters.", rules("RDS clusters")),
	read("rds:DescribeDBSnapshots", "Lists database snapshots, to find old ones.", rules("RDS snapshots")),
	read(
		"s3:ListAllMyBuckets",
		"Lists buckets by name.",
		rules("S3 buckets"),
		"Shows the names of all buckets, not what is in them.",
	),
	read("s3:GetBucketLocation", "Finds a bucket's region.", rules("S3 buckets")),
	read(
		"s3:GetBucketTagging",
		"Reads a bucket's tags.",
		"Rules on S3 buckets that filter by tag find nothing.",
	),
	read(
		"s3:GetLifecycleConfiguration",
		"Reads whether old objects move to cheaper storage.",
		"Rules on missing lifecycle settings find nothing.",
	),
];

/**
 * Cloud Governance: the reads its common rules begin with, by name. The wide read access (AWS's ReadOnlyAccess)
 * or the policies chosen instead are attached by ARN; these stay, whatever is chosen there.
 */
export const GOVERNANCE_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "EvaluateRules",
		feature: "GOVERNANCE",
		needed: { kind: "always" },
		policy: "HarnessGovernancePolicy",
		resources: ["*"],
		probeResource: anyResource,
		actions: ACTIONS,
	},
	{
		sid: "InspectGovernancePolicies",
		feature: "GOVERNANCE",
		needed: { kind: "always" },
		policy: "HarnessGetRolePolicy",
		resources: [GOVERNANCE_POLICIES],
		probeResource: () => GOVERNANCE_POLICIES,
		actions: [
			read("iam:GetPolicy", "Finds the version in force of a policy attached for Cloud Governance.", UNREAD),
			read("iam:GetPolicyVersion", "Reads the text of a policy attached for Cloud Governance.", UNREAD),
		],
	},
];
