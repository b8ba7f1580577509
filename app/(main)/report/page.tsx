import type { Metadata } from "next";
import { FleetReportView } from "#components/reports/fleet-report-view.tsx";
import { loadFleetReport } from "#lib/loaders/reports.ts";

export const metadata: Metadata = { title: "Fleet report" };

export default async function FleetReportPage() {
	return <FleetReportView page={await loadFleetReport()} />;
}
