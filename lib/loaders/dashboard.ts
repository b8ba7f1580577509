import "server-only";
import type { DashboardQuery } from "#lib/domain/dashboard-query.ts";
import { serverContext } from "#lib/server-context.ts";
import { type DashboardView, readDashboard } from "./read-dashboard.ts";
import { requireSignedIn } from "./signed-in.ts";

export type { DashboardDays, DashboardView } from "./read-dashboard.ts";

export async function loadDashboard(
	query: DashboardQuery,
	{ withFleet }: { readonly withFleet: boolean },
): Promise<DashboardView> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	return readDashboard(ctx, query, { withDays: query.cols.includes("timeline"), withFleet });
}
