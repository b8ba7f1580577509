import type { LibraryEntry } from "../library-types.ts";
import { reference } from "./sources.ts";

const SERVICE_ROLE =
	"What a stack may create is what this role may create. A service role that CloudFormation assumes keeps both apart; then the role needs CloudFormation and iam:PassRole on that role only.";

const FULL: LibraryEntry = {
	id: "cloudformation-eks-full",
	group: "cloudformation",
	title: "CloudFormation: EKS clusters, full access",
	description:
		"Create and manage EKS clusters and everything around them. An example by Harness: what is needed follows from what you provision.",
	source: reference("aws-cloudformation-policies"),
	needs: [],
	isAlwaysIn: false,
	statements: [
		{
			Sid: "ProvisionEksFully",
			Effect: "Allow",
			Action: ["autoscaling:*", "cloudformation:*", "ec2:*", "eks:*", "iam:*", "ssm:*"],
			Resource: ["*"],
		},
	],
	notes: ["iam:* makes whoever holds the role an administrator of the account in one step.", SERVICE_ROLE],
	probes: {
		"autoscaling:*": ["autoscaling:CreateAutoScalingGroup", "autoscaling:DescribeAutoScalingGroups"],
		"cloudformation:*": [
			"cloudformation:CreateStack",
			"cloudformation:UpdateStack",
			"cloudformation:DeleteStack",
			"cloudformation:DescribeStacks",
		],
		"ec2:*": ["ec2:CreateVpc", "ec2:CreateSecurityGroup", "ec2:RunInstances", "ec2:DescribeSubnets"],
		"eks:*": ["eks:CreateCluster", "eks:DescribeCluster", "eks:DeleteCluster"],
		"iam:*": ["iam:CreateRole", "iam:AttachRolePolicy", "iam:PassRole"],
		"ssm:*": ["ssm:GetParameters"],
	},
};

const LIMITED: LibraryEntry = {
	id: "cloudformation-eks-limited",
	group: "cloudformation",
	title: "CloudFormation: EKS clusters, limited",
	description: "Create EKS clusters with their nodes, and no more than that. An example by Harness.",
	source: reference("aws-cloudformation-policies"),
	needs: [],
	isAlwaysIn: false,
	statements: [
		{
			Sid: "ProvisionEks",
			Effect: "Allow",
			Action: [
				"autoscaling:CreateAutoScalingGroup",
				"autoscaling:DescribeAutoScalingGroups",
				"autoscaling:DescribeScalingActivities",
				"autoscaling:UpdateAutoScalingGroup",
				"autoscaling:CreateLaunchConfiguration",
				"autoscaling:DescribeLaunchConfigurations",
				"cloudformation:CreateStack",
				"cloudformation:DescribeStacks",
				"ec2:AuthorizeSecurityGroupEgress",
				"ec2:AuthorizeSecurityGroupIngress",
				"ec2:RevokeSecurityGroupEgress",
				"ec2:RevokeSecurityGroupIngress",
				"ec2:CreateSecurityGroup",
				"ec2:createTags",
				"ec2:DescribeImages",
				"ec2:DescribeKeyPairs",
				"ec2:DescribeRegions",
				"ec2:DescribeSecurityGroups",
				"ec2:DescribeSubnets",
				"ec2:DescribeVpcs",
				"eks:CreateCluster",
				"eks:DescribeCluster",
				"iam:AddRoleToInstanceProfile",
				"iam:AttachRolePolicy",
				"iam:CreateRole",
				"iam:CreateInstanceProfile",
				"iam:CreateServiceLinkedRole",
				"iam:GetRole",
				"iam:ListRoles",
				"iam:PassRole",
				"ssm:GetParameters",
			],
			Resource: ["*"],
		},
	],
	notes: [
		"Limited is Harness's word. With iam:CreateRole, iam:AttachRolePolicy and iam:PassRole on every resource, whoever holds the role can make an administrator of themselves.",
		"It can create a stack and look at it, but neither update nor delete it.",
		"Harness prints ec2:createTags with a small c. IAM does not mind the case of actions.",
		"Launch configurations (autoscaling:CreateLaunchConfiguration) are closed to new AWS accounts; templates of today use launch templates, which need ec2:CreateLaunchTemplate and ec2:RunInstances.",
		SERVICE_ROLE,
	],
	probes: {},
};

export const CLOUDFORMATION_ENTRIES: readonly LibraryEntry[] = [FULL, LIMITED];
