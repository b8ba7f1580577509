import type { Context } from "#lib/context.ts";
import type { AuditEntry } from "#lib/db/audit-port.ts";
import { type AuditFilter, serializeAuditQuery } from "#lib/domain/audit-query.ts";
import { csvLine } from "#lib/domain/csv.ts";
import { AUDIT_COLUMNS, auditValues, exportedEntry } from "./exported-entry.ts";
import { searchAudit } from "./search-audit.ts";

export type AuditExport = { readonly filter: AuditFilter; readonly format: "csv" | "json" };

/** So many entries are in memory at once, however many are written. */
const BATCH = 1_000;

/** Every entry that the filter finds, newest first, piece by piece as it is asked for. That it left is an entry too. */
export async function exportAudit(
	ctx: Context,
	{ filter, format }: AuditExport,
): Promise<AsyncGenerator<string>> {
	await ctx.db.audit.append({
		actor: ctx.actor,
		action: "audit.exported",
		subject: "audit",
		at: ctx.now(),
		details: { format, filter: serializeAuditQuery(filter) },
	});
	return format === "csv" ? csvPieces(ctx, filter) : jsonPieces(ctx, filter);
}

async function* csvPieces(ctx: Context, filter: AuditFilter): AsyncGenerator<string> {
	// The mark tells spreadsheets that this is UTF-8.
	yield `\uFEFF${csvLine(AUDIT_COLUMNS)}`;
	for await (const entries of batches(ctx, filter)) {
		yield entries.map((entry) => csvLine(auditValues(entry))).join("");
	}
}

async function* jsonPieces(ctx: Context, filter: AuditFilter): AsyncGenerator<string> {
	let before = "[\n";
	for await (const entries of batches(ctx, filter)) {
		yield before + entries.map((entry) => JSON.stringify(exportedEntry(entry))).join(",\n");
		before = ",\n";
	}
	yield before === "[\n" ? "[]\n" : "\n]\n";
}

async function* batches(ctx: Context, filter: AuditFilter): AsyncGenerator<readonly AuditEntry[]> {
	let before: string | null | undefined;
	while (before !== null) {
		const page = await searchAudit(ctx, { filter, limit: BATCH, ...(before !== undefined && { before }) });
		if (page.entries.length > 0) yield page.entries;
		before = page.next;
	}
}
