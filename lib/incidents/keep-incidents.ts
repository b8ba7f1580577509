import type { Context } from "#lib/context.ts";
import { deliverNotifications } from "./deliver-notifications.ts";
import { planNotifications } from "./plan-notifications.ts";
import { processHealthChanges } from "./process-health-changes.ts";

/** One round: what happened, what is told of it, and the telling. A part that fails does not stop the next. */
export async function keepIncidents(ctx: Context, signal?: AbortSignal): Promise<void> {
	const parts = {
		processHealthChanges: () => processHealthChanges(ctx),
		planNotifications: () => planNotifications(ctx),
		deliverNotifications: () => deliverNotifications(ctx, signal),
	};
	for (const [part, run] of Object.entries(parts)) {
		try {
			await run();
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			ctx.log.error({ event: "incidents-crashed", part, message }, "keeping incidents crashed");
		}
	}
}
