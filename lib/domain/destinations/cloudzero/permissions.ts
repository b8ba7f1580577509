// Longer than 200 lines: it is data, one entry an action, and its template is compared with it as a whole.
import { anyResource, probedBy, read } from "../../permissions/entry.ts";
import type { ManifestAction, ManifestStatement } from "../../permissions/manifest-types.ts";

/** Reads of one verb family, with the calls that stand for it where IAM is asked. */
function reads(
	action: string,
	probes: readonly string[],
	why: string,
	without: string,
	riskNote: string | null = null,
): ManifestAction {
	return probedBy(read(action, why, without, riskNote), probes);
}

const ROLE = "arn:{partition}:iam::{accountId}:role{rolePath}{roleName}";
const OWN_POLICIES = "arn:{partition}:iam::{accountId}:policy/{stackName}-CloudZero*";
const VIEW_ONLY = "arn:{partition}:iam::aws:policy/job-function/ViewOnlyAccess";
const BUCKET = "arn:{partition}:s3:::{bucketName}";
const INSIGHTS_LOGS = "arn:{partition}:logs:*:{accountId}:log-group:/aws/containerinsights/*";

const SELF = "CloudZeroSelfInspectionPolicy";
const BILLING = "CloudZeroBillingPolicy";
const RESOURCES = "CloudZeroResourcePolicy";

const UNPROVEN = "The role cannot be compared with its template, so the connection stays unproven in part.";
const NO_COSTS = "CloudZero ingests no costs of this organization.";
const NO_PRICES = "Prices, credits and invoices are missing from CloudZero's figures.";
const NO_COMMITMENTS = "Savings by Reserved Instances and Savings Plans cannot be worked out.";
const NO_NAMES = "Costs carry account numbers instead of names, and no tags of accounts.";
const NO_ADVICE = "CloudZero's savings recommendations lack AWS's own findings.";
const NO_CONTEXT = "Costs stand without the resources behind them: waste and causes are harder to find.";
const NO_CONTAINERS = "The costs of clusters cannot be split by workload.";

const SELF_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "InspectItself",
		feature: null,
		needed: { kind: "always" },
		policy: SELF,
		resources: [ROLE],
		probeResource: () => ROLE,
		actions: [
			read(
				"iam:SimulatePrincipalPolicy",
				"Asks IAM which of the needed actions this role is allowed.",
				"Nobody can tell from outside which permissions are missing.",
			),
			read(
				"iam:GetRole",
				"Reads this role's trust policy, to prove who can assume it.",
				"CloudZero's own entry in the trust policy stays unproven.",
			),
			read("iam:ListAttachedRolePolicies", "Lists the managed policies attached to this role.", UNPROVEN),
			read("iam:ListRolePolicies", "Lists the policies written into this role.", UNPROVEN),
			read("iam:GetRolePolicy", "Reads a policy written into this role.", UNPROVEN),
			read("iam:ListRoleTags", "Reads this role's tags.", UNPROVEN),
		],
	},
	{
		sid: "InspectOwnPolicies",
		feature: null,
		needed: { kind: "always" },
		policy: SELF,
		resources: [OWN_POLICIES],
		probeResource: () => OWN_POLICIES.replace("*", "BillingPolicy"),
		actions: [
			read("iam:GetPolicy", "Finds the version in force of a policy that this stack attached.", UNPROVEN),
			read("iam:GetPolicyVersion", "Reads the text of a policy that this stack attached.", UNPROVEN),
		],
	},
	{
		sid: "InspectAttachedPolicies",
		feature: "VISIBILITY",
		needed: { kind: "always" },
		policy: SELF,
		resources: [VIEW_ONLY],
		probeResource: () => VIEW_ONLY,
		actions: [
			read("iam:GetPolicy", "Finds the version in force of AWS's policy that is attached.", UNPROVEN),
			read("iam:GetPolicyVersion", "Reads the text of AWS's policy that is attached.", UNPROVEN),
		],
	},
];

