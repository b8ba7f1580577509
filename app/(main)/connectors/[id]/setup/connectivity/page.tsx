import type { Metadata } from "next";
import { ConnectivityStep } from "#components/platform/connectivity-step.tsx";
import { PLATFORM_STEP_TITLES } from "#lib/domain/platform/platform-setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadConnectivity } from "#lib/loaders/platform-setup.ts";

export const metadata: Metadata = { title: PLATFORM_STEP_TITLES.connectivity };

type Props = { readonly params: Promise<{ readonly id: string }> };

export default async function ConnectivityPage({ params }: Props) {
	await allow("/connectors/[id]/setup/connectivity");
	return <ConnectivityStep {...(await loadConnectivity((await params).id))} />;
}
