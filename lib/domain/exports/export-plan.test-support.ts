import { roleArnOf } from "#lib/testing/side-by-side.ts";
import type { AccountId } from "../account-id.ts";
import { parseAccountId } from "../account-id.ts";
import type { CeAwsConnector } from "../harness-connector.ts";
import type { AwsConnectorFacts } from "../platform/aws-connector-body.ts";
import { DEFAULT_NAMING } from "../rollout.ts";
import { TEMPLATE_DEFAULTS } from "../template-parameters.ts";
import type { ExportAccount, ExportPlan, ExportPlatform, ExportStackSet } from "./export-plan.ts";

const HARNESS = {
	baseUrl: "https://app.harness.io",
	accountId: "EfOfrUbHTtupeZjUqxlHBg",
	principalArn: "arn:aws:iam::891928451355:root",
	bucketName: "ce-customer-billing-data-prod",
	externalId: "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg",
} as const;
const TEMPLATE_URL = "https://bucket.s3.amazonaws.com/role.yaml";

export function accountId(text: string): AccountId {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error(`${text} is no account id`);
	return parsed.value;
}

type Wish = Partial<Omit<ExportAccount, "accountId" | "connector">> & {
	readonly connector?: Partial<Omit<CeAwsConnector, "spec" | "type">> & {
		readonly spec?: Partial<CeAwsConnector["spec"]>;
	};
};

/** A member account as a rollout plans it, but for what is wished. */
export function exportAccount(id: string, { connector = {}, ...wish }: Wish = {}): ExportAccount {
	const { spec = {}, ...rest } = connector;
	return {
		accountId: accountId(id),
		accountName: `account ${id}`,
		isManagement: false,
		isStackThere: false,
		existsInHarness: null,
		stack: {
			region: "us-east-1",
			templateUrl: TEMPLATE_URL,
			stackName: "harness-ce-iam-role-stack",
			parameters: {
				PrincipalBilling: HARNESS.principalArn,
				ExternalId: HARNESS.externalId,
				BucketName: "",
				RoleName: "HarnessCERole",
				BillingEnabled: "false",
				EventsEnabled: "true",
				OptimizationEnabled: "false",
				GovernanceEnabled: "false",
				CommitmentOrchestratorEnabled: "false",
				VerifierExternalId: `rb-base-${id}`,
				ExpectedAccountId: id,
			},
		},
		...wish,
		connector: {
			name: `AWSConnector-${id}`,
			identifier: `AWSConnector_${id}`,
			description: "",
			tags: {},
			type: "CEAws",
			...rest,
			spec: {
				featuresEnabled: ["VISIBILITY"],
				crossAccountAccess: {
					crossAccountRoleArn: `arn:aws:iam::${id}:role/HarnessCERole`,
					externalId: HARNESS.externalId,
				},
				curAttributes: { reportName: "", s3BucketName: "" },
				awsAccountId: id,
				isAWSGovCloudAccount: false,
				...spec,
			},
		},
	};
}

export const PAYER = exportAccount("123456789012", {
	accountName: "Payer",
	isManagement: true,
	isStackThere: true,
	existsInHarness: "AWSConnector_123456789012",
	connector: {
		tags: { team: "data", urgent: "" },
		spec: {
			featuresEnabled: ["BILLING", "VISIBILITY"],
			curAttributes: { reportName: "reports", s3BucketName: "reports-bucket", reportType: "CUR2.0" },
		},
	},
	stack: {
		region: "us-east-1",
		templateUrl: TEMPLATE_URL,
		stackName: "harness-ce-iam-role-stack",
		parameters: {
			PrincipalBilling: HARNESS.principalArn,
			ExternalId: HARNESS.externalId,
			BucketName: "reports-bucket",
			RoleName: "HarnessCERole",
			BillingEnabled: "true",
			EventsEnabled: "true",
			OptimizationEnabled: "false",
			GovernanceEnabled: "false",
			CommitmentOrchestratorEnabled: "false",
			CostReportType: "CUR2.0",
		},
	},
});

/** AutoStopping narrowed, Cloud Governance with a policy, in Harness under another name already. */
export const SPECIAL = exportAccount("222222222222", {
	existsInHarness: "old_name",
	connector: {
		name: "old name",
		identifier: "old_name",
		spec: {
			featuresEnabled: ["VISIBILITY", "OPTIMIZATION", "GOVERNANCE", "COMMITMENT_ORCHESTRATOR"],
			autostoppingFeatures: ["EC2", "ALB"],
		},
	},
	stack: {
		region: "eu-west-1",
		templateUrl: TEMPLATE_URL,
		stackName: "harness-ce-iam-role-stack",
		parameters: {
			...PAYER.stack?.parameters,
			BillingEnabled: "false",
			BucketName: "",
			OptimizationEnabled: "true",
			GovernanceEnabled: "true",
			CommitmentOrchestratorEnabled: "true",
			CommitmentWriteEnabled: "false",
			GovernancePolicyArns: "arn:aws:iam::aws:policy/AmazonEC2FullAccess",
			AutoStoppingEc2Enabled: "true",
			AutoStoppingAlbEnabled: "true",
		},
	},
});

