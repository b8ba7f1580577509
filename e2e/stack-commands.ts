import {
	CloudFormationClient,
	CreateStackCommand,
	DescribeStacksCommand,
	UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { administratorKeys } from "../lib/testing/sandbox-clients.ts";

const URL_OF_AWS = `http://127.0.0.1:${process.env.SANDBOX_AWS_PORT ?? 4566}`;

type Parameter = {
	readonly ParameterKey: string;
	readonly ParameterValue?: string;
	readonly UsePreviousValue?: boolean;
};

/** Does what a command of the product says, as the account's administrator, through CloudFormation itself. */
export async function runStackCommand(
	accountId: string,
	command: string,
	{ templateBody }: { readonly templateBody?: string } = {},
): Promise<void> {
	const option = (name: string) => new RegExp(`--${name} '?([^'\\s]+)'?`).exec(command)?.[1];
	const parameters: Parameter[] = JSON.parse(/--parameters '(.*?)'$/m.exec(command)?.[1] ?? "[]");
	const credentials = await administratorKeys(URL_OF_AWS, accountId);
	const client = new CloudFormationClient({
		endpoint: URL_OF_AWS,
		region: option("region") ?? "us-east-1",
		credentials,
	});
	const StackName = option("stack-name") ?? "";
	const TemplateURL = option("template-url");
	const source =
		templateBody !== undefined
			? { TemplateBody: templateBody }
			: TemplateURL === undefined
				? { UsePreviousTemplate: true }
				: { TemplateURL };
	const input = {
		StackName,
		Capabilities: ["CAPABILITY_NAMED_IAM" as const],
		Parameters: [...parameters],
	};
	if (command.includes("create-stack")) {
		await client.send(new CreateStackCommand({ ...input, ...source }));
	} else {
		await client.send(new UpdateStackCommand({ ...input, ...source }));
	}
	for (;;) {
		const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
		const status = Stacks?.[0]?.StackStatus ?? "";
		if (status.endsWith("_IN_PROGRESS")) continue;
		if (!/^(CREATE|UPDATE)_COMPLETE$/.test(status)) throw new Error(`The stack ended as ${status}.`);
		return;
	}
}