/** The payer's data: its cost report, its bills, its commitments and its organization. */
const BILLING_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "ReadCostReportBucket",
		feature: "BILLING",
		needed: { kind: "always" },
		policy: BILLING,
		resources: [BUCKET, `${BUCKET}/*`],
		probeResource: (action) => (action === "s3:GetObject" ? `${BUCKET}/rolebridge-probe` : BUCKET),
		actions: [
			reads(
				"s3:Get*",
				["s3:GetObject", "s3:GetBucketLocation"],
				"Reads the cost report's files and the settings of their bucket.",
				NO_COSTS,
				"Reads every object in that bucket. Keep nothing but cost reports in it.",
			),
			reads("s3:List*", ["s3:ListBucket"], "Finds the newest files of the cost report.", NO_COSTS),
		],
	},
	{
		sid: "ReadCostsAndBills",
		feature: "BILLING",
		needed: { kind: "always" },
		policy: BILLING,
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			reads("cur:Describe*", ["cur:DescribeReportDefinitions"], "Finds the Cost and Usage Report.", NO_COSTS),
			reads("cur:Get*", ["cur:GetClassicReport"], "Reads a report's preferences.", NO_COSTS),
			reads("cur:List*", ["cur:ListTagsForResource"], "Reads a report's tags.", NO_COSTS),
			reads(
				"cur:Validate*",
				["cur:ValidateReportDestination"],
				"Asks whether AWS may deliver a report to its bucket.",
				NO_COSTS,
			),
			reads("bcm-data-exports:List*", ["bcm-data-exports:ListExports"], "Finds CUR 2.0 exports.", NO_COSTS),
			reads(
				"bcm-data-exports:Get*",
				["bcm-data-exports:GetExport"],
				"Reads an export's bucket, columns and settings.",
				NO_COSTS,
			),
			reads(
				"ce:Get*",
				["ce:GetCostAndUsage"],
				"Compares its figures with Cost Explorer's.",
				NO_COSTS,
				"Shows the organization's costs.",
			),
			reads(
				"ce:Describe*",
				["ce:DescribeCostCategoryDefinition"],
				"Reads how cost categories are made up.",
				NO_COSTS,
			),
			reads(
				"ce:List*",
				["ce:ListCostAllocationTags"],
				"Lists cost allocation tags and cost categories.",
				NO_COSTS,
			),
			reads(
				"billing:Get*",
				["billing:GetBillingData"],
				"Reads billing data and preferences.",
				NO_PRICES,
				"Shows the organization's bills.",
			),
			reads(
				"consolidatedbilling:Get*",
				["consolidatedbilling:GetAccountBillingRole"],
				"Learns whether this account pays for others.",
				NO_PRICES,
			),
			reads(
				"consolidatedbilling:List*",
				["consolidatedbilling:ListLinkedAccounts"],
				"Lists the accounts that are billed together.",
				NO_PRICES,
			),
			read("account:GetAccountInformation", "Reads this account's name.", NO_NAMES),
			reads("freetier:Get*", ["freetier:GetFreeTierUsage"], "Reads what the free tier covered.", NO_PRICES),
			reads(
				"invoicing:Get*",
				["invoicing:GetInvoicePDF"],
				"Reads invoices, to reconcile its figures.",
				NO_PRICES,
				"Shows invoices, with the address they go to.",
			),
			reads("invoicing:List*", ["invoicing:ListInvoiceSummaries"], "Lists invoices.", NO_PRICES),
			reads("mapcredits:List*", ["mapcredits:ListAssociatedPrograms"], "Lists migration credits.", NO_PRICES),
			reads(
				"payments:Get*",
				["payments:GetPaymentStatus"],
				"Reads the state of payments.",
				NO_PRICES,
				"Shows how invoices are paid.",
			),
			reads(
				"payments:List*",
				["payments:ListPaymentPreferences"],
				"Lists payment preferences.",
				NO_PRICES,
				"Shows how invoices are paid.",
			),
			reads(
				"purchase-orders:Get*",
				["purchase-orders:GetPurchaseOrder"],
				"Reads purchase orders.",
				NO_PRICES,
			),
			reads(
				"purchase-orders:List*",
				["purchase-orders:ListPurchaseOrders"],
				"Lists purchase orders.",
				NO_PRICES,
			),
			reads(
				"purchase-orders:View*",
				["purchase-orders:ViewPurchaseOrders"],
				"Lists purchase orders, by AWS's older name.",
				NO_PRICES,
			),
			reads(
				"sustainability:Get*",
				["sustainability:GetCarbonFootprintSummary"],
				"Reads the carbon footprint summary.",
				NO_PRICES,
			),
			reads(
				"tax:Get*",
				["tax:GetTaxRegistration"],
				"Reads tax settings, to reconcile invoices.",
				NO_PRICES,
				"Shows tax registration numbers.",
			),
			reads(
				"tax:List*",
				["tax:ListTaxRegistrations"],
				"Lists tax registrations.",
				NO_PRICES,
				"Shows tax registration numbers.",
			),
			reads(
				"budgets:Describe*",
				["budgets:DescribeBudgetActionsForAccount"],
				"Reads budgets and what they trigger.",
				NO_PRICES,
			),
			reads("budgets:View*", ["budgets:ViewBudget"], "Reads budgets.", NO_PRICES),
			reads(
				"billingconductor:Get*",
				["billingconductor:GetBillingGroupCostReport"],
				"Reads costs by billing group.",
				NO_PRICES,
			),
			reads(
				"billingconductor:List*",
				["billingconductor:ListBillingGroups"],
				"Lists billing groups and their pricing.",
				NO_PRICES,
			),
			reads(
				"bcm-pricing-calculator:Get*",
				["bcm-pricing-calculator:GetPreferences"],
				"Reads estimates.",
				NO_PRICES,
			),
			reads(
				"bcm-pricing-calculator:List*",
				["bcm-pricing-calculator:ListBillEstimates"],
				"Lists estimates.",
				NO_PRICES,
			),
			reads("pricing:Describe*", ["pricing:DescribeServices"], "Reads AWS's public prices.", NO_PRICES),
			reads("pricing:Get*", ["pricing:GetProducts"], "Reads AWS's public prices.", NO_PRICES),
			reads("pricing:List*", ["pricing:ListPriceLists"], "Reads AWS's public prices.", NO_PRICES),
		],
	},
	{
		sid: "ReadCommitments",
		feature: "BILLING",
		needed: { kind: "always" },
		policy: BILLING,
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			reads(
				"savingsplans:Describe*",
				["savingsplans:DescribeSavingsPlans"],
				"Lists Savings Plans and their rates.",
				NO_COMMITMENTS,
			),
			reads(
				"savingsplans:List*",
				["savingsplans:ListTagsForResource"],
				"Reads the tags of Savings Plans.",
				NO_COMMITMENTS,
			),
			reads(
				"ec2:DescribeReserved*",
				["ec2:DescribeReservedInstances"],
				"Lists Reserved Instances.",
				NO_COMMITMENTS,
			),
			reads(
				"rds:DescribeReserved*",
				["rds:DescribeReservedDBInstances"],
				"Lists reserved databases.",
				NO_COMMITMENTS,
			),
			reads(
				"elasticache:DescribeReserved*",
				["elasticache:DescribeReservedCacheNodes"],
				"Lists reserved cache nodes.",
				NO_COMMITMENTS,
			),
			reads(
				"es:DescribeReserved*",
				["es:DescribeReservedElasticsearchInstances"],
				"Lists reserved OpenSearch instances.",
				NO_COMMITMENTS,
			),
			reads(
				"redshift:DescribeReserved*",
				["redshift:DescribeReservedNodes"],
				"Lists reserved Redshift nodes.",
				NO_COMMITMENTS,
			),
			reads(
				"dynamodb:DescribeReserved*",
				["dynamodb:DescribeReservedCapacity"],
				"Lists reserved DynamoDB capacity.",
				NO_COMMITMENTS,
			),
		],
	},
	{
		sid: "ReadOrganization",
		feature: "BILLING",
		needed: { kind: "always" },
		policy: BILLING,
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			reads(
				"organizations:Describe*",
				["organizations:DescribeOrganization", "organizations:DescribeAccount"],
				"Reads the organization and single accounts, so that costs carry names.",
				NO_NAMES,
				"Shows the text of organization policies in the management account.",
			),
			reads(
				"organizations:List*",
				["organizations:ListAccounts", "organizations:ListTagsForResource"],
				"Lists accounts, units and their tags.",
				NO_NAMES,
				"Shows the organization's structure, and the e-mail address of each account's root user.",
			),
		],
	},
];

