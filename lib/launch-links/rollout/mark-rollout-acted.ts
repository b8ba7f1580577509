import type { Context } from "#lib/context.ts";
import type { LaunchWayName } from "#lib/domain/launch-link.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { LaunchWay } from "#lib/domain/rollout.ts";
import { markRolloutLaunched } from "#lib/organizations/mark-launched.ts";
import { auditHolder } from "../audit-holder.ts";
import type { HeldRolloutLink } from "../held-link.ts";

/** The command that a link shows makes the same stack as its console, with the reader role in it. */
const WAYS = { console: "stack", cli: "stack", terraform: "terraform" } as const satisfies Record<
	LaunchWayName,
	LaunchWay
>;

/** The receiver went to AWS, or took a command along: from here on the organization is looked for. */
export async function markRolloutActed(
	ctx: Context,
	held: HeldRolloutLink,
	way: LaunchWayName,
): Promise<Result<true>> {
	const { link, rollout } = held;
	const now = ctx.now();
	const marked = await ctx.db.transaction(async (tx) => {
		if (!(await tx.launchLinks.change(link.id, { actedAt: link.actedAt ?? now }, { now }))) return false;
		await tx.audit.append(auditHolder(ctx, held, "launch-link.acted", { way }));
		return true;
	});
	if (!marked) return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	if (rollout.status === "launched") {
		// How it is launched is said by those who sign in here; a link only has it looked at.
		await ctx.db.rollouts.makeDue(rollout.id, now);
		return ok(true);
	}
	const launched = await markRolloutLaunched(ctx, { rolloutId: rollout.id, way: WAYS[way] });
	return launched.ok ? ok(true) : launched;
}
