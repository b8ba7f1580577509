import type { Context } from "#lib/context.ts";
import { keepIncidents } from "#lib/incidents/keep-incidents.ts";

const EVERY_MS = 5_000;

/**
 * Keeps incidents and their messages, round after round until it is told to stop. Every worker runs it; the database
 * lets one at a time through, so it goes on whichever of them dies.
 */
export async function runIncidentLoop(ctx: Context, signal: AbortSignal): Promise<void> {
	const { promise: isStopping, resolve: wake } = Promise.withResolvers<void>();
	signal.addEventListener("abort", () => wake(), { once: true });
	while (!signal.aborted) {
		await keepIncidents(ctx, signal);
		await Promise.race([isStopping, new Promise((resolve) => setTimeout(resolve, EVERY_MS).unref())]);
	}
}
