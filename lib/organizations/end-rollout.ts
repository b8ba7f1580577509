import type { Context } from "#lib/context.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { openRollout, type RolloutTarget, saveRollout } from "./open-rollout.ts";

/**
 * Nothing is looked for any more; connectors that it brought stay, and so does every role in AWS. The worker stops what
 * is being registered, and watches no more those that never were.
 */
export async function endRollout(ctx: Context, target: RolloutTarget): Promise<Result<Rollout>> {
	const opened = await openRollout(ctx, target);
	if (!opened.ok) return opened;
	if (opened.value.launchedAt === null) {
		return failed({ code: "ROLLOUT_INCOMPLETE", detail: "It was never launched: it can be deleted." });
	}
	return saveRollout(ctx, target, {
		edit: { status: "ended", endedAt: ctx.now() },
		action: "rollout.ended",
		reconcile: "always",
	});
}
