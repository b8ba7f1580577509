import type { Metadata } from "next";
import { LaunchStep } from "#components/organizations/setup/launch-step.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadLaunchStep } from "#lib/loaders/rollout-setup.ts";

export const metadata: Metadata = { title: "Launch" };

export default async function RolloutLaunchPage({ params }: { readonly params: Promise<{ id: string }> }) {
	await allow("/organizations/[id]/setup/launch");
	return <LaunchStep {...(await loadLaunchStep((await params).id))} />;
}
