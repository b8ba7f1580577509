import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** Somebody says that the stack gave up what is no longer used; the checks tell whether it did. */
export async function dropShrink(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<Connector>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.status !== "registered") return failed({ code: "CONNECTOR_NOT_FOUND" });
	await ctx.db.transaction(async (tx) => {
		await tx.changes.note(connectorId, "shrink", null);
		await tx.audit.append({
			actor: ctx.actor,
			action: "connector.stack.reduced",
			subject: connectorId,
			at: ctx.now(),
			details: {},
		});
		await ctx.jobs.checkConnector(connectorId, { sql: tx.sql });
	});
	return ok(connector);
}
