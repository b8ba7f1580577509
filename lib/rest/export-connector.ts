import { harnessSide } from "#lib/connectors/harness-side.ts";
import { type Launch, launch } from "#lib/connectors/launch.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { connectorTerraform } from "#lib/domain/connector-terraform.ts";
import { type CeAwsConnector, ceAwsConnectorBody, registrationFacts } from "#lib/domain/harness-connector.ts";
import { createConnectorCurl } from "#lib/domain/harness-curl.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { createStackInput } from "#lib/domain/stack-input.ts";
import type { ExportFormat } from "#lib/schemas/api/export-schemas.ts";
import type { Download, Input } from "./endpoints.ts";
import { findConnector } from "./find-connector.ts";

const FILES = {
	terraform: { mediaType: "text/plain; charset=utf-8", ending: "tf" },
	curl: { mediaType: "text/plain; charset=utf-8", ending: "sh" },
	cli: { mediaType: "text/plain; charset=utf-8", ending: "sh" },
	cloudformation: { mediaType: "application/json", ending: "json" },
	json: { mediaType: "application/json", ending: "json" },
} as const satisfies Record<ExportFormat, { mediaType: string; ending: string }>;

/** A connector as other tools take it. */
export async function exportConnector(
	ctx: Context,
	{ params: { id, format } }: Input<"GET /api/v1/connectors/[id]/exports/[format]">,
): Promise<Result<Download>> {
	const connector = await findConnector(ctx, id);
	if (!connector.ok) return connector;
	const text = await written(ctx, connector.value, format);
	if (!text.ok) return text;
	const { mediaType, ending } = FILES[format];
	const name = connector.value.overview?.identifier.replaceAll("$", "_") ?? connector.value.id;
	return ok({ mediaType, fileName: `${name}-${format}.${ending}`, text: text.value });
}

async function written(ctx: Context, connector: Connector, format: ExportFormat): Promise<Result<string>> {
	if (format === "curl" || format === "json") {
		const registration = await registrationOf(ctx, connector);
		if (!registration.ok) return registration;
		const { body, target } = registration.value;
		return ok(
			format === "json"
				? `${JSON.stringify({ connector: body }, null, 2)}\n`
				: createConnectorCurl(target, body),
		);
	}
	const launched = await launch(ctx, connector);
	if (!launched.ok) return launched;
	if (format === "cli") return ok(`${launched.value.cliCommand}\n`);
	const { stackName } = connector.role;
	if (format === "cloudformation") return ok(createStackInput({ ...stackOf(launched.value), stackName }));
	const registration = await registrationOf(ctx, connector);
	return registration.ok
		? ok(
				connectorTerraform({
					stack: { ...stackOf(launched.value), stackName },
					body: registration.value.body,
				}),
			)
		: registration;
}

function stackOf({ region, template, parameters }: Launch) {
	return { region, templateUrl: template.url, parameters };
}

type Registration = {
	readonly body: CeAwsConnector;
	readonly target: { readonly baseUrl: string; readonly accountId: string };
};

/** What registers the connector in Harness: the same that Finish sends. */
async function registrationOf(ctx: Context, connector: Connector): Promise<Result<Registration>> {
	const account = await ctx.db.harnessAccounts.find(connector.harnessAccountRef);
	const side = harnessSide(account, connector.partition);
	if (!side.ok) return side;
	const roleArn = derivedRoleArn(connector);
	const facts =
		roleArn && registrationFacts(connector, { roleArn, harnessExternalId: side.value.externalId });
	if (facts === null || account === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	const { baseUrl, accountId } = account;
	return ok({ body: ceAwsConnectorBody(facts), target: { baseUrl, accountId } });
}
