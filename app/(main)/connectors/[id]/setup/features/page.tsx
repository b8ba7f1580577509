import type { Metadata } from "next";
import { FeaturesStep } from "#components/setup/features-step.tsx";
import { STEP_TITLES } from "#lib/domain/setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadFeaturesStep } from "#lib/loaders/setup.ts";

export const metadata: Metadata = { title: STEP_TITLES.features };

export default async function FeaturesPage({ params }: { readonly params: Promise<{ id: string }> }) {
	await allow("/connectors/[id]/setup/features");
	return <FeaturesStep {...(await loadFeaturesStep((await params).id))} />;
}
