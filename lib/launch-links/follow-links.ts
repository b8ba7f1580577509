import type { Context } from "#lib/context.ts";
import { settleLinks } from "./settle-links.ts";

const MINUTE_MS = 60_000;
/** After so long a stack is not expected any more; who opens the page has it looked for again. */
const PATIENCE_MINUTES = 24 * 60;

/**
 * After a look at a connector: ends the links whose request is done. Where a receiver went to AWS and both pages are
 * closed, has the role looked for on: every minute for an hour, then every 15 until a day has passed.
 */
export async function followLinks(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<void> {
	await settleLinks(ctx, { connectorId });
	const now = ctx.now();
	const open = await ctx.db.launchLinks.openOf(connectorId, now);
	const acted = open.flatMap(({ kind, actedAt }) =>
		kind === "connect" && actedAt !== null ? [actedAt.getTime()] : [],
	);
	if (acted.length === 0) return;
	const minutes = (now.getTime() - Math.max(...acted)) / MINUTE_MS;
	if (minutes > PATIENCE_MINUTES) return;
	await ctx.jobs.checkConnector(connectorId, { startAfterSeconds: minutes < 60 ? 60 : 15 * 60 });
}
