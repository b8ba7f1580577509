import { type DashboardFilter, dashboardFilterOf, parseDashboardQuery } from "#lib/domain/dashboard-query.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

type FilterQuery = {
	readonly q?: string | undefined;
	readonly health?: readonly string[] | undefined;
	readonly proof?: string | undefined;
	readonly feature?: string | undefined;
	readonly tag?: string | undefined;
	readonly partition?: string | undefined;
	readonly type?: string | undefined;
	readonly kind?: string | undefined;
};

/**
 * The dashboard's filter from a URL's parameters. Unlike there, what is not understood is refused: a program that
 * mistypes must not be handed everything.
 */
export function connectorFilter({ health, ...texts }: FilterQuery): Result<DashboardFilter> {
	const filter = dashboardFilterOf(parseDashboardQuery({ ...texts, health: health?.join(",") }));
	const isLost = (given: string | undefined, read: unknown) => (given ?? "") !== "" && !read;
	if (isLost(texts.q, filter.q))
		return failed({ code: "INPUT_INVALID", field: "q", detail: "Search for at least one character." });
	if (isLost(texts.tag, filter.tag)) {
		const detail = "A tag is key or key:value, each with at most 128 characters.";
		return failed({ code: "INPUT_INVALID", field: "tag", detail });
	}
	return ok(filter);
}
