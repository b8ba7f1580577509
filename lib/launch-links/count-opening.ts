import type { Context } from "#lib/context.ts";
import { auditHolder } from "./audit-holder.ts";
import type { Held } from "./held-link.ts";

/** The page's own script says that the request is on somebody's screen. What only fetches a page counts for nothing. */
export async function countOpening(ctx: Context, held: Held): Promise<void> {
	await ctx.db.transaction(async (tx) => {
		await tx.launchLinks.countOpening(held.link.id, ctx.now());
		await tx.audit.append(auditHolder(ctx, held, "launch-link.shown"));
	});
}
