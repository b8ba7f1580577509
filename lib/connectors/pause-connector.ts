import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { saveChange } from "#lib/lifecycle/open-for-change.ts";
import { findLive } from "./find-live.ts";

type PauseConnector = { readonly connectorId: string; readonly reason: string };

/**
 * Switches the checks off and says why. What was proven before is not claimed any more. A role that takes a wrong
 * external ID is not silenced: its alarm ends only when the role is mended or the connector is offboarded.
 */
export async function pauseConnector(
	ctx: Context,
	{ connectorId, reason }: PauseConnector,
): Promise<Result<Connector>> {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const connector = found.value;
	if (connector.status !== "registered") return failed({ code: "CONNECTOR_INCOMPLETE" });
	if (connector.pausedAt !== null) return ok(connector);
	const health = await ctx.db.connectors.health(connectorId);
	if (health?.state === "quarantined") return failed({ code: "CONNECTOR_QUARANTINED" });
	return saveChange(ctx, {
		connector,
		change: { pausedAt: ctx.now() },
		action: "connector.paused",
		details: { reason },
	});
}
