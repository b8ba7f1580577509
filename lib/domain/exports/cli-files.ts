import { shellQuote, stackCliCommand } from "../aws-cli.ts";
import { type ExportFile, type ExportPlan, hasOwnStack } from "./export-plan.ts";
import { oneLine } from "./one-line.ts";

/** The roles by the AWS CLI: the stack set's commands in their order, and a script with each account's own stack. */
export function* cliFiles(plan: ExportPlan): Generator<ExportFile> {
	const [only] = plan.accounts.filter(hasOwnStack);
	if (plan.scope === "connector" && only !== undefined) {
		yield { path: "create-stack.sh", text: `${stackCliCommand(only.stack)}\n` };
		return;
	}
	if (plan.stackSet !== null) {
		yield { path: "stack-set.sh", text: stackSetScript(plan.stackSet.commands), isScript: true };
	}
	yield { path: "create-stacks.sh", text: stacksScript(plan), isScript: true };
}

function stackSetScript(commands: readonly { readonly what: string; readonly command: string }[]): string {
	const parts = commands.map(({ what, command }) => `# ${oneLine(what)}\n${command}\n`);
	return `#!/bin/sh\nset -eu\n\n${parts.join("\n")}`;
}

/** Makes the stack of the account that one is signed in to, so that no account can get another's. */
function stacksScript({ accounts }: ExportPlan): string {
	const cases = accounts
		.filter(hasOwnStack)
		.map(({ accountId, stack }) =>
			[
				`${accountId})`,
				stackCliCommand(stack),
				`aws cloudformation wait stack-create-complete --region ${shellQuote(stack.region)} --stack-name ${shellQuote(stack.stackName)}`,
				";;",
			].join("\n"),
		);
	return `#!/bin/sh
# Makes the role's stack in the account that you are signed in to, and in no other.
set -eu
account=$(aws sts get-caller-identity --query Account --output text)
case "$account" in
${cases.join("\n")}
*)
echo "No stack is planned for account $account." >&2
exit 1
;;
esac
`;
}
