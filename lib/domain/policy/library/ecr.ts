import type { LibraryEntry } from "../library-types.ts";
import { reference } from "./sources.ts";

const REPOSITORIES = "arn:{partition}:ecr:*:{accountId}:repository/*";
const PULL_ACTIONS = [
	"ecr:BatchCheckLayerAvailability",
	"ecr:GetDownloadUrlForLayer",
	"ecr:GetRepositoryPolicy",
	"ecr:DescribeRepositories",
	"ecr:ListImages",
	"ecr:DescribeImages",
	"ecr:BatchGetImage",
] as const;

const PULL: LibraryEntry = {
	id: "ecr-pull",
	group: "ecr",
	title: "Pull from ECR",
	description: "Fetch container images.",
	source: reference("aws-elastic-container-registry-ecr-permissions-and-policies"),
	needs: [],
	isAlwaysIn: false,
	statements: [
		{
			Sid: "PullImages",
			Effect: "Allow",
			Action: ["ecr:GetAuthorizationToken", ...PULL_ACTIONS],
			Resource: ["*"],
		},
	],
	narrowedToAccounts: [
		{ Sid: "SignInToEcr", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
		{ Sid: "PullImages", Effect: "Allow", Action: PULL_ACTIONS, Resource: [REPOSITORIES] },
	],
	managedPolicyArn: "arn:{partition}:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
	notes: [
		"AWS's managed policy AmazonEC2ContainerRegistryReadOnly has grown since Harness printed it: it also reads lifecycle policies, tags and scan findings. The actions here are those that Harness prints.",
	],
	probes: {},
};

const PUSH: LibraryEntry = {
	id: "ecr-push",
	group: "ecr",
	title: "Push to ECR",
	description: "Put container images into repositories, and manage the repositories.",
	source: reference("aws-elastic-container-registry-ecr-permissions-and-policies"),
	needs: [],
	isAlwaysIn: false,
	statements: [
		{ Sid: "UseEcr", Effect: "Allow", Action: ["ecr:*", "cloudtrail:LookupEvents"], Resource: ["*"] },
		{
			Sid: "SetUpReplication",
			Effect: "Allow",
			Action: ["iam:CreateServiceLinkedRole"],
			Resource: ["*"],
			Condition: { StringEquals: { "iam:AWSServiceName": ["replication.ecr.amazonaws.com"] } },
		},
	],
	managedPolicyArn: "arn:{partition}:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess",
	notes: [
		"ecr:* is far more than pushing takes: it deletes repositories and images, and changes who may use them.",
		"cloudtrail:LookupEvents shows the last 90 days of calls in the account. Pushing does not need it; AWS's managed policy has it, and Harness prints it.",
	],
	probes: {
		"ecr:*": [
			"ecr:GetAuthorizationToken",
			"ecr:BatchCheckLayerAvailability",
			"ecr:InitiateLayerUpload",
			"ecr:UploadLayerPart",
			"ecr:CompleteLayerUpload",
			"ecr:PutImage",
		],
	},
};

export const ECR_ENTRIES: readonly LibraryEntry[] = [PULL, PUSH];
