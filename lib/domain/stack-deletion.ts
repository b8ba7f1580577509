import { shellQuote } from "./aws-cli.ts";
import { consoleOrigin, type Partition } from "./partition.ts";
import { encodeQueryText } from "./query-text.ts";
import type { StackPlace } from "./stack-update.ts";

/**
 * The AWS CLI commands that delete a stack and wait until it is gone, for a POSIX shell.
 *
 * @example deleteStackCommand({ partition: "aws", region: "us-east-1", stackName: "role", stackId: null })
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/delete-stack.html
 */
export function deleteStackCommand({ region, stackName, stackId }: StackPlace): string {
	const where = [`--region ${shellQuote(region)}`, `--stack-name ${shellQuote(stackId ?? stackName)}`];
	const command = (verb: string) => [`aws cloudformation ${verb}`, ...where].join(" \\\n  ");
	return `${command("delete-stack")} && ${command("wait stack-delete-complete")}`;
}

/**
 * A role in the IAM console. Throws a RangeError for a region of another partition.
 *
 * @param region any region of the partition; IAM itself has none
 * @example roleConsoleUrl("aws", "us-east-1", "HarnessCERole")
 * // "https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/HarnessCERole"
 */
export function roleConsoleUrl(partition: Partition, region: string, roleName: string): string {
	const origin = consoleOrigin(partition, region);
	return `${origin}/iam/home?region=${region}#/roles/details/${encodeQueryText(roleName)}`;
}
