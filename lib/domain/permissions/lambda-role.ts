import { change } from "./entry.ts";
import type { ManifestAction } from "./manifest-types.ts";

/** Path of the Lambda role; Harness's own, and part of the only ARN that the narrow choice may pass. */
export const LAMBDA_ROLE_PATH = "/ce-optimization-service-role/";

const NETWORK = "The waking function cannot reach resources inside a VPC.";
const LOG = "The waking function leaves no log.";

/**
 * What AutoStopping's Lambda function may do, in a role of its own that only Lambda can use. Today's published
 * list; the older template gives the function `ec2:*`, which it does not need.
 */
export const LAMBDA_ROLE_ACTIONS: readonly ManifestAction[] = [
	change(
		"ec2:CreateNetworkInterface",
		"Attaches the function to a VPC.",
		"Can create network interfaces in any subnet of this account.",
		NETWORK,
	),
	change(
		"ec2:CreateNetworkInsightsPath",
		"Prepares a reachability analysis between the function and a resource.",
		"Can create analysis paths; each analysis costs a small fee.",
		"Reachability problems are harder to find.",
	),
	change(
		"ec2:CreateNetworkInterfacePermission",
		"Lets Lambda use the network interface it attached.",
		"Can let another AWS account attach a network interface of this account.",
		NETWORK,
	),
	change(
		"ec2:CreateNetworkAcl",
		"Creates a network ACL for the function's subnet.",
		"Creates ACLs; none takes effect until a subnet uses it.",
		NETWORK,
	),
	change(
		"ec2:CreateNetworkAclEntry",
		"Adds rules to that ACL.",
		"Can add rules to any network ACL of this account, and so open or cut traffic of its subnets.",
		NETWORK,
	),
	change("logs:CreateLogGroup", "Makes the function's log.", "Creates log groups, which cost storage.", LOG),
	change("logs:CreateLogStream", "Makes the function's log.", "Creates log streams in any log group.", LOG),
	change("logs:PutLogEvents", "Writes the function's log.", "Can write lines into any log group.", LOG),
];
