import type { Metadata } from "next";
import { OverviewStep } from "#components/setup/overview-step.tsx";
import { STEP_TITLES } from "#lib/domain/setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadOverviewStep } from "#lib/loaders/setup.ts";

export const metadata: Metadata = { title: STEP_TITLES.overview };

export default async function OverviewPage({ params }: { readonly params: Promise<{ id: string }> }) {
	await allow("/connectors/[id]/setup/overview");
	return <OverviewStep {...(await loadOverviewStep((await params).id))} />;
}
