import type { Metadata } from "next";
import { Dashboard } from "#components/dashboard/dashboard.tsx";
import { parseDashboardQuery, type QueryParams } from "#lib/domain/dashboard-query.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadDashboard } from "#lib/loaders/dashboard.ts";
import { OperationIdSchema } from "#lib/schemas/operation-schema.ts";

export const metadata: Metadata = { title: "Connectors" };

export default async function DashboardPage({
	searchParams,
}: {
	readonly searchParams: Promise<QueryParams>;
}) {
	await allow("/");
	const params = await searchParams;
	const query = parseDashboardQuery(params);
	const operation = OperationIdSchema.safeParse(params.operation);
	const place = {
		view: params.view === "fleet" ? "fleet" : "tables",
		operation: operation.success ? operation.data : null,
	} as const;
	const view = await loadDashboard(query, { withFleet: place.view === "fleet" });
	return <Dashboard view={view} query={query} place={place} />;
}
