import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/**
 * Whether the role's stack is its account's own, so that it can be changed there. A rollout over an organization has
 * a stack set that makes it in every account alike; once the rollout has ended nobody changes that any more from here.
 */
export async function ownStack(ctx: Context, { rolloutId }: Connector): Promise<Result<true>> {
	if (rolloutId === null) return ok(true);
	const rollout = await ctx.db.rollouts.find(rolloutId);
	// Whoever may not see the rollout may not take an account out of it either.
	if (rollout !== null && (rollout.kind === "list" || rollout.status === "ended")) return ok(true);
	return failed({ code: "CONNECTOR_OF_STACK_SET" });
}
