import { type RoleStack, roleArnOutput, roleStackBlock } from "../terraform.ts";
import {
	type ExportAccount,
	type ExportFile,
	type ExportPlan,
	type ExportStackSet,
	hasOwnStack,
} from "./export-plan.ts";
import { attribute, block, comment, type HclBody, type HclItem, hclFile, object } from "./hcl.ts";
import { instanceBlocks, instanceNames, stackSetBlock, unitsOf } from "./stack-set-blocks.ts";
import { accountTerraform } from "./terraform-account.ts";
import {
	apiKeyVariable,
	awsProvider,
	connectorEntry,
	connectorsBlock,
	harnessProvider,
	importBlock,
	importBlocks,
	limitsComment,
	terraformBlock,
} from "./terraform-parts.ts";

type StackSetPlan = ExportPlan & { readonly stackSet: ExportStackSet };

/**
 * A stack set makes the roles in all member accounts, today's and tomorrow's; a stack of its own makes the
 * management account's, which no stack set covers; connectors are keyed by account ID.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudformation_stack_set
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudformation_stack_set_instance
 */
export function* stackSetFiles(
	plan: StackSetPlan,
	{ connectors, accounts }: { readonly connectors: string; readonly accounts: string },
): Generator<ExportFile> {
	yield { path: "main.tf", text: mainFile(plan) };
	yield { path: "connectors.tf", text: connectors };
	yield { path: "accounts.tf", text: accounts };
	const management = elsewhere(plan);
	if (management !== null) {
		yield { path: "management/main.tf", text: accountTerraform(plan.harness, management) };
	}
}

/** The management account where another account administers the stack set: its stack needs its own credentials. */
export function elsewhere({ accounts, stackSet }: ExportPlan): ExportAccount | null {
	const management = accounts.find(({ isManagement }) => isManagement) ?? null;
	return stackSet?.callAs === "DELEGATED_ADMIN" ? management : null;
}

/** Accounts whose connectors are made from this root module. */
export function connectedHere(plan: ExportPlan): readonly ExportAccount[] {
	const other = elsewhere(plan);
	return plan.accounts.filter((account) => account !== other);
}

function mainFile(plan: StackSetPlan): string {
	const { harness, stackSet } = plan;
	const isHeld = stackSet.madeBy === "stack";
	const what = isHeld
		? `The stack set ${stackSet.name} and the management account's role are there: a CloudFormation stack
holds them, and goes on holding them. Nothing may have two owners, so only connectors are made here.`
		: `Roles for the accounts of ${stackSet.unitIds.join(", ")}, by the stack set ${stackSet.name}.`;
	return hclFile([
		[comment(what)],
		[terraformBlock(">= 1.5.0")],
		[apiKeyVariable()],
		[awsProvider(stackSet.region, stackSet.administratorAccountId)],
		[harnessProvider(harness)],
		...(isHeld
			? []
			: [
					[stackSetBlock(stackSet)],
					...instanceBlocks(stackSet),
					...ownBlocks(plan),
					...importStackSet(stackSet),
				]),
	]);
}

/** A stack set that is there is taken over. */
function importStackSet(stackSet: ExportStackSet): HclBody {
	const { madeBy, ownStack } = stackSet;
	if (madeBy === "nobody") return [];
	const callAs = stackSet.callAs === "SELF" ? "" : ",DELEGATED_ADMIN";
	return [
		[importBlock("aws_cloudformation_stack_set.harness_role", `${stackSet.name}${callAs}`)],
		...instanceNames(stackSet).map((name, index) => {
			const id = `${stackSet.name},${unitsOf(stackSet, index).join("/")},${stackSet.region}${callAs}`;
			return [importBlock(`aws_cloudformation_stack_set_instance.${name}`, id)];
		}),
		ownStack !== null && stackSet.isOwnStackThere
			? [importBlock(ORGANIZATION_STACK, ownStack.stackName)]
			: [],
	];
}

const ORGANIZATION_STACK = "aws_cloudformation_stack.organization";
const ROLE_STACK = "aws_cloudformation_stack.harness_role";

/** What the administrator's account gets for itself. */
function ownBlocks(plan: StackSetPlan): HclBody {
	const { ownStack } = plan.stackSet;
	if (ownStack !== null) {
		const what =
			"What no stack set makes: the management account's own role, and the role that reads the organization.";
		return [[comment(what), organizationStackBlock(ownStack)]];
	}
	const own = ownAccount(plan);
	if (own === null || !hasOwnStack(own)) return [];
	return [
		[
			comment("A stack set never covers the management account: its role has a stack of its own."),
			roleStackBlock(own.stack),
		],
		[roleArnOutput()],
	];
}

/** The account's role comes as a nested stack, which wants the second capability. */
function organizationStackBlock({ stackName, templateUrl, parameters }: RoleStack): HclItem {
	return block(
		"resource",
		["aws_cloudformation_stack", "organization"],
		[
			attribute("name", stackName),
			attribute("template_url", templateUrl),
			attribute("capabilities", ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]),
		],
		[attribute("parameters", object(parameters))],
	);
}

/** The management account, where the stack set is administered from it. */
function ownAccount(plan: StackSetPlan): ExportAccount | null {
	return connectedHere(plan).find(({ isManagement }) => isManagement) ?? null;
}

/** What must stand before the connectors. */
export function rolesOf(plan: StackSetPlan): readonly string[] {
	if (plan.stackSet.madeBy === "stack") return [];
	const instances = instanceNames(plan.stackSet).map(
		(name) => `aws_cloudformation_stack_set_instance.${name}`,
	);
	if (plan.stackSet.ownStack !== null) return [...instances, ORGANIZATION_STACK];
	const own = ownAccount(plan);
	return own === null || !hasOwnStack(own) ? instances : [...instances, ROLE_STACK];
}

/** Connectors of the accounts in `local.accounts`, once their roles are there. */
export function connectorsFile(plan: StackSetPlan, here: ReturnType<typeof connectedHere>): string {
	const { externalId } = plan.harness;
	return hclFile([
		limitsComment(here),
		[connectorsBlock({ from: "local.accounts", externalId, dependsOn: rolesOf(plan) })],
		...importBlocks(here),
	]);
}

/** Connectors out of the map in accounts.tf. */
export function mapConnectors(plan: StackSetPlan): {
	readonly connectors: string;
	readonly accounts: string;
} {
	const here = connectedHere(plan);
	return {
		connectors: connectorsFile(plan, here),
		accounts: hclFile([
			[
				block(
					"locals",
					[],
					[
						attribute(
							"accounts",
							object(Object.fromEntries(here.map((each) => [each.accountId, object(connectorEntry(each))]))),
						),
					],
				),
			],
		]),
	};
}
