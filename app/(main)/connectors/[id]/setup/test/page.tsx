import type { Metadata } from "next";
import { PlatformTestStep } from "#components/platform/test-step.tsx";
import { TestStep } from "#components/setup/test-step.tsx";
import { STEP_TITLES } from "#lib/domain/setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { isPlatformConnector, loadPlatformTest } from "#lib/loaders/platform-setup.ts";
import { loadTestStep } from "#lib/loaders/test-step.ts";

export const metadata: Metadata = { title: STEP_TITLES.test };

type Props = { readonly params: Promise<{ readonly id: string }> };

export default async function TestPage({ params }: Props) {
	await allow("/connectors/[id]/setup/test");
	const { id } = await params;
	if (await isPlatformConnector(id)) return <PlatformTestStep step={await loadPlatformTest(id)} />;
	return <TestStep step={await loadTestStep(id)} />;
}
