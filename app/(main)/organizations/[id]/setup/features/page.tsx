import type { Metadata } from "next";
import { RolloutFeaturesStep } from "#components/organizations/setup/features-step.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadRolloutFeaturesStep } from "#lib/loaders/rollout-setup.ts";

export const metadata: Metadata = { title: "Features" };

export default async function RolloutFeaturesPage({ params }: { readonly params: Promise<{ id: string }> }) {
	await allow("/organizations/[id]/setup/features");
	return <RolloutFeaturesStep {...(await loadRolloutFeaturesStep((await params).id))} />;
}