/** What runs in an account: metrics and settings, no contents. */
const RESOURCE_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "ReadMetrics",
		feature: "VISIBILITY",
		needed: { kind: "always" },
		policy: RESOURCES,
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			reads("cloudwatch:Describe*", ["cloudwatch:DescribeAlarms"], "Reads alarms.", NO_CONTEXT),
			reads(
				"cloudwatch:Get*",
				["cloudwatch:GetMetricData"],
				"Reads how much of a resource is used.",
				NO_CONTEXT,
				"Shows the figures of every metric, custom ones included.",
			),
			reads(
				"cloudwatch:List*",
				["cloudwatch:ListMetrics"],
				"Finds which metrics exist for a resource.",
				NO_CONTEXT,
			),
			reads(
				"autoscaling:Describe*",
				["autoscaling:DescribeAutoScalingGroups"],
				"Lists Auto Scaling groups and their sizes.",
				NO_CONTEXT,
			),
		],
	},
	{
		sid: "ReadResourceMetadata",
		feature: "VISIBILITY",
		needed: { kind: "always" },
		policy: RESOURCES,
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			read(
				"ec2:DescribeRegions",
				"Learns which regions this account uses, to look nowhere else.",
				NO_CONTEXT,
			),
			read("account:ListRegions", "Learns which opt-in regions are on.", NO_CONTEXT),
			reads("tag:Describe*", ["tag:DescribeReportCreation"], "Reads the state of tag reports.", NO_CONTEXT),
			reads(
				"tag:Get*",
				["tag:GetResources"],
				"Reads the tags of resources.",
				NO_CONTEXT,
				"Shows every resource's ARN and tags.",
			),
			reads("resource-groups:Get*", ["resource-groups:GetGroup"], "Reads resource groups.", NO_CONTEXT),
			reads("resource-groups:List*", ["resource-groups:ListGroups"], "Lists resource groups.", NO_CONTEXT),
			reads(
				"resource-groups:Search*",
				["resource-groups:SearchResources"],
				"Finds resources by tag.",
				NO_CONTEXT,
			),
			reads("resource-explorer:List*", ["resource-explorer:ListResources"], "Finds resources.", NO_CONTEXT),
			reads(
				"cloudformation:Describe*",
				["cloudformation:DescribeStacks"],
				"Learns which stack a resource belongs to.",
				NO_CONTEXT,
				"Shows parameters and outputs of every stack.",
			),
			reads(
				"cloudformation:Get*",
				["cloudformation:GetTemplateSummary"],
				"Reads what a stack is made of.",
				NO_CONTEXT,
				"Shows the templates of every stack.",
			),
			reads(
				"cloudformation:List*",
				["cloudformation:ListStacks"],
				"Lists stacks and their resources.",
				NO_CONTEXT,
			),
			reads("cloudtrail:Describe*", ["cloudtrail:DescribeTrails"], "Finds trails.", NO_CONTEXT),
			reads("cloudtrail:Get*", ["cloudtrail:GetTrailStatus"], "Reads the state of a trail.", NO_CONTEXT),
			reads("cloudtrail:List*", ["cloudtrail:ListTrails"], "Lists trails.", NO_CONTEXT),
			read(
				"cloudtrail:LookupEvents",
				"Finds the change that a cost came from.",
				NO_CONTEXT,
				"Shows who did what in this account for 90 days.",
			),
			reads(
				"servicequotas:Get*",
				["servicequotas:GetServiceQuota"],
				"Reads the account's quotas.",
				NO_CONTEXT,
			),
			reads(
				"servicequotas:List*",
				["servicequotas:ListServiceQuotas"],
				"Lists the account's quotas.",
				NO_CONTEXT,
			),
		],
	},
	{
		sid: "ReadContainers",
		feature: "VISIBILITY",
		needed: { kind: "always" },
		policy: RESOURCES,
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			reads(
				"ecs:Describe*",
				["ecs:DescribeClusters"],
				"Reads ECS clusters, services and tasks.",
				NO_CONTAINERS,
				"Shows environment variables of task definitions.",
			),
			reads("ecs:List*", ["ecs:ListClusters"], "Lists ECS clusters, services and tasks.", NO_CONTAINERS),
			reads("eks:Describe*", ["eks:DescribeCluster"], "Reads EKS clusters and node groups.", NO_CONTAINERS),
			reads("eks:List*", ["eks:ListClusters"], "Lists EKS clusters and node groups.", NO_CONTAINERS),
		],
	},
	{
		sid: "ReadContainerInsights",
		feature: "VISIBILITY",
		needed: { kind: "always" },
		policy: RESOURCES,
		resources: [INSIGHTS_LOGS],
		probeResource: () => INSIGHTS_LOGS.replaceAll("*", "rolebridge-probe"),
		actions: [
			reads("logs:Describe*", ["logs:DescribeLogStreams"], "Finds Container Insights' logs.", NO_CONTAINERS),
			reads("logs:Filter*", ["logs:FilterLogEvents"], "Reads Container Insights' figures.", NO_CONTAINERS),
			reads("logs:Get*", ["logs:GetLogEvents"], "Reads Container Insights' figures.", NO_CONTAINERS),
			reads("logs:List*", ["logs:ListTagsForResource"], "Reads the tags of those logs.", NO_CONTAINERS),
			read(
				"logs:StartQuery",
				"Asks Container Insights' logs for figures.",
				NO_CONTAINERS,
				"AWS bills each query by what it scans.",
			),
		],
	},
	{
		sid: "ReadInsightsResults",
		feature: "VISIBILITY",
		needed: { kind: "always" },
		policy: RESOURCES,
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			read(
				"logs:DescribeLogGroups",
				"Finds out which clusters have Container Insights.",
				NO_CONTAINERS,
				"Shows the names of all log groups.",
			),
			read("logs:GetQueryResults", "Fetches the answer to a query that it started.", NO_CONTAINERS),
			read("logs:StopQuery", "Ends a query that it started.", NO_CONTAINERS),
		],
	},
	{
		sid: "ReadRecommendations",
		feature: "VISIBILITY",
		needed: { kind: "always" },
		policy: RESOURCES,
		resources: ["*"],
		probeResource: anyResource,
		actions: [
			reads(
				"compute-optimizer:Describe*",
				["compute-optimizer:DescribeRecommendationExportJobs"],
				"Reads the state of exported recommendations.",
				NO_ADVICE,
			),
			reads(
				"compute-optimizer:Get*",
				["compute-optimizer:GetEC2InstanceRecommendations"],
				"Reads recommendations for sizes.",
				NO_ADVICE,
			),
			reads(
				"cost-optimization-hub:Get*",
				["cost-optimization-hub:GetRecommendation"],
				"Reads a recommendation.",
				NO_ADVICE,
			),
			reads(
				"cost-optimization-hub:List*",
				["cost-optimization-hub:ListRecommendations"],
				"Lists recommendations.",
				NO_ADVICE,
			),
			reads(
				"support:DescribeTrustedAdvisor*",
				["support:DescribeTrustedAdvisorChecks"],
				"Reads Trusted Advisor's findings.",
				NO_ADVICE,
			),
			reads(
				"health:Describe*",
				["health:DescribeEvents"],
				"Reads events of AWS that explain a cost.",
				NO_ADVICE,
			),
		],
	},
];

/**
 * What CloudZero reads, in our own grouping. Nothing of it changes anything.
 *
 * @see https://docs.cloudzero.com/docs/aws-permissions-and-security
 * @see https://github.com/Cloudzero/provision-account/tree/develop/policies
 */
export const CLOUDZERO_MANIFEST: readonly ManifestStatement[] = [
	...SELF_STATEMENTS,
	...BILLING_STATEMENTS,
	...RESOURCE_STATEMENTS,
];

/** The managed policies of the template, by their logical ids. */
export const CLOUDZERO_POLICY_NAMES = [SELF, BILLING, RESOURCES] as const;
