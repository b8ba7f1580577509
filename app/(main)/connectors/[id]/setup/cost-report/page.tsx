import type { Metadata } from "next";
import { CostReportStep } from "#components/setup/cost-report-step.tsx";
import { STEP_TITLES } from "#lib/domain/setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadCostReportStep } from "#lib/loaders/setup.ts";

export const metadata: Metadata = { title: STEP_TITLES["cost-report"] };

export default async function CostReportPage({ params }: { readonly params: Promise<{ id: string }> }) {
	await allow("/connectors/[id]/setup/cost-report");
	return <CostReportStep {...(await loadCostReportStep((await params).id))} />;
}
