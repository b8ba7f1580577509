// One list as Harness publishes it, kept in one piece so that it can be compared: hence the length.
import { anyResource, change, escalate, probedBy, read } from "./entry.ts";
import type { ManifestAction, ManifestStatement } from "./manifest-types.ts";

const COVERED = "Nothing by itself: ec2:* in this list allows it too. Harness publishes both.";
const STOP_START = "AutoStopping can neither stop nor start EC2 instances.";
const LOAD_BALANCER = "Rules that wake resources by web traffic through a load balancer do not work.";
const DNS = "AutoStopping cannot set up custom domains in Route 53.";
const ECS = "AutoStopping cannot stop or start ECS services.";
const RDS = "AutoStopping cannot stop or start RDS databases.";

const WILDCARDS: readonly ManifestAction[] = [
	probedBy(
		escalate(
			"ec2:*",
			"Stops, starts, images and launches instances and proxies in every way AutoStopping knows.",
			"Allows every EC2 action: delete volumes and networks, open security groups, launch instances. Together with iam:PassRole on every role, whoever holds it can launch an instance that carries an administrator's role. Narrow AutoStopping to lose both.",
			STOP_START,
		),
		[
			"ec2:DescribeInstances",
			"ec2:StartInstances",
			"ec2:StopInstances",
			"ec2:RunInstances",
			"ec2:TerminateInstances",
			"ec2:CreateTags",
			"ec2:CreateImage",
			"ec2:RequestSpotInstances",
		],
	),
	probedBy(
		change(
			"elasticloadbalancing:*",
			"Creates load balancers, and routes their traffic to instances or to the function that wakes them.",
			"Can delete or reroute any load balancer in this account, production ones included.",
			LOAD_BALANCER,
		),
		[
			"elasticloadbalancing:DescribeLoadBalancers",
			"elasticloadbalancing:CreateLoadBalancer",
			"elasticloadbalancing:CreateRule",
			"elasticloadbalancing:ModifyRule",
			"elasticloadbalancing:RegisterTargets",
		],
	),
	probedBy(
		change(
			"autoscaling:*",
			"Scales Auto Scaling groups to zero and back, and switches them between spot and on-demand.",
			"Can resize or delete any Auto Scaling group in this account.",
			"AutoStopping cannot stop or start Auto Scaling groups.",
		),
		[
			"autoscaling:DescribeAutoScalingGroups",
			"autoscaling:UpdateAutoScalingGroup",
			"autoscaling:SuspendProcesses",
			"autoscaling:ResumeProcesses",
		],
	),
	probedBy(
		escalate(
			"lambda:*",
			"Creates the function that answers and wakes resources behind a load balancer.",
			"Can replace the code of any function in this account and so act with that function's role. Narrow AutoStopping to lose it.",
			LOAD_BALANCER,
		),
		["lambda:GetFunction", "lambda:CreateFunction", "lambda:AddPermission", "lambda:DeleteFunction"],
	),
	probedBy(read("ec2:Describe*", "Lists instances, networks and images that rules refer to.", COVERED), [
		"ec2:DescribeInstances",
		"ec2:DescribeVpcs",
		"ec2:DescribeSubnets",
		"ec2:DescribeSecurityGroups",
		"ec2:DescribeImages",
	]),
];

