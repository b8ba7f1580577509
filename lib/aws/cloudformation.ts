import { type CloudFormationClient, GetTemplateSummaryCommand } from "@aws-sdk/client-cloudformation";
import type { Sent } from "./perform.ts";

export async function templateSummary(
	client: CloudFormationClient,
	templateUrl: string,
	abortSignal: AbortSignal,
): Promise<Sent<{ parameters: readonly string[] }>> {
	const output = await client.send(new GetTemplateSummaryCommand({ TemplateURL: templateUrl }), {
		abortSignal,
	});
	const parameters = (output.Parameters ?? []).flatMap((parameter) => parameter.ParameterKey ?? []);
	return { value: { parameters }, requestId: output.$metadata.requestId };
}
