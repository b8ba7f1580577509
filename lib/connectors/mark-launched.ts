import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";

/**
 * "Launch template in AWS console" was pressed, or the stack was said to be complete. From here on a new
 * role may take five minutes to answer. Pressing again starts the time anew.
 */
export async function markLaunched(
	ctx: Context,
	{ connectorId }: { connectorId: string },
): Promise<Result<true>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.overview === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (connector.offboarding !== null) return failed({ code: "CONNECTOR_OFFBOARDING" });
	const own = await ownStack(ctx, connector);
	if (!own.ok) return own;
	const now = ctx.now();
	await ctx.db.transaction(async (tx) => {
		await tx.connectors.observe(connectorId, { launchedAt: now, watchedAt: now });
		await tx.audit.append({
			actor: ctx.actor,
			action: "connector.launched",
			subject: connectorId,
			at: now,
			details: {},
		});
		await ctx.jobs.checkConnector(connectorId, { sql: tx.sql });
	});
	return ok(true);
}
