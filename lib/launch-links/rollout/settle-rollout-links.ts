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

/** Where the stack set itself is seen, or before the launch, no account is counted for it. */
async function isSeenRolledOut(ctx: Context, rollout: Rollout): Promise<boolean> {
	const isCounted = rollout.readerFoundAt === null && rollout.status !== "draft";
	const { total } = isCounted
		? await ctx.db.rollouts.coverage(rollout.id, ctx.now())
		: { total: { expected: 0, verified: 0 } };
	return isRolledOut(rollout, total);
}