const EC2_AND_IAM: readonly ManifestAction[] = [
	change(
		"ec2:StopInstances",
		"Stops instances while nobody uses them.",
		"Can stop any instance in this account.",
		COVERED,
	),
	change(
		"ec2:StartInstances",
		"Starts instances when somebody needs them.",
		"Can start any instance in this account, which then costs money.",
		COVERED,
	),
	escalate(
		"ec2:ModifyInstanceAttribute",
		"Changes an instance's security groups so that its proxy reaches it.",
		"Can replace a stopped instance's user data, which then runs as that instance's role.",
		COVERED,
	),
	escalate(
		"iam:PassRole",
		"Hands the Lambda role to the waking function, and instance roles to instances launched again on spot.",
		"Allows handing any role of this account to a service. With ec2:RunInstances or lambda:CreateFunction, which this list allows, that is the way to an administrator's rights. Narrow AutoStopping, and only the Lambda role can be passed.",
		"The waking function cannot be created, and instances with a role cannot move to spot.",
	),
	escalate(
		"iam:AddRoleToInstanceProfile",
		"Gives an instance that is launched again the role it had.",
		"Can put a role into an instance profile that running software already uses.",
		"Instances with a role cannot move to spot.",
	),
	change(
		"iam:CreateServiceLinkedRole",
		"Lets AWS create the roles that Elastic Load Balancing, Auto Scaling and spot need, where they do not exist yet.",
		"Creates roles with contents that AWS fixes; they grant nothing to Harness.",
		"The first load balancer, group or spot instance in an account may fail.",
	),
	read(
		"iam:ListInstanceProfiles",
		"Finds the instance profile an instance uses.",
		"Instances with a role cannot move to spot.",
	),
	read(
		"iam:ListInstanceProfilesForRole",
		"Finds the instance profiles that hold a role.",
		"Instances with a role cannot move to spot.",
	),
	read(
		"iam:ListRoles",
		"Offers the roles that the waking function may use.",
		LOAD_BALANCER,
		"Shows the name and the trust policy of every role in this account.",
	),
	read(
		"iam:GetUser",
		"Checks which identity Harness works with.",
		"A check of AutoStopping's own set-up fails.",
	),
];

const AROUND: readonly ManifestAction[] = [
	read(
		"acm:ListCertificates",
		"Offers the certificates that a load balancer may use for https.",
		"Load balancers cannot be set up for https.",
	),
	read(
		"cloudwatch:ListMetrics",
		"Finds the metrics that show whether a resource is idle.",
		"AutoStopping cannot tell idle from busy.",
	),
	read(
		"cloudwatch:GetMetricData",
		"Reads how busy a resource is.",
		"AutoStopping cannot tell idle from busy.",
		"Shows the figures of every metric, custom ones included.",
	),
	read(
		"cloudwatch:GetMetricStatistics",
		"Reads a load balancer's request counts.",
		"AutoStopping cannot tell idle from busy.",
	),
	read("route53:GetHostedZone", "Reads the zone of a custom domain.", DNS),
	read("route53:ListHostedZones", "Lists the zones a custom domain may be in.", DNS),
	read("route53:ListHostedZonesByName", "Finds the zone of a custom domain.", DNS),
	change(
		"route53:ChangeResourceRecordSets",
		"Points a custom domain at the load balancer or the proxy.",
		"Can change or delete any DNS record in this account's zones, and so take over their traffic.",
		DNS,
	),
	read(
		"route53:ListResourceRecordSets",
		"Reads a custom domain's present records.",
		DNS,
		"Shows every record of the zones, internal names included.",
	),
	read("route53:GetHealthCheck", "Reads a domain's health check.", DNS),
	read("route53:GetHealthCheckStatus", "Reads what a domain's health check last found.", DNS),
	read(
		"s3:ListBucket",
		"Finds a load balancer's access logs.",
		"AutoStopping cannot read traffic from access logs.",
		"Lists the object names of every bucket in this account.",
	),
	read(
		"s3:GetObject",
		"Reads a load balancer's access logs.",
		"AutoStopping cannot read traffic from access logs.",
		"Reads every object in every bucket of this account that no other policy protects.",
	),
	read(
		"s3:ListAllMyBuckets",
		"Offers the buckets that access logs may be in.",
		"The bucket of the access logs must be named by hand.",
		"Shows the names of all buckets.",
	),
	read(
		"s3:GetBucketLocation",
		"Finds the region of the access logs' bucket.",
		"AutoStopping cannot read traffic from access logs.",
	),
	escalate(
		"secretsmanager:GetSecretValue",
		"Reads the certificate and key that a proxy needs for https.",
		"Reads every secret in this account that no other policy protects: passwords and keys can win rights elsewhere.",
		"A proxy cannot serve https.",
	),
];

