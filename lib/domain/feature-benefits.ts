import type { Feature } from "./features.ts";

export type FeatureBenefits = {
	/** What it gives, shown as a list. */
	readonly gives: readonly string[];
	/** Which accounts it makes sense for. */
	readonly where: string;
};

/** Long texts, which only the server reads: apart from what pages load to name a feature. */
export const FEATURE_BENEFITS = {
	BILLING: {
		gives: [
			"Costs by service, account, region and tag",
			"Perspectives that group costs the way your teams do",
			"Anomaly detection, budgets and forecasts",
			"Alerts by e-mail and Slack",
		],
		where: "The payer account, or any account that has its own cost report.",
	},
	VISIBILITY: {
		gives: [
			"Dashboards of EC2 instances, EBS volumes, snapshots and RDS databases",
			"Costs of ECS clusters by service, task and launch type",
			"Recommendations that rest on CloudWatch metrics",
		],
		where: "Accounts where resources run.",
	},
	OPTIMIZATION: {
		gives: [
			"Idle instances, groups, services and databases are stopped and started again",
			"Workloads run on spot capacity, with a way back to on-demand",
			"Schedules, dependencies between resources, and savings by rule",
		],
		where: "Accounts where resources may be stopped.",
	},
	GOVERNANCE: {
		gives: [
			"Rules on EC2, EBS, RDS, S3 and other resources, evaluated on a schedule",
			"Findings with the cost that could be saved",
			"Automated actions, with the enforcement policies that you choose",
		],
		where: "Accounts whose resources should follow rules.",
	},
	COMMITMENT_ORCHESTRATOR: {
		gives: [
			"Coverage and utilization of Reserved Instances and Savings Plans",
			"Proposals for what to buy, exchange or let run out",
			"Purchases and exchanges on its own, if you allow it to write",
		],
		where: "The payer account only: commitments are bought there.",
	},
} as const satisfies Record<Feature, FeatureBenefits>;
