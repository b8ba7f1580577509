// Two lists as Harness publishes them, each kept in one piece so that it can be compared: hence the length.
import { change, escalate, read } from "./entry.ts";
import type { ManifestAction } from "./manifest-types.ts";

const ALB = "Rules cannot wake resources by web traffic through a load balancer.";
const SET_UP = "A load balancer for AutoStopping cannot be set up.";
const CLEAN_UP = "What AutoStopping created stays behind when a rule is deleted.";
const ACCESS_LOGS = "AutoStopping cannot read traffic from access logs.";
const PROXY = "Harness cannot launch or reach an AutoStopping Proxy.";
const ANY_BALANCER = "any load balancer in this account, production ones included";

const ALB_READS: readonly ManifestAction[] = [
	read(
		"acm:ListCertificates",
		"Offers the certificates that a load balancer may use for https.",
		"Load balancers cannot be set up for https.",
	),
	read("ec2:DescribeVpcs", "Offers the networks that a load balancer may be in.", SET_UP),
	read("ec2:DescribeSecurityGroups", "Offers the security groups that a load balancer may use.", SET_UP),
	read("ec2:DescribeSubnets", "Offers the subnets that a load balancer may be in.", SET_UP),
	read(
		"iam:ListRoles",
		"Finds the role that the waking function runs with.",
		SET_UP,
		"Shows the name and the trust policy of every role in this account.",
	),
	read("elasticloadbalancing:DescribeLoadBalancers", "Lists load balancers to choose from.", SET_UP),
	read(
		"elasticloadbalancing:DescribeLoadBalancerAttributes",
		"Finds where a load balancer writes its access logs.",
		ACCESS_LOGS,
	),
	read("elasticloadbalancing:DescribeTargetGroups", "Reads where a load balancer sends traffic.", ALB),
	read(
		"elasticloadbalancing:DescribeTargetHealth",
		"Learns when a started resource is ready for traffic.",
		"Traffic is sent on too early or too late.",
	),
	read("elasticloadbalancing:DescribeListeners", "Reads a load balancer's ports.", ALB),
	read("elasticloadbalancing:DescribeRules", "Reads a load balancer's routing rules.", ALB),
	read("elasticloadbalancing:DescribeTags", "Finds what AutoStopping created.", CLEAN_UP),
	read(
		"lambda:GetFunction",
		"Reads the state of the waking function.",
		ALB,
		"Shows the code and the environment variables of every function in this account.",
	),
	read(
		"cloudwatch:GetMetricStatistics",
		"Reads a load balancer's request counts.",
		"AutoStopping cannot tell idle from busy.",
	),
	read(
		"s3:ListBucket",
		"Finds a load balancer's access logs.",
		ACCESS_LOGS,
		"Lists the object names of every bucket in this account.",
	),
	read(
		"s3:GetObject",
		"Reads a load balancer's access logs.",
		ACCESS_LOGS,
		"Reads every object in every bucket of this account that no other policy protects.",
	),
	read(
		"s3:ListAllMyBuckets",
		"Offers the buckets that access logs may be in.",
		"The bucket of the access logs must be named by hand.",
		"Shows the names of all buckets.",
	),
	read("s3:GetBucketLocation", "Finds the region of the access logs' bucket.", ACCESS_LOGS),
];

