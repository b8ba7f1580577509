import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { downloadExport } from "#lib/exports/download-export.ts";
import { exportConnectors } from "#lib/exports/export-connectors.ts";
import { connectorFilter } from "./connector-filter.ts";
import type { Download, Input } from "./endpoints.ts";

const MEDIA = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;

/** The dashboard's export, by a key. */
export async function exportAll(
	ctx: Context,
	{ query: { format, ...filters } }: Input<"GET /api/v1/exports/connectors">,
): Promise<Result<Download>> {
	const filter = connectorFilter(filters);
	if (!filter.ok) return filter;
	if (format !== "csv" && format !== "json") {
		// External IDs are in it.
		if (!ctx.can("connector.view-trust")) return failed({ code: "NOT_ALLOWED" });
		return downloadExport(ctx, { subject: { kind: "filter", filter: filter.value }, format, shape: "zip" });
	}
	const text = await exportConnectors(ctx, { filter: filter.value, format });
	const stamp = ctx.now().toISOString().slice(0, 10);
	return ok({ mediaType: MEDIA[format], fileName: `rolebridge-connectors-${stamp}.${format}`, text });
}
