import type { Context } from "#lib/context.ts";
import { reconcileDue } from "#lib/organizations/reconcile-rollout.ts";

const EVERY_MS = 5_000;

/**
 * Looks at AWS for rollouts whose turn it is, until it is told to stop. Every worker runs it; the database gives each
 * rollout to one of them at a time.
 */
export async function runRolloutLoop(ctx: Context, signal: AbortSignal): Promise<void> {
	const { promise: isStopping, resolve: wake } = Promise.withResolvers<void>();
	signal.addEventListener("abort", () => wake(), { once: true });
	while (!signal.aborted) {
		await reconcileDue(ctx, signal).catch((error: unknown) => {
			const message = error instanceof Error ? error.message : String(error);
			ctx.log.error({ event: "rollouts-crashed", message }, "looking after rollouts crashed");
		});
		await Promise.race([isStopping, new Promise((resolve) => setTimeout(resolve, EVERY_MS).unref())]);
	}
}
