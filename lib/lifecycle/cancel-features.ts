import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { type ChangeTarget, openForChange, saveChange } from "./open-for-change.ts";

/** Drops the features that were asked for; what the connector has stays as it is. */
export async function cancelFeatures(ctx: Context, target: ChangeTarget): Promise<Result<Connector>> {
	const opened = await openForChange(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	if (connector.pendingRequirements === null) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	return saveChange(ctx, {
		connector,
		change: { pendingRequirements: null },
		action: "connector.features.cancelled",
		details: { dropped: connector.pendingRequirements.requirements },
		also: (tx) => tx.changes.note(connector.id, "features", null),
	});
}
