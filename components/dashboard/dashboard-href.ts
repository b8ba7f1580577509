import { type DashboardQuery, serializeDashboardQuery } from "#lib/domain/dashboard-query.ts";

/** What the page's address holds beside the query. */
export type DashboardPlace = {
	/** "fleet": the charts instead of the tables. */
	readonly view: "tables" | "fleet";
	/** An operation whose progress is shown. */
	readonly operation: string | null;
};

/** The page's address for a query. Whatever changes which rows are shown begins at their first page again. */
export function dashboardHref(
	query: DashboardQuery,
	change: Partial<DashboardQuery> = {},
	place: DashboardPlace = { view: "tables", operation: null },
): string {
	const movesOn = "billing" in change || "resource" in change;
	const next = { ...query, ...(!movesOn && { billing: null, resource: null }), ...change };
	const params = new URLSearchParams(serializeDashboardQuery(next));
	if (place.view === "fleet") params.set("view", "fleet");
	if (place.operation !== null) params.set("operation", place.operation);
	const text = params.toString();
	return text === "" ? "/" : `/?${text}`;
}

/** The same query for another route that takes it: the export, the poll. */
export function queryString(query: DashboardQuery): string {
	return new URLSearchParams(serializeDashboardQuery(query)).toString();
}
