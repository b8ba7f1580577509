import { attribute, block, code, type HclItem, hclFile, object } from "./exports/hcl.ts";

/** What a stack of the role's template is made from, by whatever tool. */
export type RoleStack = {
	readonly region: string;
	readonly templateUrl: string;
	readonly stackName: string;
	/** By exact, case-sensitive parameter name. */
	readonly parameters: Readonly<Record<string, string>>;
};

/**
 * A Terraform file that makes the role by the same CloudFormation template, so that Terraform and
 * the console agree on what the role may do.
 *
 * @example stackTerraform({ region: "us-east-1", templateUrl, stackName, parameters: { RoleName: "HarnessCERole" } })
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudformation_stack
 */
export function stackTerraform(stack: RoleStack): string {
	return hclFile([
		[block("provider", ["aws"], [attribute("region", stack.region)])],
		[roleStackBlock(stack)],
		[roleArnOutput()],
	]);
}

/** The resource `aws_cloudformation_stack.harness_role`. */
export function roleStackBlock({ stackName, templateUrl, parameters }: Omit<RoleStack, "region">): HclItem {
	return block(
		"resource",
		["aws_cloudformation_stack", "harness_role"],
		[
			attribute("name", stackName),
			attribute("template_url", templateUrl),
			attribute("capabilities", ["CAPABILITY_NAMED_IAM"]),
		],
		[attribute("parameters", object(parameters))],
	);
}

/** What the stack says about its role. */
export const ROLE_ARN_OF_STACK = 'aws_cloudformation_stack.harness_role.outputs["CrossAccountRoleArn"]';

/** The module's output: the ARN of the role that the stack made. */
export function roleArnOutput(): HclItem {
	return block("output", ["cross_account_role_arn"], [attribute("value", code(ROLE_ARN_OF_STACK))]);
}
