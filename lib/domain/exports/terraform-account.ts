import { ROLE_ARN_OF_STACK, roleArnOutput, roleStackBlock } from "../terraform.ts";
import {
	type ExportAccount,
	type ExportFile,
	type ExportPlan,
	hasOwnStack,
	roleArnOf,
} from "./export-plan.ts";
import { comment, hclFile, hclTemplate } from "./hcl.ts";
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

/**
 * A root module for one account: its role's stack, and its connector in Harness with the role that the stack gave.
 * Terraform's AWS provider writes to one account, so each account has its own. Where a stack set made the role,
 * only the connector is written.
 *
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_connector_awscc
 */
export function accountTerraform(harness: ExportPlan["harness"], account: ExportAccount): string {
	const { accountId, existsInHarness } = account;
	const importConnector =
		existsInHarness === null ? [] : [importBlock(`${CONNECTOR}.connector`, existsInHarness)];
	if (!hasOwnStack(account)) {
		return hclFile([
			[
				comment(
					`The connector of AWS account ${accountId}. A stack set made its role, and goes on holding it.`,
				),
			],
			[terraformBlock(">= 1.5.0", ["harness"])],
			[apiKeyVariable()],
			[harnessProvider(harness)],
			limitsComment([account]),
			[connectorBlock(account, hclTemplate([roleArnOf(account)]).code)],
			importConnector,
		]);
	}
	const { stack } = account;
	return hclFile([
		[comment(`The role and the connector of AWS account ${accountId}, and of no other.`)],
		[terraformBlock(">= 1.5.0")],
		[apiKeyVariable()],
		[awsProvider(stack.region, accountId)],
		[harnessProvider(harness)],
		[roleStackBlock(stack)],
		limitsComment([account]),
		[connectorBlock(account, ROLE_ARN_OF_STACK)],
		account.isStackThere
			? [
					comment("The role is there. Should its stack have another name, write that one here."),
					importBlock("aws_cloudformation_stack.harness_role", stack.stackName),
				]
			: [],
		importConnector,
		[roleArnOutput()],
	]);
}

/** One root module per account, each in its own folder; a single account's needs none. */
export function* accountFiles(plan: ExportPlan): Generator<ExportFile> {
	for (const account of plan.accounts) {
		yield { path: placeOf(plan, account, "main.tf"), text: accountTerraform(plan.harness, account) };
	}
}

/**
 * Where a file of an account stands in the archive: at the top when it is the only account, else in its own folder.
 *
 * @example placeOf(rolloutPlan, account, "main.tf") // "accounts/123456789012/main.tf"
 */
export function placeOf(plan: ExportPlan, { accountId }: ExportAccount, file: string): string {
	return plan.scope === "connector" ? file : `accounts/${accountId}/${file}`;
}
