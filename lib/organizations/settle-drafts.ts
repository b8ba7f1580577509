import type { Context } from "#lib/context.ts";

/** The rest follows with the next look. */
const MOST = 1_000;

/**
 * A connector that was never registered is looked at no more while its account is gone or its rollout is over, and
 * again once the account is back. One that is registered stays watched, for Harness still has it.
 *
 * @returns how many there were
 */
export async function settleDrafts(ctx: Context, rolloutId: string): Promise<number> {
	const drafts = await ctx.db.rollouts.draftsToSettle(rolloutId, MOST);
	for (const { connectorId, version, isOver } of drafts) {
		// Somebody who saves at the same moment goes first; the next look settles it.
		await ctx.db.connectors.save(connectorId, version, { pausedAt: isOver ? ctx.now() : null });
	}
	return drafts.length;
}
