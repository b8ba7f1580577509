import type { Context } from "#lib/context.ts";

/** The rest follows with the next look. */
const MOST = 1_000;

/**
 * A connector that was never registered is looked at no more while its account is gone, and again once that is back.
 * One that is registered stays watched, for Harness still has it.
 */
export async function settleDrafts(ctx: Context, rolloutId: string): Promise<void> {
	const drafts = await ctx.db.rollouts.draftsToSettle(rolloutId, MOST);
	for (const { connectorId, version, hasLeft } of drafts) {
		// Somebody who saves at the same moment goes first; the next look settles it.
		await ctx.db.connectors.save(connectorId, version, { pausedAt: hasLeft ? ctx.now() : null });
	}
}
