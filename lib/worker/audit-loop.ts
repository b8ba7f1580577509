import { streamAudit } from "#lib/audit/stream-audit.ts";
import type { Context } from "#lib/context.ts";

const EVERY_MS = 5_000;

/**
 * Sends new entries of the audit log to its webhook until it is told to stop. Every worker runs it; the database
 * lets one at a time through, so it goes on whichever of them dies.
 */
export async function runAuditLoop(ctx: Context, signal: AbortSignal): Promise<void> {
	const { promise: isStopping, resolve: wake } = Promise.withResolvers<void>();
	signal.addEventListener("abort", () => wake(), { once: true });
	while (!signal.aborted) {
		await streamAudit(ctx, signal).catch((error: unknown) => {
			const message = error instanceof Error ? error.message : String(error);
			ctx.log.error({ event: "audit-stream-crashed", message }, "sending the audit log crashed");
		});
		await Promise.race([isStopping, new Promise((resolve) => setTimeout(resolve, EVERY_MS).unref())]);
	}
}
