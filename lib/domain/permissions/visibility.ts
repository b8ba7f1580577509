import { anyResource, probedBy, read } from "./entry.ts";
import type { ManifestAction, ManifestStatement } from "./manifest-types.ts";

const ECS_COST = "ECS clusters, or their costs by service and task, are missing from the inventory.";
const RDS = "RDS databases or their snapshots are missing from the inventory.";
const EC2 = "EC2 instances, volumes or snapshots are missing from the inventory.";

const ACTIONS: readonly ManifestAction[] = [
	read("rds:DescribeDBSnapshots", "Lists database snapshots, to show what storage they cost.", RDS),
	read(
		"rds:DescribeDBSnapshotAttributes",
		"Reads which accounts a database snapshot is shared with.",
		RDS,
		"Shows which snapshots are shared, and with whom.",
	),
	read("rds:DescribeDBInstances", "Lists database instances with their class and engine.", RDS),
	read("rds:DescribeDBClusters", "Lists database clusters with their members.", RDS),
	read("ecs:ListTasks", "Finds the running tasks of a cluster.", ECS_COST),
	read("ecs:ListServices", "Finds the services of a cluster.", ECS_COST),
	read("ecs:ListContainerInstances", "Finds the EC2 instances a cluster runs on.", ECS_COST),
	probedBy(
		read("ecs:ListClusters*", "Finds the clusters of a region. AWS has one action of this name.", ECS_COST),
		["ecs:ListClusters"],
	),
	read(
		"ecs:DescribeTasks",
		"Reads a task's size and launch type, which its cost follows from.",
		ECS_COST,
		"Shows environment variables that were overridden when a task was started.",
	),
	read("ecs:DescribeServices", "Reads how many tasks a service wants and runs.", ECS_COST),
	read("ecs:DescribeContainerInstances", "Reads the capacity of the instances under a cluster.", ECS_COST),
	read("ecs:DescribeClusters", "Reads a cluster's settings and figures.", ECS_COST),
	read("ec2:DescribeVolumes", "Lists EBS volumes with size, type and use.", EC2),
	read("ec2:DescribeSnapshots", "Lists EBS snapshots with size and age.", EC2),
	read("ec2:DescribeRegions", "Learns which regions this account uses, to look nowhere else.", EC2),
	probedBy(
		read(
			"ec2:DescribeInstances*",
			"Lists EC2 instances with type, state and tags. AWS has one action of this name.",
			EC2,
			"Shows addresses, networks and tags of every instance.",
		),
		["ec2:DescribeInstances"],
	),
	read(
		"cloudwatch:GetMetricData",
		"Reads how much of an instance or a database is used.",
		"Utilization and the recommendations that rest on it are missing.",
		"Shows the figures of every metric, custom ones included.",
	),
	read(
		"cloudwatch:ListMetrics",
		"Finds which metrics exist for a resource.",
		"Utilization and the recommendations that rest on it are missing.",
	),
	read(
		"ce:GetRightsizingRecommendation",
		"Reads AWS's recommendations for instances of the wrong size.",
		"Recommendations for EC2 are missing.",
	),
];

/** Resource Inventory Management: looks at what runs, changes nothing. */
export const VISIBILITY_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "ReadInventory",
		feature: "VISIBILITY",
		needed: { kind: "always" },
		policy: "HarnessEventsMonitoringPolicy",
		resources: ["*"],
		probeResource: anyResource,
		actions: ACTIONS,
	},
];
