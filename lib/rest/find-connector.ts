import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** A connector that the actor may see; another's is as if there were none. */
export async function findConnector(ctx: Context, id: string): Promise<Result<Connector>> {
	const connector = await ctx.db.connectors.find(id);
	return connector === null ? failed({ code: "CONNECTOR_NOT_FOUND" }) : ok(connector);
}
