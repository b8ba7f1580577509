import type { RoleStack } from "./terraform.ts";

/**
 * What `aws cloudformation create-stack --cli-input-json file://…` reads: the same stack as the quick-create link's.
 * The region is no part of it; the command takes it as `--region`.
 *
 * @example createStackInput({ region: "us-east-1", templateUrl, stackName, parameters: { RoleName: "HarnessCERole" } })
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function createStackInput(
	{ templateUrl, stackName, parameters }: RoleStack,
	capabilities: readonly string[] = ["CAPABILITY_NAMED_IAM"],
): string {
	const input = {
		StackName: stackName,
		TemplateURL: templateUrl,
		Capabilities: capabilities,
		Parameters: Object.keys(parameters).map((name) => ({
			ParameterKey: name,
			ParameterValue: parameters[name] ?? "",
		})),
	};
	return `${JSON.stringify(input, null, 2)}\n`;
}
