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

/**
 * The features in the order step 3 shows them: GovCloud carries AutoStopping first.
 *
 * @example featuresInOrder("aws-us-gov")[0] // "OPTIMIZATION"
 */
export function featuresInOrder(partition: Partition): readonly Feature[] {
	if (partition !== "aws-us-gov") return FEATURES;
	return ["OPTIMIZATION", ...FEATURES.filter((feature) => feature !== "OPTIMIZATION")];
}
