import type { Context } from "#lib/context.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import type { RolloutEdit } from "#lib/db/rollouts-port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { RolloutStep } from "#lib/domain/rollout/steps.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

export type RolloutTarget = { readonly rolloutId: string; readonly version: number };

/** A rollout that has not ended, or why there is none. */
export async function findRollout(ctx: Context, rolloutId: string): Promise<Result<Rollout>> {
	const rollout = await ctx.db.rollouts.find(rolloutId);
	if (rollout === null || rollout.status === "ended") return failed({ code: "ROLLOUT_NOT_FOUND" });
	return ok(rollout);
}

/** The rollout that a save is about, as it was on screen. */
export async function openRollout(ctx: Context, target: RolloutTarget): Promise<Result<Rollout>> {
	const found = await findRollout(ctx, target.rolloutId);
	if (found.ok && found.value.version !== target.version)
		return failed({ code: "ROLLOUT_CHANGED_MEANWHILE" });
	return found;
}

type Save = {
	readonly edit: RolloutEdit;
	/** As the audit log names it. */
	readonly action: string;
	readonly details?: Readonly<Record<string, unknown>>;
	/** The step whose unsaved typing this replaces. */
	readonly step?: RolloutStep;
	/** The worker looks again, with what was saved: at AWS once it was launched, before at what is known. */
	readonly reconcile?: "launched" | "always";
	/** What belongs to the same save. */
	readonly within?: (tx: DbTransaction) => Promise<void>;
};

/** Saves a change with its audit entry. Of a launched rollout the worker then looks at AWS again. */
export async function saveRollout(
	ctx: Context,
	target: RolloutTarget,
	{ edit, action, details = {}, step, reconcile, within }: Save,
): Promise<Result<Rollout>> {
	return ctx.db.transaction(async (tx) => {
		const saved = await tx.rollouts.save(target.rolloutId, target.version, edit);
		if (saved === null) return failed({ code: "ROLLOUT_CHANGED_MEANWHILE" });
		if (step !== undefined) await tx.rollouts.saveDraft(target.rolloutId, step, null);
		await within?.(tx);
		const at = ctx.now();
		await tx.audit.append({
			actor: ctx.actor,
			action,
			subject: target.rolloutId,
			at,
			details: { version: saved.version, ...details },
		});
		const isLaunched = saved.status === "launched";
		if (reconcile !== undefined && isLaunched) await tx.rollouts.makeDue(target.rolloutId, at);
		if (reconcile === "always" || (reconcile === "launched" && isLaunched))
			await ctx.jobs.reconcileRollout(target.rolloutId, { sql: tx.sql });
		return ok(saved);
	});
}
