import type { Metadata } from "next";
import { ConnectorReportView } from "#components/reports/connector-report-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadConnectorReport } from "#lib/loaders/reports.ts";

export const metadata: Metadata = { title: "Evidence report" };

type ReportProps = { readonly params: Promise<{ readonly id: string }> };

export default async function ReportPage({ params }: ReportProps) {
	await allow("/connectors/[id]/report");
	return <ConnectorReportView page={await loadConnectorReport((await params).id)} />;
}
