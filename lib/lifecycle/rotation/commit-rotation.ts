import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { rotate } from "#lib/domain/rotation.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import { type ChangeTarget, openForChange, saveChange } from "../open-for-change.ts";

/** From now on every check uses the new ID, and begins at once; the old one must come to be refused. */
export async function commitRotation(ctx: Context, target: ChangeTarget): Promise<Result<Connector>> {
	const opened = await openForChange(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const next = rotate(connector, { kind: "commit" }, ctx.now());
	if (!next.ok) return failed({ code: "ROTATION_NOT_PROVED" });
	const saved = await saveChange(ctx, {
		connector,
		change: next.value,
		action: "connector.rotation.committed",
		also: async (tx) => {
			await tx.changes.note(connector.id, "rotation", null);
			await ctx.jobs.advanceChanges(connector.id, { sql: tx.sql });
		},
	});
	if (saved.ok) await requestCheck(ctx, { connectorId: connector.id, isChanged: true });
	return saved;
}
