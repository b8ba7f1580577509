import type { Context } from "#lib/context.ts";
import { isRolledOut } from "#lib/domain/launch-link.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

/** Ends the links whose organization is seen to be rolled out; each ends once, by evidence. */
export async function settleRolloutLinks(
	ctx: Context,
	{ rolloutId }: { readonly rolloutId: string },
): Promise<void> {
	const now = ctx.now();
	const open = await ctx.db.launchLinks.openOfRollout(rolloutId, now);
	const rollout = open.length === 0 ? null : await ctx.db.rollouts.find(rolloutId);
	if (rollout === null) return;
	if (!(await isSeenRolledOut(ctx, rollout))) return;
	for (const { id, kind } of open) {
		await ctx.db.transaction(async (tx) => {
			if (!(await tx.launchLinks.change(id, { completedAt: now }, { now }))) return;
			await tx.audit.append({
				actor: { kind: "system", id: "evidence", name: "Rolebridge", address: null, requestId: null },
				action: "launch-link.completed",
				subject: rolloutId,
				at: now,
				details: { link: id, kind },
			});
		});
	}
}

/** Nothing is counted while the stack set is still at work, or before the launch. */
async function isSeenRolledOut(ctx: Context, rollout: Rollout): Promise<boolean> {
	const { readerFoundAt, stackSet, status } = rollout;
	if (status === "draft") return false;
	if (readerFoundAt !== null && stackSet?.operation?.status !== "SUCCEEDED") return false;
	const { total } = await ctx.db.rollouts.coverage(rollout.id, ctx.now());
	return isRolledOut(rollout, total);
}
