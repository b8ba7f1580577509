import { exportedEntry } from "#lib/audit/exported-entry.ts";
import { searchAudit } from "#lib/audit/search-audit.ts";
import type { Context } from "#lib/context.ts";
import { NO_AUDIT_FILTER } from "#lib/domain/audit-query.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import type { Answer, Input } from "./endpoints.ts";

type Route = "GET /api/v1/audit-events";

export async function listAuditEvents(
	ctx: Context,
	{ query: { limit, cursor, ...given } }: Input<Route>,
): Promise<Result<Answer<Route>>> {
	const [before] = cursor === undefined ? [] : (parseCursor(cursor, 1) ?? [""]);
	if (before !== undefined && !/^[0-9]{1,18}$/.test(before))
		return failed({ code: "INPUT_INVALID", field: "cursor" });
	const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
	const filter = { ...NO_AUDIT_FILTER, ...asked };
	const page = await searchAudit(ctx, { filter, limit, ...(before !== undefined && { before }) });
	return ok({
		items: page.entries.map(({ id, subjectName: _, ...entry }) => ({ ...exportedEntry(entry), id })),
		next: page.next === null ? null : formatCursor([page.next]),
	});
}
