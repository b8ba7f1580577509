import type { Metadata } from "next";
import { DelegateStep } from "#components/platform/delegate-step.tsx";
import { PLATFORM_STEP_TITLES } from "#lib/domain/platform/platform-setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadDelegate } from "#lib/loaders/platform-setup.ts";

export const metadata: Metadata = { title: PLATFORM_STEP_TITLES.delegate };

type Props = { readonly params: Promise<{ readonly id: string }> };

export default async function DelegatePage({ params }: Props) {
	await allow("/connectors/[id]/setup/delegate");
	return <DelegateStep {...(await loadDelegate((await params).id))} />;
}
