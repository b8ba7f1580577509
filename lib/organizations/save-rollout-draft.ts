import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { RolloutStep } from "#lib/domain/rollout/steps.ts";
import { findRollout } from "./open-rollout.ts";

type Input = {
	readonly rolloutId: string;
	/** `guide`: what is ticked of the console guide. */
	readonly step: RolloutStep | "guide";
	/** Null: what was kept is dropped. */
	readonly values: JsonValue | null;
};

/** Keeps unsaved typing, valid or not. */
export async function saveRolloutDraft(
	ctx: Context,
	{ rolloutId, step, values }: Input,
): Promise<Result<true>> {
	const found = await findRollout(ctx, rolloutId);
	if (!found.ok) return found;
	await ctx.db.rollouts.saveDraft(rolloutId, step, values);
	return ok(true);
}
