import type { Partition } from "./partition.ts";

/** Harness's feature names of a CEAws connector, in the order the wizard shows them. */
export const FEATURES = [
	"BILLING",
	"VISIBILITY",
	"OPTIMIZATION",
	"GOVERNANCE",
	"COMMITMENT_ORCHESTRATOR",
] as const;
export type Feature = (typeof FEATURES)[number];

/** Harness's names for the narrower AutoStopping choices of an AWS connector. */
export const AUTOSTOPPING_FEATURES = ["EC2", "SPOT", "ASG", "RDS", "ECS", "ALB", "PROXY"] as const;
export type AutoStoppingFeature = (typeof AUTOSTOPPING_FEATURES)[number];

/** What step 3 of the wizard decides; everything the role's policies follow from. */
export type Requirements = {
	readonly features: readonly Feature[];
	/** Empty: AutoStopping is not narrowed (Harness's own wide policy). */
	readonly autoStopping: readonly AutoStoppingFeature[];
	/** Empty: Cloud Governance is read-only. */
	readonly governancePolicyArns: readonly string[];
	/** Commitment Orchestration may buy and exchange, not only read. */
	readonly commitmentWrite: boolean;
};

/** A role holds 10 managed policies; the template attaches six of its own when every feature is on. */
export const MAX_GOVERNANCE_POLICIES = 4;

export type FeatureInfo = {
	/** The checkbox's accessible name; the only one that carries this name. */
	readonly title: string;
	/** One sentence under the title. */
	readonly summary: string;
	/** What it gives, shown as a list. */
	readonly gives: readonly string[];
	/** The template parameter that turns it on; Harness's name. */
	readonly parameter: string;
	/** Which accounts it makes sense for. */
	readonly where: string;
};

export const FEATURE_INFO = {
	BILLING: {
		title: "Cost Visibility",
		summary: "Harness reads this account's cost report and shows where the money goes.",
		gives: [
			"Costs by service, account, region and tag",
			"Perspectives that group costs the way your teams do",
			"Anomaly detection, budgets and forecasts",
			"Alerts by e-mail and Slack",
		],
		parameter: "BillingEnabled",
		where: "The payer account, or any account that has its own cost report.",
	},
	VISIBILITY: {
		title: "Resource Inventory Management",
		summary: "Harness lists what runs in this account and how much of it is used.",
		gives: [
			"Dashboards of EC2 instances, EBS volumes, snapshots and RDS databases",
			"Costs of ECS clusters by service, task and launch type",
			"Recommendations that rest on CloudWatch metrics",
		],
		parameter: "EventsEnabled",
		where: "Accounts where resources run.",
	},
	OPTIMIZATION: {
		title: "Optimization by AutoStopping",
		summary: "Harness stops resources while nobody uses them, and starts them when somebody does.",
		gives: [
			"Idle instances, groups, services and databases are stopped and started again",
			"Workloads run on spot capacity, with a way back to on-demand",
			"Schedules, dependencies between resources, and savings by rule",
		],
		parameter: "OptimizationEnabled",
		where: "Accounts where resources may be stopped.",
	},
	GOVERNANCE: {
		title: "Cloud Governance",
		summary:
			"Harness evaluates rules on this account's resources. It changes nothing unless you add policies.",
		gives: [
			"Rules on EC2, EBS, RDS, S3 and other resources, evaluated on a schedule",
			"Findings with the cost that could be saved",
			"Automated actions, with the enforcement policies that you choose",
		],
		parameter: "GovernanceEnabled",
		where: "Accounts whose resources should follow rules.",
	},
	COMMITMENT_ORCHESTRATOR: {
		title: "Commitment Orchestration",
		summary: "Harness watches Reserved Instances and Savings Plans, and can buy and exchange them.",
		gives: [
			"Coverage and utilization of Reserved Instances and Savings Plans",
			"Proposals for what to buy, exchange or let run out",
			"Purchases and exchanges on its own, if you allow it to write",
		],
		parameter: "CommitmentOrchestratorEnabled",
		where: "The payer account only: commitments are bought there.",
	},
} as const satisfies Record<Feature, FeatureInfo>;

