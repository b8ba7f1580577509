import { spawnSync } from "node:child_process";
import {
	type CloudFormationClient,
	CreateStackCommand,
	type CreateStackCommandInput,
	CreateStackInstancesCommand,
	type CreateStackInstancesCommandInput,
	CreateStackSetCommand,
	type CreateStackSetCommandInput,
	UpdateStackCommand,
	type UpdateStackCommandInput,
	UpdateStackInstancesCommand,
	type UpdateStackInstancesCommandInput,
	UpdateStackSetCommand,
	type UpdateStackSetCommandInput,
} from "@aws-sdk/client-cloudformation";

/** One call of the AWS CLI, as a real shell reads it: `cloudformation create-stack` with what its options say. */
type AwsCommand = {
	readonly name: string;
	/** By the names of the API: `--stack-set-name` is `StackSetName`. */
	readonly input: Input;
};

/** Whether it is one, AWS itself judges, played by the sandbox. */
type Input = CreateStackCommandInput &
	UpdateStackCommandInput &
	CreateStackSetCommandInput &
	UpdateStackSetCommandInput &
	CreateStackInstancesCommandInput &
	UpdateStackInstancesCommandInput;

/** Writes down how it was called, each word behind how many there are, and answers who is asking. */
const STAND_IN = `aws() {
	printf '%s\\0' "$#" "$@" >&2
	if [ "$1 $2" = "sts get-caller-identity" ]; then printf '%s\\n' "$ACCOUNT"; fi
}
`;

/** Runs a script in a real shell, with a stand-in for the AWS CLI of somebody who is signed in to an account. */
export function awsCommands(
	script: string,
	accountId: string,
): { readonly exit: number | null; readonly commands: readonly AwsCommand[] } {
	const { status, stderr } = spawnSync("sh", ["-c", `${STAND_IN}${script}`], {
		encoding: "utf8",
		env: { ...process.env, ACCOUNT: accountId },
		timeout: 10_000,
	});
	// What the script itself tells people stands behind the last word.
	const words = stderr.split("\0").slice(0, -1);
	const commands: AwsCommand[] = [];
	for (let at = 0; at < words.length; ) {
		const count = Number(words[at]);
		commands.push(commandOf(words.slice(at + 1, at + 1 + count)));
		at += 1 + count;
	}
	return { exit: status, commands };
}

function commandOf([service = "", verb = "", ...rest]: readonly string[]): AwsCommand {
	const given = new Map<string, string[]>();
	let values: string[] = [];
	for (const word of rest) {
		if (word.startsWith("--")) {
			values = [];
			given.set(apiName(word.slice(2)), values);
		} else values.push(word);
	}
	const input: unknown = Object.fromEntries([...given].map(([name, words]) => [name, givenAs(name, words)]));
	// Sound as far as it goes: a wrong input is refused where it is sent.
	return { name: `${service} ${verb}`, input: input as Input };
}

function apiName(option: string): string {
	return option
		.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
		.replace(/Url$/, "URL");
}

/** As the CLI takes them: JSON, a shorthand of `Key=value`, switches by their name alone, else plain words. */
function givenAs(name: string, words: readonly string[]): unknown {
	const [only = ""] = words;
	if (name === "Capabilities") return words;
	if (words.length === 0) return true;
	if (words.length > 1) throw new Error(`${name} has ${words.length} values.`);
	if (/^[[{]/.test(only)) return JSON.parse(only);
	if (/^[A-Z][A-Za-z]*=/.test(only)) {
		return Object.fromEntries(only.split(",").map((pair) => [pair.split("=")[0], pair.endsWith("=true")]));
	}
	return only;
}

/** Asks AWS for what a command says; waiting, and asking who one is, ask for nothing. */
export async function perform(client: CloudFormationClient, { name, input }: AwsCommand): Promise<void> {
	switch (name) {
		case "cloudformation create-stack":
			return void (await client.send(new CreateStackCommand(input)));
		case "cloudformation update-stack":
			return void (await client.send(new UpdateStackCommand(input)));
		case "cloudformation create-stack-set":
			return void (await client.send(new CreateStackSetCommand(input)));
		case "cloudformation update-stack-set":
			return void (await client.send(new UpdateStackSetCommand(input)));
		case "cloudformation create-stack-instances":
			return void (await client.send(new CreateStackInstancesCommand(input)));
		case "cloudformation update-stack-instances":
			return void (await client.send(new UpdateStackInstancesCommand(input)));
		case "cloudformation wait":
		case "sts get-caller-identity":
			return;
		default:
			throw new Error(`No command of ours is ${name}.`);
	}
}
