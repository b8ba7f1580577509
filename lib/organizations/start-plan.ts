import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { findRollout } from "./open-rollout.ts";

/** A plan that is not ready after so long lost its worker. */
const GIVEN_UP_MS = 5 * 60_000;

/** Asks for a plan of what registering would do; one that is being made answers as well. */
export async function startPlan(
	ctx: Context,
	{ rolloutId }: { readonly rolloutId: string },
): Promise<Result<{ readonly planId: string }>> {
	const rollout = await findRollout(ctx, rolloutId);
	if (!rollout.ok) return rollout;
	const now = ctx.now();
	const latest = await ctx.db.rolloutPlans.latest(rolloutId);
	if (latest?.state === "queued" && now.getTime() - latest.createdAt.getTime() < GIVEN_UP_MS)
		return ok({ planId: latest.id });
	const planId = newId(ctx.randomBytes);
	const { id: actorId, name: actorName } = ctx.actor;
	await ctx.db.transaction(async (tx) => {
		await tx.rolloutPlans.insert({ id: planId, rolloutId, actorId, actorName, createdAt: now });
		await ctx.jobs.planRollout(planId, { sql: tx.sql });
	});
	return ok({ planId });
}