export type AutoStoppingInfo = {
	/** Never a feature's name, so that each feature has exactly one checkbox of its name. */
	readonly label: string;
	readonly summary: string;
	/** The parameter of our template; Harness's published template has none. */
	readonly parameter: string;
};

export const AUTOSTOPPING_INFO = {
	EC2: {
		label: "EC2 instances",
		summary: "Stop and start single instances.",
		parameter: "AutoStoppingEc2Enabled",
	},
	SPOT: {
		label: "Spot instances",
		summary: "Move instances to spot capacity and back: image, terminate, launch again.",
		parameter: "AutoStoppingSpotEnabled",
	},
	ASG: {
		label: "Auto Scaling groups",
		summary: "Scale groups to zero and back.",
		parameter: "AutoStoppingAsgEnabled",
	},
	RDS: {
		label: "RDS databases",
		summary: "Stop and start database instances and clusters.",
		parameter: "AutoStoppingRdsEnabled",
	},
	ECS: {
		label: "ECS services",
		summary: "Set a service's number of tasks to zero and back.",
		parameter: "AutoStoppingEcsEnabled",
	},
	ALB: {
		label: "Application Load Balancer",
		summary: "Wake resources by web traffic through a load balancer and a Lambda function.",
		parameter: "AutoStoppingAlbEnabled",
	},
	PROXY: {
		label: "AutoStopping Proxy",
		summary: "Wake resources by web, TCP or SSH traffic through a proxy instance that Harness launches.",
		parameter: "AutoStoppingProxyEnabled",
	},
} as const satisfies Record<AutoStoppingFeature, AutoStoppingInfo>;

export type FeatureSupport =
	| { readonly supported: true }
	| {
			readonly supported: false /** A whole sentence, shown beside the greyed-out box. */;
			readonly reason: string;
	  };

const SUPPORTED: FeatureSupport = { supported: true };

/**
 * Whether Harness supports a feature for accounts of a partition.
 *
 * Source: Harness's documentation of the AWS connector (GovCloud: AutoStopping only; China: not at all)
 * and its validator, which refuses BILLING and VISIBILITY for GovCloud.
 *
 * @example featureSupport("BILLING", "aws-us-gov") // { supported: false, reason: "Harness does not …" }
 */
export function featureSupport(feature: Feature, partition: Partition): FeatureSupport {
	if (partition === "aws") return SUPPORTED;
	if (partition === "aws-us-gov") return govCloudSupport(feature);
	const place = partition === "aws-cn" ? "AWS China" : "the AWS European Sovereign Cloud";
	return { supported: false, reason: `Harness does not connect accounts in ${place}.` };
}

function govCloudSupport(feature: Feature): FeatureSupport {
	if (feature === "OPTIMIZATION") return SUPPORTED;
	const { title } = FEATURE_INFO[feature];
	if (feature === "BILLING" || feature === "VISIBILITY") {
		return {
			supported: false,
			reason: `Harness does not support ${title} for AWS GovCloud accounts: its own test refuses such a connector.`,
		};
	}
	return {
		supported: false,
		reason: `Harness documents only AutoStopping for AWS GovCloud accounts; ${title} is not among what it supports there.`,
	};
}

/**
 * The features in the order step 3 shows them: GovCloud carries AutoStopping first.
 *
 * @example featuresInOrder("aws-us-gov")[0] // "OPTIMIZATION"
 */
export function featuresInOrder(partition: Partition): readonly Feature[] {
	if (partition !== "aws-us-gov") return FEATURES;
	return ["OPTIMIZATION", ...FEATURES.filter((feature) => feature !== "OPTIMIZATION")];
}
