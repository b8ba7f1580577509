import type { Context } from "#lib/context.ts";
import type { FailureCode } from "#lib/domain/failures.ts";

export type Refusal = {
	/** What was asked for: `action:saveLimitsAction`, `route:POST /api/v1/connectors`. */
	readonly asked: string;
	readonly code: FailureCode;
};

const AGAIN_AFTER_MS = 60_000;

/**
 * Writes down that somebody asked for what they may not have. The same, asked again within a minute, is not written
 * again: nobody fills the log by asking.
 */
export async function noteRefusal(
	ctx: Pick<Context, "actor" | "db" | "now">,
	{ asked, code }: Refusal,
): Promise<void> {
	const at = ctx.now();
	const since = new Date(at.getTime() - AGAIN_AFTER_MS);
	const action = "access.refused";
	if (await ctx.db.audit.hasSince(ctx.actor.id, action, asked, since)) return;
	await ctx.db.audit.append({
		actor: ctx.actor,
		action,
		subject: asked,
		at,
		details: { code },
		outcome: "refused",
	});
}
