import type { Requirements } from "../features.ts";
import type { Partition } from "../partition.ts";
import { governancePolicyArns } from "../requirements.ts";
import type { DestinationProfile } from "./profile.ts";

/**
 * The managed policies that the role carries by ARN: AWS's own that a feature brings, and those chosen for Cloud
 * Governance. What they allow is AWS's or the customer's business; that they are attached is ours.
 *
 * @example attachedPolicyArns(profileOf("cloudzero"), { features: ["VISIBILITY"], … }, "aws")
 * // ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"]
 */
export function attachedPolicyArns(
	{ awsPolicies }: Pick<DestinationProfile, "awsPolicies">,
	requirements: Requirements,
	partition: Partition,
): readonly string[] {
	const ofAws = requirements.features.flatMap((feature) => awsPolicies[feature] ?? []);
	return [
		...ofAws.map((name) => `arn:${partition}:iam::aws:policy/${name}`),
		...governancePolicyArns(requirements, partition),
	];
}
