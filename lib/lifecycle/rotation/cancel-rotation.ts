import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { rotate } from "#lib/domain/rotation.ts";
import { type ChangeTarget, openForChange, saveChange } from "../open-for-change.ts";

/** Drops the new ID while it is not in use; the role may then forget it, too. */
export async function cancelRotation(ctx: Context, target: ChangeTarget): Promise<Result<Connector>> {
	const opened = await openForChange(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const next = rotate(connector, { kind: "cancel" }, ctx.now());
	if (!next.ok) {
		const detail =
			next.failure === "committed" ? "The new ID is in use already." : "No rotation is under way.";
		return failed({ code: "CHANGE_NOT_POSSIBLE", detail });
	}
	return saveChange(ctx, {
		connector,
		change: { rotation: null },
		action: "connector.rotation.cancelled",
		also: (tx) => tx.changes.note(connector.id, "rotation", null),
	});
}
