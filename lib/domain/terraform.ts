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
export function stackTerraform({ region, templateUrl, stackName, parameters }: RoleStack): string {
	const lines = Object.keys(parameters).map(
		(name) => `    ${hclString(name)} = ${hclString(parameters[name] ?? "")}`,
	);
	return [
		'provider "aws" {',
		`  region = ${hclString(region)}`,
		"}",
		"",
		'resource "aws_cloudformation_stack" "harness_role" {',
		`  name         = ${hclString(stackName)}`,
		`  template_url = ${hclString(templateUrl)}`,
		'  capabilities = ["CAPABILITY_NAMED_IAM"]',
		"",
		"  parameters = {",
		...lines,
		"  }",
		"}",
		"",
		'output "cross_account_role_arn" {',
		'  value = aws_cloudformation_stack.harness_role.outputs["CrossAccountRoleArn"]',
		"}",
		"",
	].join("\n");
}

const ESCAPES: Readonly<Record<string, string>> = {
	"\\": "\\\\",
	'"': '\\"',
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
};

/**
 * A quoted HCL string that stands for exactly this text: `${` and `%{` stay text, quotes, line ends
 * and control characters are escaped. Throws a RangeError for a lone surrogate.
 *
 * @example hclString('a"${b}') // '"a\\"$${b}"'
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function hclString(text: string): string {
	if (!text.isWellFormed()) throw new RangeError("a lone surrogate cannot stand in an HCL string");
	const escaped = text
		.replace(/["\\\p{Cc}\u2028\u2029]/gu, (character) => ESCAPES[character] ?? unicode(character))
		.replace(/([$%]+)\{/g, (_, run: string) => escapeTemplateMark(run));
	return `"${escaped}"`;
}

/** Only the last mark opens a template; those before it are written so that none can pair up. */
function escapeTemplateMark(run: string): string {
	const last = run.slice(-1);
	return `${Array.from(run.slice(0, -1), unicode).join("")}${last}${last}{`;
}

function unicode(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
