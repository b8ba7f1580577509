import { shellQuote } from "./aws-cli.ts";
import type { CeAwsConnector } from "./harness-connector.ts";
import type { AwsConnector } from "./platform/aws-connector-body.ts";

/**
 * The request that registers a connector in Harness, for a POSIX shell. The key is read from the environment
 * (HARNESS_API_KEY), so that it stands in no file and no history.
 *
 * @example createConnectorCurl({ baseUrl: "https://app.harness.io", accountId }, body)
 * @see https://apidocs.harness.io/connectors/createconnector
 */
export function createConnectorCurl(
	{ baseUrl, accountId }: { readonly baseUrl: string; readonly accountId: string },
	body: CeAwsConnector | AwsConnector,
): string {
	const query = new URLSearchParams({ accountIdentifier: accountId });
	const url = `${baseUrl}/gateway/ng/api/connectors?${query}`;
	return [
		"curl --fail-with-body --silent --show-error --request POST",
		shellQuote(url),
		"--header 'Content-Type: application/json'",
		'--header "x-api-key: $HARNESS_API_KEY"',
		`--data ${shellQuote(JSON.stringify({ connector: body }))}`,
	]
		.join(" \\\n  ")
		.concat("\n");
}
