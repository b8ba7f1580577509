import type { Context } from "#lib/context.ts";
import type { Result } from "#lib/domain/result.ts";
import { downloadExport } from "#lib/exports/download-export.ts";
import type { Download, Input } from "./endpoints.ts";
import { findConnector } from "./find-connector.ts";

/** A connector as other tools take it. */
export async function exportConnector(
	ctx: Context,
	{ params: { id, format }, query: { as: shape } }: Input<"GET /api/v1/connectors/[id]/exports/[format]">,
): Promise<Result<Download>> {
	const connector = await findConnector(ctx, id);
	if (!connector.ok) return connector;
	return downloadExport(ctx, { subject: { kind: "connectors", ids: [id] }, format, shape });
}
