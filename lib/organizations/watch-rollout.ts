import type { Context } from "#lib/context.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

/** The heartbeat of an open page: while it lasts, the worker looks at AWS more often, at its own pace. */
export async function watchRollout(
	ctx: Context,
	{ id, status, kind }: Pick<Rollout, "id" | "status" | "kind">,
): Promise<void> {
	if (status !== "launched" || kind !== "organization") return;
	await ctx.db.rollouts.observe(id, { watchedAt: ctx.now() });
}
