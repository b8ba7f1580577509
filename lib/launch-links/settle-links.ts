import type { Context } from "#lib/context.ts";
import { isFulfilled } from "#lib/domain/launch-link.ts";
import { linkFacts } from "./link-facts.ts";

/**
 * Ends the links whose request is done, by what the checks have shown. Whoever looks at the evidence calls it, the
 * worker and both pages; a link ends once.
 */
export async function settleLinks(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<void> {
	const now = ctx.now();
	const open = await ctx.db.launchLinks.openOf(connectorId, now);
	if (open.length === 0) return;
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null) return;
	const facts = await linkFacts(ctx, connector);
	for (const link of open) {
		if (!isFulfilled(link, facts)) continue;
		await ctx.db.transaction(async (tx) => {
			if (!(await tx.launchLinks.change(link.id, { completedAt: now }, { now }))) return;
			await tx.audit.append({
				actor: { kind: "system", id: "evidence", name: "Rolebridge", address: null, requestId: null },
				action: "launch-link.completed",
				subject: connectorId,
				at: now,
				details: { link: link.id, kind: link.kind },
			});
		});
	}
}
