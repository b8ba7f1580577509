import type { Context } from "#lib/context.ts";
import type { BatchPlace } from "#lib/db/dashboard-port.ts";
import { DASHBOARD_TABLES } from "#lib/domain/dashboard-query.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { connectorAnswer } from "./connector-answer.ts";
import { connectorFilter } from "./connector-filter.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import type { Answer, Input } from "./endpoints.ts";

type Route = "GET /api/v1/connectors";

export async function listConnectors(
	ctx: Context,
	{ query: { limit, cursor, ...filters } }: Input<Route>,
): Promise<Result<Answer<Route>>> {
	const filter = connectorFilter(filters);
	if (!filter.ok) return filter;
	const after = cursor === undefined ? null : placeOf(cursor);
	if (cursor !== undefined && after === null) return failed({ code: "INPUT_INVALID", field: "cursor" });
	const found = await ctx.db.dashboard.batch(filter.value, { after, limit: limit + 1, now: ctx.now() });
	const rows = found.slice(0, limit);
	const last = found.length > limit ? rows.at(-1) : undefined;
	return ok({
		items: rows.map(connectorAnswer),
		next: last === undefined ? null : formatCursor([last.table, last.name ?? "", last.id]),
	});
}

function placeOf(cursor: string): BatchPlace | null {
	const [tableText, name = "", id = ""] = parseCursor(cursor, 3) ?? [];
	const table = DASHBOARD_TABLES.find((each) => each === tableText);
	return table === undefined || !/^[a-z0-9]{1,40}$/.test(id) ? null : { table, name, id };
}
