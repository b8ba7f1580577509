import { attribute, block, code, type HclItem, hclFile, object } from "../exports/hcl.ts";
import type { NamedPolicy } from "./compose.ts";
import type { PolicyOutputPlan } from "./outputs.ts";
import type { PolicyConditions, PolicyStatement } from "./policy.ts";
import { checked, type RoleTrust } from "./role-trust.ts";

/**
 * A Terraform file that makes the policies and attaches them, with the role where its trust is known.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyTerraform(
	policies: readonly NamedPolicy[],
	{ roleName, trust }: PolicyOutputPlan,
): string {
	const role = trust === null ? roleName : code("aws_iam_role.harness.name");
	return hclFile([
		[requirements()],
		...(trust === null ? [] : roleBlocks(roleName, trust)),
		...policies.flatMap((policy, index) => policyBlocks(policy, `harness_${index + 1}`, role)),
	]);
}

function requirements(): HclItem {
	const aws = object({ source: "hashicorp/aws", version: ">= 5.0" });
	return block("terraform", [], [block("required_providers", [], [attribute("aws", aws)])]);
}

function roleBlocks(roleName: string, given: RoleTrust): readonly (readonly HclItem[])[] {
	const trust = checked(given);
	const principals = block(
		"principals",
		[],
		[attribute("type", "AWS"), attribute("identifiers", [trust.principalArn])],
	);
	const conditions =
		trust.externalId === null
			? []
			: conditionBlocks({ StringEquals: { "sts:ExternalId": [trust.externalId] } });
	const statement = block(
		"statement",
		[],
		[attribute("sid", "Harness"), attribute("actions", ["sts:AssumeRole"])],
		[principals, ...conditions],
	);
	return [
		[block("data", ["aws_iam_policy_document", "trust"], [statement])],
		[
			block(
				"resource",
				["aws_iam_role", "harness"],
				[
					attribute("name", roleName),
					attribute("assume_role_policy", code("data.aws_iam_policy_document.trust.json")),
				],
			),
		],
		[block("output", ["role_arn"], [attribute("value", code("aws_iam_role.harness.arn"))])],
	];
}

/** @param id a name of ours: it stands in references unquoted */
function policyBlocks(
	{ name, policy }: NamedPolicy,
	id: string,
	role: string | ReturnType<typeof code>,
): readonly (readonly HclItem[])[] {
	return [
		[block("data", ["aws_iam_policy_document", id], ...policy.Statement.map(statementGroup))],
		[
			block(
				"resource",
				["aws_iam_policy", id],
				[attribute("name", name), attribute("policy", code(`data.aws_iam_policy_document.${id}.json`))],
			),
		],
		[
			block(
				"resource",
				["aws_iam_role_policy_attachment", id],
				[attribute("role", role), attribute("policy_arn", code(`aws_iam_policy.${id}.arn`))],
			),
		],
	];
}

function statementGroup({ Sid, Effect, Action, Resource, Condition }: PolicyStatement): readonly HclItem[] {
	const head = [
		...(Sid === undefined ? [] : [attribute("sid", Sid)]),
		attribute("effect", Effect),
		attribute("actions", Action),
		attribute("resources", Resource),
	];
	return [block("statement", [], head, conditionBlocks(Condition ?? {}))];
}

function conditionBlocks(conditions: PolicyConditions): readonly HclItem[] {
	return Object.entries(conditions).flatMap(([test, keys]) =>
		Object.entries(keys).map(([variable, values]) =>
			block(
				"condition",
				[],
				[attribute("test", test), attribute("variable", variable), attribute("values", values)],
			),
		),
	);
}
