import { shellQuote } from "../aws-cli.ts";
import { createConnectorCurl } from "../harness-curl.ts";
import { awsConnectorBody } from "../platform/aws-connector-body.ts";
import { type ExportFile, type ExportPlan, type ExportPlatform, platformPath } from "./export-plan.ts";
import { oneLine } from "./one-line.ts";

/**
 * Harness's documented call, one per account; and a loop over the bodies as files, which waits when Harness says that
 * it is asked too often. The key is read from the environment.
 *
 * @see https://apidocs.harness.io/connectors/createconnector
 */
export function* curlFiles(plan: ExportPlan): Generator<ExportFile> {
	yield { path: "create-connectors.sh", text: callsText(plan), isScript: true };
	if (plan.scope === "connector") return;
	yield { path: "create-connectors-loop.sh", text: loopText(plan), isScript: true };
	for (const { accountId, connector, existsInHarness } of plan.accounts) {
		if (existsInHarness === null) {
			yield { path: `connectors/${accountId}.json`, text: `${JSON.stringify({ connector })}\n` };
		}
	}
	for (const one of plan.platform) {
		if (one.isInHarness) continue;
		const path = `connectors/aws-${platformPath(one).replaceAll("/", "-")}.json`;
		yield { path, text: `${JSON.stringify({ connector: awsConnectorBody(one.facts) })}\n` };
	}
}

/** The calls by themselves; what exists in Harness is not made twice. */
export function callsText({ harness, accounts, platform, scope }: ExportPlan): string {
	const calls = accounts.map((account) => {
		const { accountId, connector, existsInHarness } = account;
		if (existsInHarness !== null && scope !== "connector") {
			return `# ${accountId} is in Harness already, as ${oneLine(existsInHarness)}.\n`;
		}
		return scope === "connector"
			? createConnectorCurl(harness, connector)
			: `# ${accountId}\n${createConnectorCurl(harness, connector)}`;
	});
	const all = [...calls, ...platform.map((one) => platformCall(harness, one, scope))];
	return scope === "connector" ? all.join("") : `${HEAD}\n${all.join("\n")}`;
}

/** Its organization and project stand in the body, where Harness reads them. */
function platformCall(
	harness: ExportPlan["harness"],
	one: ExportPlatform,
	scope: ExportPlan["scope"],
): string {
	const call = createConnectorCurl(harness, awsConnectorBody(one.facts));
	if (scope === "connector") return call;
	const what = `${one.accountId}, platform connector ${one.facts.overview.identifier}`;
	return one.isInHarness ? `# ${oneLine(what)} is in Harness already.\n` : `# ${oneLine(what)}\n${call}`;
}

const HEAD = `#!/bin/sh
# One call per connector. The key is read from HARNESS_API_KEY and stands in no file.
set -eu
: "\${HARNESS_API_KEY:?set HARNESS_API_KEY to the token of a Harness service account}"
`;

/** Harness takes 400 requests a minute of a key. */
function loopText({ harness }: ExportPlan): string {
	const query = new URLSearchParams({ accountIdentifier: harness.accountId });
	const url = `${harness.baseUrl}/gateway/ng/api/connectors?${query}`;
	return `${HEAD}
# Makes the connector of every file in connectors/. What is made moves to connectors/done, so that it can be run
# again after it was stopped; what Harness refuses stays, and its answer is shown.
cd "$(dirname "$0")"
mkdir -p connectors/done
failed=0
for file in connectors/*.json; do
  [ -e "$file" ] || continue
  if curl --fail-with-body --silent --show-error --request POST ${shellQuote(url)} \\
    --max-time 60 --retry 5 --retry-delay 20 \\
    --header 'Content-Type: application/json' \\
    --header "x-api-key: $HARNESS_API_KEY" \\
    --output connectors/answer.txt \\
    --data @"$file"; then
    mv "$file" connectors/done/
    echo "$file: made"
  else
    failed=$((failed + 1))
    echo "$file: $(cat connectors/answer.txt 2>/dev/null || echo "no answer")" >&2
  fi
  sleep 0.2
done
rm -f connectors/answer.txt
[ "$failed" -eq 0 ] || { echo "$failed were not made." >&2; exit 1; }
`;
}
