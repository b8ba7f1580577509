import type { Metadata } from "next";
import { ExportPage } from "#components/exports/export-page.tsx";
import type { QueryParams } from "#lib/domain/dashboard-query.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadConnectorsExport } from "#lib/loaders/exports.ts";

export const metadata: Metadata = { title: "Export as files" };

type ExportProps = { readonly searchParams: Promise<QueryParams> };

export default async function ConnectorsExportPage({ searchParams }: ExportProps) {
	await allow("/connectors/export");
	const { page, params } = await loadConnectorsExport(await searchParams);
	return (
		<ExportPage
			page={page}
			pageHref={`/connectors/export?${params}`}
			filesHref={`/api/export/connectors/plan?${params}`}
		/>
	);
}
