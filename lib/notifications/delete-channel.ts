import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** Deletes a channel with its target, its key and its delivery log. The audit trail keeps that it was there. */
export async function deleteChannel(
	ctx: Context,
	{ id, version }: { readonly id: string; readonly version: number },
): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		const channel = await tx.notificationChannels.find(id);
		if (channel === null) return failed({ code: "NOTIFY_CHANNEL_NOT_FOUND" });
		if (!(await tx.notificationChannels.delete(id, version)))
			return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		const { name, kind, targetLabel } = channel;
		await tx.audit.append({
			actor: ctx.actor,
			action: "notification-channel.deleted",
			subject: `notification-channel:${id}`,
			at: ctx.now(),
			details: { name, kind, target: targetLabel },
		});
		return ok(true);
	});
}
