import type { Context } from "#lib/context.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { ApiConnectorDetail } from "#lib/schemas/api/connector-schemas.ts";
import { connectorDetailAnswer } from "./connector-answer.ts";
import type { Input } from "./endpoints.ts";
import { findConnector } from "./find-connector.ts";

export async function getConnector(
	ctx: Context,
	{ params: { id } }: Input<"GET /api/v1/connectors/[id]">,
): Promise<Result<ApiConnectorDetail>> {
	const connector = await findConnector(ctx, id);
	return connector.ok ? ok(await connectorDetailAnswer(ctx, connector.value)) : connector;
}
