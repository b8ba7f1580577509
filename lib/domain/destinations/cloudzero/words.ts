import type { DestinationWords } from "../profile.ts";
import { parseConnectionName } from "./connection-name.ts";

export const CLOUDZERO_WORDS: DestinationWords = {
	product: "CloudZero",
	sid: "CloudZero",
	features: [
		{
			feature: "BILLING",
			title: "Billing data",
			summary:
				"CloudZero reads the payer's cost report, its bills and commitments, and the organization's accounts.",
			benefits: {
				gives: [
					"Costs of every account of the organization in CloudZero's Explorer",
					"Anomaly alerts on AWS spend",
					"Costs by account name, organizational unit and cost allocation tag",
				],
				where: "The management (payer) account: a billing connection.",
			},
			plain: {
				title: "Read the cost report, the bills and the list of accounts",
				limit: "It changes nothing. Of S3 it reads the cost report's bucket only.",
			},
		},
		{
			feature: "VISIBILITY",
			title: "Resource metadata",
			summary: "CloudZero reads metrics, tags and settings of what runs in this account, and no contents.",
			benefits: {
				gives: [
					"Tags and usage beside each resource in Explorer and Optimize",
					"Causes of a change in cost, and waste",
					"Costs of ECS and EKS clusters by workload",
				],
				where: "Any account where resources run: a resource connection.",
			},
			plain: {
				title: "See which resources exist and how much they are used, not what is in them",
				limit: "It changes nothing. AWS's ViewOnlyAccess comes with it, which lists and describes resources.",
			},
		},
	],
	name: {
		parse: parseConnectionName,
		hint: "Lower-case letters, digits and dashes. CloudZero shows it beside the account ID.",
	},
	withoutCosts: {
		label: "No cost report: a resource connection",
		hint: "A member account whose costs CloudZero gets from its management account.",
	},
	prerequisites: [
		{
			what: "AWS Organizations with consolidated billing",
			detail: "CloudZero reads the bill of the whole organization in its management account.",
			href: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_getting-started_concepts.html",
			isRequired: true,
		},
		{
			what: "A Cost and Usage Report that CloudZero can read",
			detail: "In the management account: hourly, with resource IDs. Step 2 says which settings.",
			href: "https://docs.cloudzero.com/docs/validate-your-cost-and-usage-report",
			isRequired: true,
		},
		{
			what: "Cost allocation tags, switched on",
			detail: "AWS writes only activated tags into the report. Highly recommended by CloudZero.",
			href: "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html",
			isRequired: false,
		},
		{
			what: "The management account first",
			detail: "Then member accounts, as resource connections. Several management accounts are fine.",
			href: "https://docs.cloudzero.com/docs/connections-aws-automated",
			isRequired: false,
		},
	],
	handOver: {
		pageUrl: "https://app.cloudzero.com/organization/connections",
		steps: [
			"Open Cloud Integrations in CloudZero; it takes a CloudZero admin.",
			"Press Add Connection, then the AWS tile.",
			"Choose Manual: Billing for a management account, Resources for a member account.",
			"Enter the values below, compare the external ID with ours, and save.",
		],
		fields: [
			{ label: "Connection name", value: "name", hint: "As it is called here." },
			{ label: "AWS account ID", value: "account-id", hint: "12 digits." },
			{ label: "Role ARN", value: "role-arn", hint: "CloudZero assumes this role." },
			{
				label: "External ID",
				value: "external-id",
				hint: "CloudZero shows it; it must equal this one, which the role asks for.",
			},
			{ label: "S3 bucket name", value: "bucket", hint: "Where the cost report lies." },
			{ label: "Report name", value: "report", hint: "The Cost and Usage Report or export." },
		],
		removal: [
			"Open Cloud Integrations in CloudZero as an admin.",
			"Find the connection by its name or account ID.",
			"Delete it there. CloudZero then asks for nothing in this account.",
		],
	},
};
