import type { Context } from "#lib/context.ts";
import type { HeldRolloutLink } from "../held-link.ts";
import { settleRolloutLinks } from "./settle-rollout-links.ts";

/** The heartbeat of an open receiver's page: while it lasts, the worker looks at AWS more often. */
export async function watchRolloutLink(
	ctx: Context,
	{ link, rollout, state }: HeldRolloutLink,
): Promise<void> {
	await settleRolloutLinks(ctx, { rolloutId: rollout.id });
	// Nothing to look for before anybody went to AWS.
	if (state === "done" || link.actedAt === null) return;
	await ctx.db.rollouts.observe(rollout.id, { watchedAt: ctx.now() });
	await ctx.jobs.reconcileRollout(rollout.id);
}
