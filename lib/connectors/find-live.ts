import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** The connector, unless it is gone from here. */
export async function findLive(ctx: Context, connectorId: string): Promise<Result<Connector>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.status === "offboarded") return failed({ code: "CONNECTOR_NOT_FOUND" });
	return ok(connector);
}
