// One table of what is known to be dangerous, kept in one piece so that it can be read through: hence the length.
import type { RiskKind } from "./risks.ts";

export type RiskRule = {
	readonly id: string;
	readonly kind: RiskKind;
	readonly title: string;
	readonly explanation: string;
	/** One action of every list has to be allowed. */
	readonly needs: readonly (readonly string[])[];
	/** `wide`: only where resources are not named one by one. `any`: wherever it is allowed. */
	readonly resources: "any" | "wide";
	/** The service that a role is passed to; a condition on iam:PassedToService may rule it out. */
	readonly passedTo?: string;
};

const pass = (
	service: string,
	passedTo: string,
	needs: readonly (readonly string[])[],
	explanation: string,
): RiskRule => ({
	id: `pass-role-${service.toLowerCase().replaceAll(" ", "-")}`,
	kind: "privilege-escalation",
	title: `Can act as another role through ${service}`,
	explanation,
	needs: [["iam:PassRole"], ...needs],
	resources: "wide",
	passedTo,
});

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
const PASSING: readonly RiskRule[] = [
	pass(
		"EC2",
		"ec2.amazonaws.com",
		[["ec2:RunInstances"]],
		"Launches an instance that carries any role EC2 may have, an administrator's among them, and works with that role's keys.",
	),
	pass(
		"Lambda",
		"lambda.amazonaws.com",
		[["lambda:CreateFunction"]],
		"Creates a function that runs with any role Lambda may have, with code of its own.",
	),
	pass(
		"CloudFormation",
		"cloudformation.amazonaws.com",
		[["cloudformation:CreateStack", "cloudformation:UpdateStack", "cloudformation:CreateChangeSet"]],
		"Lets CloudFormation create whatever the passed role may create, users and policies included.",
	),
	pass(
		"ECS",
		"ecs-tasks.amazonaws.com",
		[
			["ecs:RegisterTaskDefinition"],
			["ecs:RunTask", "ecs:StartTask", "ecs:CreateService", "ecs:UpdateService"],
		],
		"Runs a container with any role that ECS tasks may have, and reads that role's keys inside it.",
	),
	pass(
		"Glue",
		"glue.amazonaws.com",
		[["glue:CreateDevEndpoint", "glue:CreateJob", "glue:UpdateJob", "glue:CreateSession"]],
		"Runs code of its own with any role that Glue may have.",
	),
	pass(
		"SageMaker",
		"sagemaker.amazonaws.com",
		[["sagemaker:CreateNotebookInstance", "sagemaker:CreateTrainingJob", "sagemaker:CreateProcessingJob"]],
		"Runs code of its own with any role that SageMaker may have.",
	),
	pass(
		"CodeBuild",
		"codebuild.amazonaws.com",
		[["codebuild:CreateProject", "codebuild:UpdateProject"]],
		"Runs a build of its own with any role that CodeBuild may have.",
	),
	pass(
		"Step Functions",
		"states.amazonaws.com",
		[["states:CreateStateMachine", "states:UpdateStateMachine"]],
		"Creates a state machine that calls AWS with any role Step Functions may have.",
	),
	pass(
		"Data Pipeline",
		"datapipeline.amazonaws.com",
		[["datapipeline:CreatePipeline"], ["datapipeline:PutPipelineDefinition"]],
		"Runs commands on instances with any role that Data Pipeline may have.",
	),
	pass(
		"EventBridge",
		"events.amazonaws.com",
		[["events:PutTargets"], ["events:PutRule"]],
		"Starts tasks and automations in other services with any role that EventBridge may have.",
	),
	pass(
		"AWS IoT",
		"iot.amazonaws.com",
		[["iot:CreateTopicRule", "iot:ReplaceTopicRule"]],
		"Writes into other services with any role that AWS IoT may have.",
	),
];

const escalation = (
	id: string,
	title: string,
	actions: readonly string[],
	explanation: string,
	resources: RiskRule["resources"] = "any",
): RiskRule => ({ id, kind: "privilege-escalation", title, explanation, needs: [actions], resources });

