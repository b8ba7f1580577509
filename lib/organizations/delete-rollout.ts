import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { giveBackExternalId } from "./inherit-external-id.ts";
import { openRollout, type RolloutTarget } from "./open-rollout.ts";

const LAUNCHED = {
	code: "ROLLOUT_LAUNCHED",
	detail: "End it instead: what it did stays known.",
} as const;

/** For a rollout that nobody ever launched; one that was launched is ended, so that its past stays. */
export async function deleteRollout(ctx: Context, target: RolloutTarget): Promise<Result<true>> {
	const opened = await openRollout(ctx, target);
	if (!opened.ok) return opened;
	if (opened.value.launchedAt !== null) return failed(LAUNCHED);
	return ctx.db.transaction(async (tx) => {
		// From here on nobody else launches it.
		const held = await tx.rollouts.save(target.rolloutId, target.version, {});
		if (held === null) return failed({ code: "ROLLOUT_CHANGED_MEANWHILE" });
		await giveBackExternalId(ctx, tx, target.rolloutId);
		if (!(await tx.rollouts.delete(target.rolloutId))) return failed(LAUNCHED);
		await tx.audit.append({
			actor: ctx.actor,
			action: "rollout.deleted",
			subject: target.rolloutId,
			at: ctx.now(),
			details: { name: opened.value.name },
		});
		return ok(true);
	});
}
