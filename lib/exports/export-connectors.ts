import type { Context } from "#lib/context.ts";
import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import { csvLine } from "#lib/domain/csv.ts";
import {
	type DashboardFilter,
	parseDashboardQuery,
	serializeDashboardQuery,
} from "#lib/domain/dashboard-query.ts";
import { EXPORT_COLUMNS, exportedRecord, exportedValues } from "./exported-connector.ts";

export type ExportFormat = "csv" | "json";

/** So many connectors are in memory at once, however many are written. */
const BATCH = 1_000;

/** Every connector that the filter finds, piece by piece as it is asked for; health is as of the piece's time. */
export async function exportConnectors(
	ctx: Context,
	{ filter, format }: { readonly filter: DashboardFilter; readonly format: ExportFormat },
): Promise<AsyncGenerator<string>> {
	const asked = serializeDashboardQuery({ ...parseDashboardQuery({}), ...filter });
	await ctx.db.audit.append({
		actor: ctx.actor,
		action: "connectors.exported",
		subject: "connectors",
		at: ctx.now(),
		details: { format, filter: asked },
	});
	return format === "csv" ? csvPieces(ctx, filter) : jsonPieces(ctx, filter);
}

async function* csvPieces(ctx: Context, filter: DashboardFilter): AsyncGenerator<string> {
	// The mark tells spreadsheets that this is UTF-8.
	yield `\uFEFF${csvLine(EXPORT_COLUMNS)}`;
	for await (const rows of batches(ctx, filter)) {
		yield rows.map((row) => csvLine(exportedValues(row))).join("");
	}
}

async function* jsonPieces(ctx: Context, filter: DashboardFilter): AsyncGenerator<string> {
	let before = "[\n";
	for await (const rows of batches(ctx, filter)) {
		yield before + rows.map((row) => JSON.stringify(exportedRecord(row))).join(",\n");
		before = ",\n";
	}
	yield before === "[\n" ? "[]\n" : "\n]\n";
}

async function* batches(ctx: Context, filter: DashboardFilter): AsyncGenerator<readonly DashboardRow[]> {
	let after: DashboardRow | null = null;
	for (;;) {
		const rows: readonly DashboardRow[] = await ctx.db.dashboard.batch(filter, {
			after,
			limit: BATCH,
			now: ctx.now(),
		});
		if (rows.length > 0) yield rows;
		after = rows.at(-1) ?? null;
		if (rows.length < BATCH) return;
	}
}
