import { change, escalate, read } from "./entry.ts";
import type { ManifestAction } from "./manifest-types.ts";

const EC2 = "AutoStopping cannot stop or start EC2 instances.";
const SPOT = "AutoStopping cannot move instances to spot capacity and back.";
const ASG = "AutoStopping cannot stop or start Auto Scaling groups.";
const RDS = "AutoStopping cannot stop or start RDS databases.";
const ECS = "AutoStopping cannot stop or start ECS services.";

export const EC2_ACTIONS: readonly ManifestAction[] = [
	read("ec2:DescribeInstances", "Lists instances to choose from, and follows their state.", EC2),
	change(
		"ec2:CreateTags",
		"Marks instances that a rule manages.",
		"Can set tags that other policies or bills rest on.",
		"Instances cannot be marked as managed.",
	),
	change(
		"ec2:StartInstances",
		"Starts instances when somebody needs them.",
		"Can start any instance in this account, which then costs money.",
		EC2,
	),
	change(
		"ec2:StopInstances",
		"Stops instances while nobody uses them.",
		"Can stop any instance in this account.",
		EC2,
	),
];

export const SPOT_ACTIONS: readonly ManifestAction[] = [
	read("ec2:DescribeVolumes", "Reads an instance's volumes before it is imaged.", SPOT),
	change(
		"ec2:CreateImage",
		"Takes an image of an instance, to launch it again from.",
		"Can copy the disks of any instance into an image of this account; imaging may restart the instance.",
		SPOT,
	),
	read("ec2:DescribeImages", "Follows an image until it is ready.", SPOT),
	change(
		"ec2:TerminateInstances",
		"Ends the old instance once the new one runs.",
		"Can end any instance in this account that is not protected, for good.",
		SPOT,
	),
	change(
		"ec2:DeregisterImage",
		"Removes images that are no longer needed.",
		"Can remove any machine image of this account.",
		"Old images stay and cost storage.",
	),
	change(
		"ec2:DeleteSnapshot",
		"Removes the snapshots of such images.",
		"Can delete any EBS snapshot of this account, backups included.",
		"Old snapshots stay and cost storage.",
	),
	change(
		"ec2:RequestSpotInstances",
		"Asks for spot capacity.",
		"Launches instances, which cost money. It can pass no role by itself: that needs iam:PassRole, which this choice does not give.",
		SPOT,
	),
	read("ec2:DescribeSpotInstanceRequests", "Follows requests for spot capacity.", SPOT),
	read(
		"ec2:DescribeAddresses",
		"Finds an instance's Elastic IP address, to keep it.",
		"An instance loses its address when it moves.",
	),
	change(
		"ec2:RunInstances",
		"Launches the instance again, on spot or on-demand.",
		"Launches instances of any size, which cost money. It can give them a role only together with iam:PassRole, which this choice does not give.",
		SPOT,
	),
];

export const ASG_ACTIONS: readonly ManifestAction[] = [
	read("autoscaling:DescribeAutoScalingGroups", "Lists groups to choose from, and follows their size.", ASG),
	change(
		"autoscaling:UpdateAutoScalingGroup",
		"Sets a group's size to zero and back.",
		"Can resize any group in this account or give it another launch template.",
		ASG,
	),
	read(
		"autoscaling:DescribePolicies",
		"Reads the scaling policies that would work against a rule.",
		"Scaling policies may start instances that a rule has stopped.",
	),
	change(
		"autoscaling:SuspendProcesses",
		"Pauses scaling while a group is stopped.",
		"Can pause the replacement of unhealthy instances in any group.",
		"Scaling policies may start instances that a rule has stopped.",
	),
	change(
		"autoscaling:ResumeProcesses",
		"Lets scaling go on when a group is started.",
		"Can lift a pause that somebody else has set.",
		"Groups stay paused after they were started.",
	),
	read(
		"ec2:DescribeSpotPriceHistory",
		"Reads spot prices, to choose capacity and to show savings.",
		"Groups cannot use spot capacity, and savings are missing.",
	),
];

export const RDS_ACTIONS: readonly ManifestAction[] = [
	read("rds:DescribeDBInstances", "Lists database instances to choose from.", RDS),
	read("rds:DescribeDBClusters", "Lists database clusters to choose from.", RDS),
	read(
		"rds:ListTagsForResource",
		"Reads the tags that rules select databases by.",
		"Rules that select by tag find no database.",
	),
	change(
		"rds:StartDBInstance",
		"Starts database instances.",
		"Can start any database instance, which then costs money.",
		RDS,
	),
	change(
		"rds:StartDBCluster",
		"Starts database clusters.",
		"Can start any database cluster, which then costs money.",
		RDS,
	),
	change(
		"rds:StopDBInstance",
		"Stops database instances while nobody uses them.",
		"Can stop any database instance in this account.",
		RDS,
	),
	change(
		"rds:StopDBCluster",
		"Stops database clusters while nobody uses them.",
		"Can stop any database cluster in this account.",
		RDS,
	),
];

export const ECS_ACTIONS: readonly ManifestAction[] = [
	read("ecs:ListClusters", "Lists clusters to choose from.", ECS),
	read(
		"tag:GetResources",
		"Finds services by their tags.",
		"Rules that select by tag find no service.",
		"Shows the names and tags of all resources in this account.",
	),
	read("ecs:ListServices", "Lists services to choose from.", ECS),
	read("ecs:ListTasks", "Finds the tasks of a service.", ECS),
	read("ecs:DescribeServices", "Reads how many tasks a service wants and runs.", ECS),
	escalate(
		"ecs:UpdateService",
		"Sets a service's number of tasks to zero and back.",
		"Can change any service in this account, also to another task definition, which then acts with that definition's role.",
		ECS,
	),
	read(
		"ecs:DescribeTaskDefinition",
		"Reads which ports a task uses.",
		ECS,
		"Shows a task's environment variables, which may hold secrets written in plain text.",
	),
	read("ecs:DescribeTasks", "Reads the state of tasks.", ECS),
];
