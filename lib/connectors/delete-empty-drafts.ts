import type { Context } from "#lib/context.ts";

const KEPT_DAYS = 7;

/** Drafts in which nothing was ever saved go after a week. */
export async function deleteEmptyDrafts(ctx: Context): Promise<void> {
	const olderThan = new Date(ctx.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1_000);
	const count = await ctx.db.connectors.deleteEmptyDrafts(olderThan);
	if (count > 0) ctx.log.info({ event: "empty-drafts-deleted", count }, "empty drafts deleted");
}