const STACK_SET: ExportStackSet = {
	name: "harness-ce-iam-stackset",
	region: "us-east-1",
	templateUrl: TEMPLATE_URL,
	parameters: {
		...TEMPLATE_DEFAULTS,
		ExternalId: HARNESS.externalId,
		EventsEnabled: "true",
		VerifierAccountId: "999999999999",
		VerifierPrincipalArn: "arn:aws:iam::999999999999:role/rolebridge",
		VerifierExternalId: "rb-base",
	},
	unitIds: ["ou-ab12-34cd56ef", "ou-ab12-11112222"],
	failureTolerancePercent: 100,
	maxConcurrentPercent: 25,
	callAs: "SELF",
	administratorAccountId: "123456789012",
	ownStack: {
		region: "us-east-1",
		templateUrl: "https://bucket.s3.amazonaws.com/organization.yaml",
		stackName: "harness-ccm-organization",
		parameters: {
			OrganizationalUnitIds: "ou-ab12-34cd56ef",
			RoleTemplateUrl: TEMPLATE_URL,
			CreateStackSet: "false",
			CreateAccountRole: "true",
		},
	},
	isOwnStackThere: false,
	madeBy: "nobody",
	hasExceptions: true,
	commands: [
		{
			what: "The stack set",
			command: "aws cloudformation create-stack-set --stack-set-name harness-ce-iam-stackset",
		},
		{
			what: "Its stacks",
			command: "aws cloudformation create-stack-instances --stack-set-name harness-ce-iam-stackset",
		},
	],
	organizationStack: {
		region: "us-east-1",
		templateUrl: "https://bucket.s3.amazonaws.com/organization.yaml",
		stackName: "harness-ccm-organization",
		parameters: { OrganizationalUnitIds: "ou-ab12-34cd56ef", RoleTemplateUrl: TEMPLATE_URL },
	},
};

/** A rollout: the payer, three ordinary members, a special one. */
export function rolloutPlan(wish: Partial<ExportPlan> = {}): ExportPlan {
	return {
		title: "Example organization",
		scope: "rollout",
		harness: HARNESS,
		naming: DEFAULT_NAMING,
		stackSet: STACK_SET,
		accounts: [
			exportAccount("111111111111"),
			PAYER,
			SPECIAL,
			exportAccount("333333333333"),
			exportAccount("044444444444"),
		],
		platform: [],
		left: [{ accountId: "555555555555", why: "it is suspended" }],
		...wish,
	};
}

export function selectionPlan(wish: Partial<ExportPlan> = {}): ExportPlan {
	return rolloutPlan({ scope: "selection", title: "5 connectors", naming: null, stackSet: null, ...wish });
}

export function connectorPlan(account: ExportAccount): ExportPlan {
	return selectionPlan({ scope: "connector", title: account.connector.name, accounts: [account], left: [] });
}

export function withStackSet(change: Partial<ExportStackSet>): ExportPlan {
	return rolloutPlan({ stackSet: { ...STACK_SET, ...change } });
}

type PlatformWish = Partial<Omit<AwsConnectorFacts, "overview">> & { readonly name?: string };

/** A platform connector through a delegate, but for what is wished. */
export function exportPlatform(
	{ name = "Deploy", ...change }: PlatformWish = {},
	isInHarness = false,
): ExportPlatform {
	const account = accountId("123456789012");
	return {
		accountId: account,
		isInHarness,
		facts: {
			overview: {
				...{ name, identifier: "deploy", description: "", awsAccountId: account, isGovCloud: false },
				tags: { team: "data", urgent: "" },
			},
			scope: { kind: "account" },
			credential: { type: "Irsa" },
			crossAccount: null,
			region: "eu-west-1",
			backOff: null,
			connectivity: { through: "delegate", selectors: ["eks"] },
			...change,
		},
	};
}

/** With everything that it can have, in a project. */
export const FULL_PLATFORM: PlatformWish = {
	scope: { kind: "project", orgId: "default", projectId: "web" },
	crossAccount: { roleArn: roleArnOf(accountId("123456789012"), "Deploy"), externalId: "x-1" },
	backOff: { type: "EqualJitterBackoffStrategy", baseDelay: 100, maxBackoffTime: 5000, retryCount: 3 },
};
