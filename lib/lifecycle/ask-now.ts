import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** Somebody says that the stack is updated: the worker looks at once. Asking again is harmless. */
export async function askNow(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<true>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.status !== "registered") return failed({ code: "CONNECTOR_NOT_FOUND" });
	await ctx.jobs.advanceChanges(connectorId);
	return ok(true);
}
