import type { AutoStoppingFeature } from "../features.ts";
import { anyResource } from "./entry.ts";
import type { ManifestAction, ManifestStatement } from "./manifest-types.ts";
import {
	ASG_ACTIONS,
	EC2_ACTIONS,
	ECS_ACTIONS,
	RDS_ACTIONS,
	SPOT_ACTIONS,
} from "./optimization-resources.ts";
import { ALB_ACTIONS, PASS_LAMBDA_ROLE, PROXY_ACTIONS } from "./optimization-traffic.ts";

const LAMBDA_ROLE = "arn:{partition}:iam::{accountId}:role/ce-optimization-service-role/{lambdaRoleName}";

/** AutoStopping, narrowed: one statement per choice, concrete actions only. */
export const NARROW_OPTIMIZATION_STATEMENTS: readonly ManifestStatement[] = [
	narrow("AutoStoppingEc2", "EC2", EC2_ACTIONS),
	narrow("AutoStoppingSpot", "SPOT", SPOT_ACTIONS),
	narrow("AutoStoppingAsg", "ASG", ASG_ACTIONS),
	narrow("AutoStoppingRds", "RDS", RDS_ACTIONS),
	narrow("AutoStoppingEcs", "ECS", ECS_ACTIONS),
	narrow("AutoStoppingAlb", "ALB", ALB_ACTIONS),
	{
		...narrow("AutoStoppingAlbPassLambdaRole", "ALB", [PASS_LAMBDA_ROLE]),
		resources: [LAMBDA_ROLE],
		probeResource: () => LAMBDA_ROLE,
	},
	narrow("AutoStoppingProxy", "PROXY", PROXY_ACTIONS),
];

function narrow(
	sid: string,
	choice: AutoStoppingFeature,
	actions: readonly ManifestAction[],
): ManifestStatement {
	return {
		sid,
		feature: "OPTIMIZATION",
		needed: { kind: "autostopping", choice },
		policy: "HarnessOptimisationPolicy",
		resources: ["*"],
		probeResource: anyResource,
		actions,
	};
}