const ECS_AND_RDS: readonly ManifestAction[] = [
	read("ecs:ListClusters", "Lists clusters to choose from.", ECS),
	read("ecs:ListContainerInstances", "Finds the instances a cluster runs on.", ECS),
	read("ecs:ListServices", "Lists services to choose from.", ECS),
	read("ecs:ListTaskDefinitions", "Lists task definitions that a rule may start.", ECS),
	read("ecs:ListTasks", "Finds the tasks of a service.", ECS),
	read("ecs:DescribeCapacityProviders", "Reads how a cluster gets its capacity.", ECS),
	read("ecs:DescribeClusters", "Reads a cluster's state.", ECS),
	read("ecs:DescribeContainerInstances", "Reads the instances under a cluster.", ECS),
	read("ecs:DescribeServices", "Reads how many tasks a service wants and runs.", ECS),
	read(
		"ecs:DescribeTaskDefinition",
		"Reads which ports and images a task uses.",
		ECS,
		"Shows a task's environment variables, which may hold secrets written in plain text.",
	),
	read("ecs:DescribeTasks", "Reads the state of tasks.", ECS),
	read("ecs:DescribeTaskSets", "Reads a service's sets of tasks.", ECS),
	escalate(
		"ecs:RunTask",
		"Starts tasks of a rule.",
		"Can run any task definition with other commands, and so act with the task's role.",
		"AutoStopping cannot start single tasks.",
	),
	change(
		"ecs:StopTask",
		"Stops tasks of a rule.",
		"Can stop any task in this account.",
		"AutoStopping cannot stop single tasks.",
	),
	escalate(
		"ecs:StartTask",
		"Starts tasks of a rule on a chosen instance.",
		"Can run any task definition with other commands, and so act with the task's role.",
		"AutoStopping cannot start single tasks.",
	),
	escalate(
		"ecs:UpdateService",
		"Sets a service's number of tasks to zero and back.",
		"Can change any service in this account, also to another task definition, which then acts with that definition's role.",
		ECS,
	),
	read("rds:DescribeDBClusters", "Lists database clusters to choose from.", RDS),
	read("rds:DescribeDBInstances", "Lists database instances to choose from.", RDS),
	read("rds:ListTagsForResource", "Reads the tags that rules select databases by.", RDS),
	change(
		"rds:AddTagsToResource",
		"Marks databases that a rule manages.",
		"Can set tags that other policies or bills rest on.",
		"Databases cannot be marked as managed.",
	),
	change(
		"rds:RemoveTagsFromResource",
		"Removes that mark.",
		"Can remove tags that other policies or bills rest on.",
		"Marks stay on databases that no rule manages.",
	),
	escalate(
		"rds:ModifyDBInstance",
		"Changes a database's settings for a rule.",
		"Can change any database instance: its class, network, deletion protection and master password. Whoever sets the password reads the data.",
		"AutoStopping cannot adjust database settings.",
	),
	change(
		"rds:StartDBCluster",
		"Starts database clusters.",
		"Can start any database cluster, which then costs money.",
		RDS,
	),
	change(
		"rds:StartDBInstance",
		"Starts database instances.",
		"Can start any database instance, which then costs money.",
		RDS,
	),
	change(
		"rds:StopDBCluster",
		"Stops database clusters while nobody uses them.",
		"Can stop any database cluster in this account.",
		RDS,
	),
	change(
		"rds:StopDBInstance",
		"Stops database instances while nobody uses them.",
		"Can stop any database instance in this account.",
		RDS,
	),
];

/** AutoStopping, not narrowed: the list that Harness's own template carries, with its wildcards. */
export const WIDE_OPTIMIZATION_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "AutoStoppingWide",
		feature: "OPTIMIZATION",
		needed: { kind: "autostopping-wide" },
		policy: "HarnessOptimisationPolicy",
		resources: ["*"],
		probeResource: anyResource,
		actions: [...WILDCARDS, ...EC2_AND_IAM, ...AROUND, ...ECS_AND_RDS],
	},
];
