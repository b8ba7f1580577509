import type { Context } from "#lib/context.ts";
import type { DbTransaction } from "#lib/db/port.ts";

/** Beside a rollout's unsaved typing: the ended rollout whose external ID it has. */
const INHERITED = "predecessor";

/**
 * The stack set of an ended rollout over the same organization is still in AWS, and its roles ask for that rollout's
 * external IDs. The new one goes on with them, so that its launch changes no trust policy; the ended one gets the
 * random ID that was made for the new one and never used. Only before the launch.
 */
export async function inheritExternalId(ctx: Context, tx: DbTransaction, rolloutId: string): Promise<void> {
	const before = await tx.rollouts.predecessor(rolloutId);
	if (before === null) return;
	await tx.rollouts.swapExternalIds(rolloutId, before.id);
	await tx.rollouts.saveDraft(rolloutId, INHERITED, { rolloutId: before.id });
	await note(ctx, tx, rolloutId, "rollout.external-id-inherited", { from: before.id });
}

/** The rollout is deleted, or is about another organization after all: the ended one has its external ID again. */
export async function giveBackExternalId(ctx: Context, tx: DbTransaction, rolloutId: string): Promise<void> {
	const from = predecessorOf((await tx.rollouts.drafts(rolloutId))[INHERITED]);
	if (from === null || (await tx.rollouts.find(from)) === null) return;
	await tx.rollouts.swapExternalIds(rolloutId, from);
	await tx.rollouts.saveDraft(rolloutId, INHERITED, null);
	await note(ctx, tx, rolloutId, "rollout.external-id-returned", { to: from });
}

function predecessorOf(stored: unknown): string | null {
	if (typeof stored !== "object" || stored === null || !("rolloutId" in stored)) return null;
	return typeof stored.rolloutId === "string" ? stored.rolloutId : null;
}

function note(
	ctx: Context,
	tx: DbTransaction,
	subject: string,
	action: string,
	details: Readonly<Record<string, string>>,
): Promise<void> {
	return tx.audit.append({ actor: ctx.actor, action, subject, at: ctx.now(), details });
}
