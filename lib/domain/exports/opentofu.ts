import { type ExportAccount, type ExportFile, type ExportPlan, roleArnOf } from "./export-plan.ts";
import {
	attribute,
	block,
	code,
	comment,
	type HclBody,
	type HclCode,
	type HclItem,
	type HclValue,
	hclFile,
	hclTemplate,
	object,
} from "./hcl.ts";
import {
	apiKeyVariable,
	connectorEntry,
	connectorsBlock,
	harnessProvider,
	importBlock,
	importBlocks,
	limitsComment,
	terraformBlock,
} from "./terraform-parts.ts";

const EXPLANATION = `One root module for every account, by a provider for each of them. Only OpenTofu (1.9 or newer) has that,
so these files end in .tofu, which Terraform does not read. Every account is a provider process of its
own: this is for some dozens of accounts; for more take a stack set, or one root module per account.`;

/**
 * Roles and connectors of all accounts in one root module, by OpenTofu's provider for_each.
 *
 * @see https://opentofu.org/docs/language/providers/configuration/#for_each-multiple-instances-of-a-provider-configuration
 */
export function* openTofuFiles(plan: ExportPlan): Generator<ExportFile> {
	yield { path: "main.tofu", text: mainFile(plan) };
	yield { path: "accounts.tofu", text: accountsFile(plan.accounts) };
}

function mainFile({ harness, accounts }: ExportPlan): string {
	return hclFile([
		[comment(EXPLANATION)],
		[terraformBlock(">= 1.9.0")],
		[apiKeyVariable()],
		...choices(accounts),
		[providerBlock()],
		[harnessProvider(harness)],
		[rolesBlock()],
		limitsComment(accounts),
		[
			connectorsBlock({
				from: "local.wanted",
				externalId: harness.externalId,
				dependsOn: ["aws_cloudformation_stack.harness_role"],
			}),
		],
		...accounts.flatMap(({ accountId, isStackThere, stack }) =>
			isStackThere && stack !== null
				? [[importBlock(`aws_cloudformation_stack.harness_role["${accountId}"]`, stack.stackName)]]
				: [],
		),
		...importBlocks(accounts),
	]);
}

/** What whoever runs it may choose, and what follows from it. */
function choices(accounts: ExportPlan["accounts"]): HclBody {
	return [
		[
			block(
				"variable",
				["deployment_role_name"],
				[
					attribute("description", "The role in each account that may make stacks and IAM roles there."),
					attribute("type", code("string")),
					attribute("default", "OrganizationAccountAccessRole"),
				],
			),
		],
		[
			block(
				"variable",
				["own_account_id"],
				[
					attribute("description", "The account of your own credentials: no role is assumed in it."),
					attribute("type", code("string")),
					attribute("default", accounts.find(({ isManagement }) => isManagement)?.accountId ?? ""),
				],
			),
		],
		[
			comment("To take accounts away, name them here and apply; then remove them from accounts.tofu."),
			block(
				"variable",
				["removed_account_ids"],
				[attribute("type", code("set(string)")), attribute("default", [])],
			),
		],
		[
			block(
				"locals",
				[],
				[
					attribute(
						"wanted",
						code(
							"{ for id, account in local.accounts : id => account if !contains(var.removed_account_ids, id) }",
						),
					),
				],
				[
					comment("Those whose role is made here, and not by a stack set."),
					attribute("own", onlyOwn("local.accounts")),
					attribute("roles", onlyOwn("local.wanted")),
				],
			),
		],
	];
}

function onlyOwn(accounts: string): HclCode {
	return code(`{ for id, account in ${accounts} : id => account if account.region != null }`);
}

function providerBlock(): HclItem {
	return block(
		"provider",
		["aws"],
		[attribute("alias", "by_account"), attribute("for_each", code("local.own"))],
		[attribute("region", code("each.value.region")), attribute("allowed_account_ids", [code("each.key")])],
		[
			block(
				"dynamic",
				["assume_role"],
				[attribute("for_each", code("each.key == var.own_account_id ? [] : [each.key]"))],
				[
					block(
						"content",
						[],
						[
							attribute(
								"role_arn",
								hclTemplate([
									"arn:",
									code("each.value.partition"),
									":iam::",
									code("each.key"),
									":role/",
									code("var.deployment_role_name"),
								]),
							),
						],
					),
				],
			),
		],
	);
}

function rolesBlock(): HclItem {
	return block(
		"resource",
		["aws_cloudformation_stack", "harness_role"],
		[attribute("for_each", code("local.roles")), attribute("provider", code("aws.by_account[each.key]"))],
		[
			attribute("name", code("each.value.stack_name")),
			attribute("template_url", code("each.value.template_url")),
			attribute("capabilities", ["CAPABILITY_NAMED_IAM"]),
			attribute("parameters", code("each.value.parameters")),
		],
	);
}

function accountsFile(accounts: readonly ExportAccount[]): string {
	return hclFile([
		[
			block(
				"locals",
				[],
				[
					attribute(
						"accounts",
						object(Object.fromEntries(accounts.map((one) => [one.accountId, entryOf(one)]))),
					),
				],
			),
		],
	]);
}

function entryOf(account: ExportAccount): HclValue {
	const { stack } = account;
	return object({
		partition: roleArnOf(account).split(":")[1] ?? "aws",
		region: stack?.region ?? null,
		stack_name: stack?.stackName ?? null,
		template_url: stack?.templateUrl ?? null,
		parameters: object(stack?.parameters ?? {}),
		...connectorEntry(account),
	});
}
