import type { RoleStack } from "./terraform.ts";

/**
 * The AWS CLI command that makes the role's stack, for a POSIX shell. Parameters go as JSON: the
 * CLI's shorthand would read a comma or an equals sign in a value as its own.
 *
 * @example stackCliCommand({ region: "us-east-1", templateUrl, stackName, parameters: {} })
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack.html
 */
export function stackCliCommand({ templateUrl, ...stack }: RoleStack): string {
	return createStack(stack, `--template-url ${shellQuote(templateUrl)}`);
}

/**
 * The same with a template that lies beside the person: for a template that is in no bucket yet. AWS takes
 * up to 51,200 bytes this way.
 *
 * @example stackFileCliCommand({ region: "us-east-1", templateFile: "role.yaml", stackName, parameters: {} })
 */
export function stackFileCliCommand({
	templateFile,
	...stack
}: Omit<RoleStack, "templateUrl"> & { readonly templateFile: string }): string {
	return createStack(stack, `--template-body ${shellQuote(`file://${templateFile}`)}`);
}

function createStack(
	{ region, stackName, parameters }: Omit<RoleStack, "templateUrl">,
	template: string,
): string {
	const list = Object.keys(parameters).map((name) => ({
		ParameterKey: name,
		ParameterValue: parameters[name] ?? "",
	}));
	return [
		"aws cloudformation create-stack",
		`--region ${shellQuote(region)}`,
		`--stack-name ${shellQuote(stackName)}`,
		template,
		"--capabilities CAPABILITY_NAMED_IAM",
		`--parameters ${shellQuote(JSON.stringify(list))}`,
	].join(" \\\n  ");
}

const NEEDS_NO_QUOTES = /^[A-Za-z0-9_./:@%+-]+$/;

/**
 * One word of a POSIX shell that stands for exactly this text. Throws a RangeError for a NUL, which
 * no argument can hold, and for a lone surrogate.
 *
 * @example shellQuote("it's") // `'it'\\''s'`
 */
export function shellQuote(text: string): string {
	if (text.includes("\0") || !text.isWellFormed())
		throw new RangeError("not text that a shell word can hold");
	return NEEDS_NO_QUOTES.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
