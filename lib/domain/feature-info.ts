import type { AutoStoppingFeature, Feature } from "./features.ts";
import type { Partition } from "./partition.ts";

export type FeatureInfo = {
	/** The checkbox's accessible name; the only one that carries this name. */
	readonly title: string;
	/** One sentence under the title. */
	readonly summary: string;
	/** The template parameter that turns it on; Harness's name. */
	readonly parameter: string;
};

export const FEATURE_INFO = {
	BILLING: {
		title: "Cost Visibility",
		summary: "Harness reads this account's cost report and shows where the money goes.",
		parameter: "BillingEnabled",
	},
	VISIBILITY: {
		title: "Resource Inventory Management",
		summary: "Harness lists what runs in this account and how much of it is used.",
		parameter: "EventsEnabled",
	},
	OPTIMIZATION: {
		title: "Optimization by AutoStopping",
		summary: "Harness stops resources while nobody uses them, and starts them when somebody does.",
		parameter: "OptimizationEnabled",
	},
	GOVERNANCE: {
		title: "Cloud Governance",
		summary:
			"Harness evaluates rules on this account's resources. It changes nothing unless you add policies.",
		parameter: "GovernanceEnabled",
	},
	COMMITMENT_ORCHESTRATOR: {
		title: "Commitment Orchestration",
		summary: "Harness watches Reserved Instances and Savings Plans, and can buy and exchange them.",
		parameter: "CommitmentOrchestratorEnabled",
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