const ALB_CHANGES: readonly ManifestAction[] = [
	change(
		"elasticloadbalancing:CreateLoadBalancer",
		"Creates a load balancer for rules.",
		"Creates load balancers, which cost money and may face the internet.",
		SET_UP,
	),
	change(
		"elasticloadbalancing:SetSecurityGroups",
		"Gives the load balancer its security groups.",
		`Can change who reaches ${ANY_BALANCER}.`,
		SET_UP,
	),
	change(
		"elasticloadbalancing:CreateTargetGroup",
		"Creates the groups that traffic is sent to.",
		"Creates groups that receive nothing until a rule names them.",
		ALB,
	),
	change(
		"elasticloadbalancing:AddTags",
		"Marks what AutoStopping created.",
		"Can set tags that other policies or bills rest on.",
		CLEAN_UP,
	),
	change(
		"elasticloadbalancing:RegisterTargets",
		"Puts started resources behind the load balancer.",
		"Can add targets to any target group, and so receive part of its traffic.",
		ALB,
	),
	change(
		"elasticloadbalancing:CreateListener",
		"Opens a port on the load balancer.",
		`Can open ports on ${ANY_BALANCER}.`,
		SET_UP,
	),
	change(
		"elasticloadbalancing:CreateRule",
		"Routes a host name to its resources or to the waking function.",
		`Can reroute traffic of ${ANY_BALANCER}.`,
		ALB,
	),
	change(
		"elasticloadbalancing:ModifyRule",
		"Switches a route between resources and the waking function.",
		`Can reroute traffic of ${ANY_BALANCER}.`,
		ALB,
	),
	change(
		"elasticloadbalancing:SetRulePriorities",
		"Puts routing rules in their order.",
		`Can reroute traffic of ${ANY_BALANCER}.`,
		ALB,
	),
	change(
		"elasticloadbalancing:ModifyTargetGroup",
		"Sets the health check of a group.",
		"Can make any target group take healthy targets for broken ones.",
		ALB,
	),
	change(
		"elasticloadbalancing:DeleteTargetGroup",
		"Removes groups of deleted rules.",
		"Can delete any target group that is not in use.",
		CLEAN_UP,
	),
	change(
		"elasticloadbalancing:DeleteRule",
		"Removes routes of deleted rules.",
		`Can remove routes of ${ANY_BALANCER}.`,
		CLEAN_UP,
	),
	change(
		"elasticloadbalancing:DeleteLoadBalancer",
		"Removes a load balancer that AutoStopping created.",
		"Can delete any load balancer in this account that is not protected.",
		CLEAN_UP,
	),
	change(
		"lambda:CreateFunction",
		"Creates the waking function.",
		"Creates functions. They can run only with the Lambda role of this stack, the one role this choice may pass.",
		SET_UP,
	),
	change(
		"lambda:AddPermission",
		"Lets the load balancer call the waking function.",
		"Can let outsiders call any function in this account.",
		SET_UP,
	),
	change(
		"lambda:DeleteFunction",
		"Removes the waking function.",
		"Can delete any function in this account.",
		CLEAN_UP,
	),
	change(
		"logs:CreateLogGroup",
		"Makes the log of the waking function.",
		"Creates log groups, which cost storage.",
		"The waking function leaves no log.",
	),
	change(
		"logs:CreateLogStream",
		"Makes the log of the waking function.",
		"Creates log streams in any log group.",
		"The waking function leaves no log.",
	),
	change(
		"logs:PutLogEvents",
		"Writes the log of the waking function.",
		"Can write lines into any log group of this account.",
		"The waking function leaves no log.",
	),
];

export const ALB_ACTIONS: readonly ManifestAction[] = [...ALB_READS, ...ALB_CHANGES];

/** On the Lambda role of the stack only; Harness publishes it on every role. */
export const PASS_LAMBDA_ROLE: ManifestAction = escalate(
	"iam:PassRole",
	"Hands the Lambda role of this stack to the waking function.",
	"Handing roles to services is how rights are won. Here it is held to one role, which only Lambda can use and which may do no more than write logs and attach to networks.",
	"The waking function cannot be created.",
);

export const PROXY_ACTIONS: readonly ManifestAction[] = [
	read("ec2:DescribeInstanceTypeOfferings", "Learns which instance types the proxy can have.", PROXY),
	read(
		"ec2:DescribeKeyPairs",
		"Offers the key pairs for SSH to the proxy.",
		PROXY,
		"Shows the names of key pairs, never the keys.",
	),
	change(
		"ec2:RunInstances",
		"Launches the proxy.",
		"Launches instances of any size, which cost money. It can give them a role only together with iam:PassRole on that role, which this choice does not give.",
		PROXY,
	),
	escalate(
		"secretsmanager:GetSecretValue",
		"Reads the certificate and key that the proxy needs for https.",
		"Reads every secret in this account that no other policy protects: passwords and keys can win rights elsewhere. A permissions boundary can hold it to one secret.",
		"The proxy cannot serve https.",
	),
	change(
		"ec2:AllocateAddress",
		"Takes an Elastic IP address for the proxy.",
		"Takes addresses, which cost money.",
		"The proxy cannot be reached from the internet.",
	),
	read("ec2:DescribeVpcs", "Offers the networks that the proxy may be in.", PROXY),
	read("ec2:DescribeSecurityGroups", "Offers the security groups that the proxy may use.", PROXY),
	read("ec2:DescribeSubnets", "Offers the subnets that the proxy may be in.", PROXY),
	change(
		"ec2:TerminateInstances",
		"Removes the proxy.",
		"Can end any instance in this account that is not protected, for good.",
		"A deleted proxy goes on running and costing money.",
	),
	read("ec2:DescribeImages", "Finds the proxy's machine image.", PROXY),
	change(
		"ec2:AssociateAddress",
		"Gives the proxy its address.",
		"Can move any Elastic IP address of this account to another instance.",
		"The proxy cannot be reached from the internet.",
	),
	change(
		"ec2:DisassociateAddress",
		"Takes the address from the proxy.",
		"Can take the address from any instance in this account.",
		"The address stays in use after the proxy is deleted.",
	),
	change(
		"ec2:ReleaseAddress",
		"Gives the address back.",
		"Can give back any unused Elastic IP address of this account, for good.",
		"The address goes on costing money.",
	),
	escalate(
		"ec2:ModifyInstanceAttribute",
		"Changes security groups, so that the proxy reaches its resources.",
		"Can also replace a stopped instance's user data, which then runs as that instance's role.",
		"The proxy may not reach the resources it should wake.",
	),
];
