import type { Metadata } from "next";
import { ConnectorReportView } from "#components/reports/connector-report-view.tsx";
import { loadConnectorReport } from "#lib/loaders/reports.ts";

export const metadata: Metadata = { title: "Evidence report" };

type ReportProps = { readonly params: Promise<{ readonly id: string }> };

export default async function ReportPage({ params }: ReportProps) {
	return <ConnectorReportView page={await loadConnectorReport((await params).id)} />;
}
