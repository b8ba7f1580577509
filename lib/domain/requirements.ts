import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "./features.ts";
import type { Partition } from "./partition.ts";

// What follows from a choice of features alone. Pages load it: the permissions themselves are another module.

/**
 * The managed policies that Cloud Governance attaches by ARN: the chosen ones, else AWS's ReadOnlyAccess.
 * Empty without GOVERNANCE.
 *
 * Harness's documentation names ReadOnlyAccess for rules that only look. AWS keeps it up to date with new
 * services, and it also reads contents (objects, table items, log lines); who wants less names
 * `arn:aws:iam::aws:policy/job-function/ViewOnlyAccess` instead.
 */
export function governancePolicyArns(requirements: Requirements, partition: Partition): readonly string[] {
	if (!requirements.features.includes("GOVERNANCE")) return [];
	if (requirements.governancePolicyArns.length > 0) return requirements.governancePolicyArns;
	return [`arn:${partition}:iam::aws:policy/ReadOnlyAccess`];
}

/** Whether the role for AutoStopping's Lambda function is part of the stack: only a load balancer needs it. */
export function needsLambdaRole(requirements: Requirements): boolean {
	if (!requirements.features.includes("OPTIMIZATION")) return false;
	return requirements.autoStopping.length === 0 || requirements.autoStopping.includes("ALB");
}

/** Whether two choices come to the same, in whatever order they name it. */
export function isSameRequirements(a: Requirements, b: Requirements): boolean {
	return canonical(a) === canonical(b);
}

function canonical({ features, autoStopping, governancePolicyArns, commitmentWrite }: Requirements): string {
	return JSON.stringify([
		FEATURES.filter((feature) => features.includes(feature)),
		AUTOSTOPPING_FEATURES.filter((choice) => autoStopping.includes(choice)),
		[...governancePolicyArns].sort(),
		commitmentWrite,
	]);
}
