import type { Metadata } from "next";
import { FleetReportView } from "#components/reports/fleet-report-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadFleetReport } from "#lib/loaders/reports.ts";

export const metadata: Metadata = { title: "Fleet report" };

export default async function FleetReportPage() {
	await allow("/report");
	return <FleetReportView page={await loadFleetReport()} />;
}
