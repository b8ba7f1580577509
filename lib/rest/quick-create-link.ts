import { launch } from "#lib/connectors/launch.ts";
import type { Context } from "#lib/context.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { Answer, Input } from "./endpoints.ts";
import { findConnector } from "./find-connector.ts";

type Route = "POST /api/v1/quick-create-links";

export async function createQuickCreateLink(
	ctx: Context,
	{ body }: Input<Route>,
): Promise<Result<Answer<Route>>> {
	const connector = await findConnector(ctx, body.connectorId);
	if (!connector.ok) return connector;
	const launched = await launch(ctx, connector.value);
	if (!launched.ok) return launched;
	const { url, region, template, parameters } = launched.value;
	return ok({
		connectorId: connector.value.id,
		url,
		region,
		stackName: connector.value.role.stackName,
		templateUrl: template.url,
		templateSource: template.source,
		templateSha256: template.sha256 === "" ? null : template.sha256,
		parameters: { ...parameters },
	});
}