const ESCALATION: readonly RiskRule[] = [
	escalation(
		"all-actions",
		"Is an administrator",
		["*"],
		"Every action is allowed, those that AWS adds later too.",
	),
	escalation(
		"rewrite-policy",
		"Can rewrite managed policies",
		["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
		"Changes what a managed policy allows, also one that is attached to this very role.",
	),
	escalation(
		"attach-policy",
		"Can attach policies",
		["iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:AttachGroupPolicy"],
		"Attaches AdministratorAccess to a role, user or group of its choice, itself included.",
	),
	escalation(
		"write-inline-policy",
		"Can write inline policies",
		["iam:PutRolePolicy", "iam:PutUserPolicy", "iam:PutGroupPolicy"],
		"Writes any permission into a role, user or group, itself included.",
	),
	escalation(
		"credentials-of-others",
		"Can sign in as somebody else",
		["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
		"Makes keys or a password for another user, an administrator among them.",
	),
	escalation(
		"rewrite-trust",
		"Can let itself into other roles",
		["iam:UpdateAssumeRolePolicy"],
		"Changes who may assume a role, and then assumes it.",
	),
	escalation(
		"join-group",
		"Can join groups",
		["iam:AddUserToGroup"],
		"Puts a user into a group with more rights.",
	),
	escalation(
		"remove-limits",
		"Can lift limits on itself",
		[
			"iam:DeleteRolePermissionsBoundary",
			"iam:DeleteUserPermissionsBoundary",
			"iam:DeleteRolePolicy",
			"iam:DetachRolePolicy",
		],
		"Takes away the boundary or the denying policy that holds a role or user.",
	),
	escalation(
		"assume-any-role",
		"Can assume any role that trusts the account",
		["sts:AssumeRole"],
		"Works with the rights of every role whose trust policy names this account.",
		"wide",
	),
	escalation(
		"replace-function-code",
		"Can act with the roles of existing functions",
		["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
		"Replaces the code or a layer of a function, which then runs with that function's role.",
		"wide",
	),
	escalation(
		"run-on-instances",
		"Can run commands on instances",
		[
			"ssm:SendCommand",
			"ssm:StartSession",
			"ssm:StartAutomationExecution",
			"ec2-instance-connect:SendSSHPublicKey",
		],
		"Opens a shell on instances and works with the keys of the roles they carry.",
		"wide",
	),
	escalation(
		"swap-instance-role",
		"Can give an instance another role",
		[
			"iam:AddRoleToInstanceProfile",
			"ec2:AssociateIamInstanceProfile",
			"ec2:ReplaceIamInstanceProfileAssociation",
		],
		"Puts another role on an instance. With iam:PassRole and a way into the instance, that is that role's rights.",
	),
];

const exposure = (
	id: string,
	title: string,
	actions: readonly string[],
	explanation: string,
	resources: RiskRule["resources"] = "wide",
): RiskRule => ({ id, kind: "data-exposure", title, explanation, needs: [actions], resources });

const EXPOSURE: readonly RiskRule[] = [
	exposure(
		"read-every-object",
		"Reads every object in S3",
		["s3:GetObject", "s3:GetObjectVersion"],
		"Downloads what lies in any bucket, backups and logs included. Name the buckets that are needed.",
	),
	exposure(
		"read-secrets",
		"Reads secrets",
		["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
		"Reads passwords and keys out of Secrets Manager.",
	),
	exposure(
		"read-parameters",
		"Reads parameters, secret ones too",
		["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"],
		"Reads Systems Manager's parameters. Many of them hold passwords; a SecureString also takes kms:Decrypt, unless AWS's own key protects it.",
	),
	exposure(
		"decrypt-everything",
		"Decrypts with every key",
		["kms:Decrypt", "kms:ReEncryptFrom", "kms:CreateGrant"],
		"Decrypts whatever the keys of the account protect, once the data is at hand.",
	),
	exposure(
		"open-buckets",
		"Can open buckets to others",
		[
			"s3:PutBucketPolicy",
			"s3:PutBucketAcl",
			"s3:PutObjectAcl",
			"s3:PutBucketPublicAccessBlock",
			"s3:PutAccountPublicAccessBlock",
		],
		"Changes who may read a bucket, up to everybody.",
	),
	exposure(
		"share-snapshots",
		"Can hand out snapshots and images",
		[
			"ec2:ModifySnapshotAttribute",
			"ec2:ModifyImageAttribute",
			"rds:ModifyDBSnapshotAttribute",
			"rds:ModifyDBClusterSnapshotAttribute",
		],
		"Shares disks and databases with other AWS accounts.",
	),
	exposure(
		"read-table-items",
		"Reads tables",
		["dynamodb:GetItem", "dynamodb:Scan", "dynamodb:Query", "dynamodb:BatchGetItem"],
		"Reads the items of any DynamoDB table.",
	),
	exposure(
		"read-function-code",
		"Reads functions and their settings",
		["lambda:GetFunction", "lambda:GetFunctionConfiguration"],
		"Downloads the code of functions, and shows their environment variables, where passwords often stand.",
	),
	exposure(
		"read-logs",
		"Reads logs",
		["logs:GetLogEvents", "logs:FilterLogEvents", "cloudtrail:LookupEvents"],
		"Reads log lines or the history of calls, which tell about people and data.",
	),
	exposure(
		"share-repositories",
		"Can open image repositories to others",
		["ecr:SetRepositoryPolicy", "ecr:PutRegistryPolicy"],
		"Changes who may pull and push container images.",
	),
];

const destruction = (
	id: string,
	title: string,
	actions: readonly string[],
	explanation: string,
	resources: RiskRule["resources"] = "any",
): RiskRule => ({ id, kind: "destructive", title, explanation, needs: [actions], resources });

const DESTRUCTION: readonly RiskRule[] = [
	destruction(
		"delete-objects",
		"Deletes objects",
		["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutLifecycleConfiguration"],
		"Deletes objects for good where the bucket keeps no versions.",
	),
	destruction(
		"delete-buckets",
		"Deletes buckets",
		["s3:DeleteBucket"],
		"Deletes buckets, once they are empty.",
		"wide",
	),
	destruction(
		"delete-tables",
		"Deletes databases and tables",
		[
			"dynamodb:DeleteTable",
			"rds:DeleteDBInstance",
			"rds:DeleteDBCluster",
			"rds:DeleteDBSnapshot",
			"kinesis:DeleteStream",
		],
		"Deletes tables, databases or streams with all that is in them.",
	),
	destruction(
		"delete-stacks",
		"Deletes stacks",
		["cloudformation:DeleteStack"],
		"Deletes a stack with every resource in it, of other teams too.",
		"wide",
	),
	destruction(
		"delete-compute",
		"Terminates instances, functions and clusters",
		[
			"ec2:TerminateInstances",
			"lambda:DeleteFunction",
			"eks:DeleteCluster",
			"ecs:DeleteService",
			"autoscaling:DeleteAutoScalingGroup",
		],
		"Ends what runs in the account, production included.",
		"wide",
	),
	destruction(
		"delete-volumes",
		"Deletes volumes and snapshots",
		["ec2:DeleteVolume", "ec2:DeleteSnapshot", "ec2:DeregisterImage"],
		"Deletes disks and their backups.",
		"wide",
	),
	destruction(
		"delete-network",
		"Deletes networks",
		[
			"ec2:DeleteVpc",
			"ec2:DeleteSubnet",
			"ec2:DeleteRouteTable",
			"ec2:DeleteInternetGateway",
			"elasticloadbalancing:DeleteLoadBalancer",
		],
		"Cuts running systems off by deleting what connects them.",
		"wide",
	),
	destruction(
		"delete-images",
		"Deletes container images",
		["ecr:BatchDeleteImage", "ecr:DeleteRepository"],
		"Deletes images that running services need when they start anew.",
		"wide",
	),
	destruction(
		"delete-logs",
		"Deletes logs",
		["logs:DeleteLogGroup", "logs:DeleteLogStream", "cloudtrail:DeleteTrail", "cloudtrail:StopLogging"],
		"Removes the traces of what was done.",
	),
	destruction(
		"delete-roles",
		"Deletes roles and users",
		["iam:DeleteRole", "iam:DeleteUser", "iam:DeletePolicy"],
		"Takes away the identities that running systems work with.",
	),
	destruction(
		"delete-keys",
		"Deletes encryption keys",
		["kms:ScheduleKeyDeletion", "kms:DisableKey"],
		"Makes everything that a key protects unreadable.",
	),
	destruction(
		"spend-for-years",
		"Buys commitments",
		[
			"ec2:PurchaseReservedInstancesOffering",
			"savingsplans:CreateSavingsPlan",
			"rds:PurchaseReservedDBInstancesOffering",
		],
		"Binds the account to pay for one or three years. A purchase cannot be cancelled.",
	),
];

/** In the order a page shows them: what wins rights first. */
export const RISK_RULES: readonly RiskRule[] = [...ESCALATION, ...PASSING, ...EXPOSURE, ...DESTRUCTION];
