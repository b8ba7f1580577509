import { AUTOSTOPPING_FEATURES, type AutoStoppingFeature } from "../features.ts";
import { DEFAULT_HARNESS_AWS_ACCOUNT_ID } from "../harness-cluster.ts";
import { type ExportFile, type ExportPlan, hasOwnStack, type StackedAccount } from "./export-plan.ts";
import { attribute, block, comment, type HclItem, hclFile } from "./hcl.ts";
import { accountTerraform, placeOf } from "./terraform-account.ts";
import {
	apiKeyVariable,
	awsProvider,
	CONNECTOR,
	connectorBlock,
	harnessProvider,
	importBlock,
	limitsComment,
	terraformBlock,
} from "./terraform-parts.ts";

/** The variables below are those of this version; the one in Harness's document, 0.1.4, names some otherwise. */
const MODULE = { source: "harness-community/harness-ccm/aws", version: "1.0.1" } as const;

const EXPLANATION = `Harness's document has this module under a for_each over every account of the organization. An AWS
provider writes to one account, so that would make that many roles of one name in the same account:
this is the form for one account, with that account's own credentials.`;

/** The module's names of what AutoStopping may be narrowed to. */
const RESOURCES: Readonly<Partial<Record<AutoStoppingFeature, string>>> = {
	EC2: "ec2",
	SPOT: "ec2-spot",
	ASG: "asg",
	RDS: "rds",
	ECS: "ecs",
};
const LOAD_BALANCERS: Readonly<Partial<Record<AutoStoppingFeature, string>>> = { ALB: "alb", PROXY: "proxy" };

/**
 * The form of Harness's Terraform document: the community module makes the role, the provider the connector.
 *
 * @see https://registry.terraform.io/modules/harness-community/harness-ccm/aws/1.0.1
 */
export function moduleTerraform(harness: ExportPlan["harness"], account: StackedAccount): string {
	const { existsInHarness, stack } = account;
	return hclFile([
		[comment(`For AWS account ${account.accountId}, and for no other.\n${EXPLANATION}`)],
		[comment(moduleLimits(account).join("\n"))],
		[terraformBlock(">= 1.5.0")],
		[apiKeyVariable()],
		[awsProvider(stack.region, account.accountId)],
		[harnessProvider(harness)],
		[moduleBlock(harness, account)],
		limitsComment([account]),
		[connectorBlock(account, "module.harness_ccm.cross_account_role")],
		existsInHarness === null ? [] : [importBlock(`${CONNECTOR}.connector`, existsInHarness)],
	]);
}

/** Where a stack set holds the role already the module would make a second one: there the connector is all that is left. */
export function* moduleFiles(plan: ExportPlan): Generator<ExportFile> {
	for (const account of plan.accounts) {
		const text = hasOwnStack(account)
			? moduleTerraform(plan.harness, account)
			: accountTerraform(plan.harness, account);
		yield { path: placeOf(plan, account, "main.tf"), text };
	}
}

function moduleBlock(
	harness: ExportPlan["harness"],
	{ connector, stack: { parameters } }: StackedAccount,
): HclItem {
	const isOn = (name: string) => parameters[name] === "true";
	const bucket = parameters.BucketName ?? "";
	const harnessAwsAccountId = /:iam::([0-9]{12}):/.exec(harness.principalArn)?.[1] ?? "";
	return block(
		"module",
		["harness_ccm"],
		[attribute("source", MODULE.source), attribute("version", MODULE.version)],
		[
			attribute("external_id", connector.spec.crossAccountAccess?.externalId ?? ""),
			attribute("prefix", prefixOf(parameters.RoleName ?? "") ?? ""),
		],
		[
			attribute("enable_billing", isOn("BillingEnabled")),
			attribute("enable_events", isOn("EventsEnabled")),
			attribute("enable_governance", isOn("GovernanceEnabled")),
			attribute("enable_commitment_read", isOn("CommitmentOrchestratorEnabled")),
			attribute("enable_commitment_write", isOn("CommitmentOrchestratorEnabled") && mayBuy(parameters)),
			attribute("autostopping_resources", chosen(parameters, connector, RESOURCES)),
			attribute("autostopping_loadbalancers", chosen(parameters, connector, LOAD_BALANCERS)),
			attribute("governance_policy_arns", listOf(parameters.GovernancePolicyArns)),
		],
		bucket === "" ? [] : [attribute("s3_bucket_arn", `arn:aws:s3:::${bucket}`)],
		harnessAwsAccountId === DEFAULT_HARNESS_AWS_ACCOUNT_ID
			? []
			: [
					attribute("aws_account_id", harnessAwsAccountId),
					attribute("s3_bucket_name", harness.bucketName),
					attribute("trusted_roles", [harness.principalArn]),
				],
	);
}

/** What the module's role has otherwise than the template's. */
function moduleLimits({ connector, isStackThere, stack: { parameters } }: StackedAccount): readonly string[] {
	const roleName = parameters.RoleName ?? "";
	const isGovCloud = connector.spec.isAWSGovCloudAccount === true;
	return [
		"What this role is not: it has no statement for this installation's own checks, so its health can only",
		"be what Harness reports. The other Terraform forms make a role that is checked.",
		...(isStackThere
			? ["The account has a role already, made by CloudFormation: remove that stack first, or keep it."]
			: []),
		...(prefixOf(roleName) === null ? [`The module names it HarnessCERole, not ${roleName}.`] : []),
		...(hasValue(parameters.RolePath, "/")
			? [`The module sets no path: ${parameters.RolePath} is lost.`]
			: []),
		...(hasValue(parameters.PermissionsBoundaryArn, "")
			? ["The module sets no permissions boundary: yours is lost."]
			: []),
		...(isGovCloud
			? ["The module writes ARNs of the standard partition: it does not work in AWS GovCloud."]
			: []),
	];
}

function hasValue(value: string | undefined, byDefault: string): boolean {
	return value !== undefined && value !== byDefault;
}

/** The module's role is `<prefix>HarnessCERole`; null: no prefix makes this name. */
function prefixOf(roleName: string): string | null {
	return roleName.endsWith("HarnessCERole") ? roleName.slice(0, -"HarnessCERole".length) : null;
}

function mayBuy(parameters: Readonly<Record<string, string>>): boolean {
	return (parameters.CommitmentWriteEnabled ?? "true") === "true";
}

/** Not narrowed means all of them; without AutoStopping none. */
function chosen(
	parameters: Readonly<Record<string, string>>,
	{ spec }: StackedAccount["connector"],
	names: Readonly<Partial<Record<AutoStoppingFeature, string>>>,
): readonly string[] {
	if (parameters.OptimizationEnabled !== "true") return [];
	const narrowed = spec.autostoppingFeatures ?? [];
	return AUTOSTOPPING_FEATURES.flatMap((feature) => {
		const name = names[feature];
		return name !== undefined && (narrowed.length === 0 || narrowed.includes(feature)) ? [name] : [];
	});
}

function listOf(text: string | undefined): readonly string[] {
	return text === undefined || text === "" ? [] : text.split(",");
}
