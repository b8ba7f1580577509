import type { Context } from "#lib/context.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

/** More often than this AWS is not asked because somebody looks. */
const SECONDS_BETWEEN = 15;

/** The heartbeat of an open page: while it lasts, the worker looks at AWS more often. */
export async function watchRollout(
	ctx: Context,
	{ id, status, kind, reconciledAt }: Pick<Rollout, "id" | "status" | "kind" | "reconciledAt">,
): Promise<void> {
	if (status !== "launched") return;
	const now = ctx.now();
	await ctx.db.rollouts.observe(id, { watchedAt: now });
	const ageMs = reconciledAt === null ? Number.POSITIVE_INFINITY : now.getTime() - reconciledAt.getTime();
	if (kind === "organization" && ageMs >= SECONDS_BETWEEN * 1_000) await ctx.jobs.reconcileRollout(id);
}
