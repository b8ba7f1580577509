import type { Metadata } from "next";
import { PlatformOverviewStep } from "#components/platform/overview-step.tsx";
import { OverviewStep } from "#components/setup/overview-step.tsx";
import { STEP_TITLES } from "#lib/domain/setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { isPlatformConnector, loadPlatformOverview } from "#lib/loaders/platform-setup.ts";
import { loadOverviewStep } from "#lib/loaders/setup.ts";

export const metadata: Metadata = { title: STEP_TITLES.overview };

export default async function OverviewPage({ params }: { readonly params: Promise<{ id: string }> }) {
	await allow("/connectors/[id]/setup/overview");
	const { id } = await params;
	if (await isPlatformConnector(id)) return <PlatformOverviewStep {...(await loadPlatformOverview(id))} />;
	return <OverviewStep {...(await loadOverviewStep(id))} />;
}
