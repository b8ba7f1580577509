import type { Context } from "#lib/context.ts";
import type { RolloutChange } from "#lib/domain/rollout.ts";

const NAMED_AT_MOST = 50;

/** One entry of the audit log for all that one look found changed; each change stands in the rollout's own list. */
export async function noteChanges(
	ctx: Context,
	rolloutId: string,
	changes: readonly RolloutChange[],
): Promise<void> {
	if (changes.length === 0) return;
	const byKind = Map.groupBy(changes, ({ kind }) => kind);
	const details = Object.fromEntries(
		[...byKind].map(([kind, own]) => [
			kind,
			{ count: own.length, accounts: own.slice(0, NAMED_AT_MOST).map(({ accountId }) => accountId) },
		]),
	);
	await ctx.db.audit.append({
		actor: ctx.actor,
		action: "rollout.accounts-changed",
		subject: rolloutId,
		at: ctx.now(),
		details,
	});
}
