import type { Context } from "#lib/context.ts";
import { watchRollout } from "#lib/organizations/watch-rollout.ts";
import type { HeldRolloutLink } from "../held-link.ts";

/** The heartbeat of an open receiver's page; the look that it brings forward also ends the link. */
export async function watchRolloutLink(
	ctx: Context,
	{ link, rollout, state }: HeldRolloutLink,
): Promise<void> {
	// Nothing to look for before anybody went to AWS.
	if (state === "done" || link.actedAt === null) return;
	await watchRollout(ctx, rollout);
}
