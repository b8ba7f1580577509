import type { Metadata } from "next";
import { TestStep } from "#components/setup/test-step.tsx";
import { STEP_TITLES } from "#lib/domain/setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadTestStep } from "#lib/loaders/test-step.ts";

export const metadata: Metadata = { title: STEP_TITLES.test };

type Props = { readonly params: Promise<{ readonly id: string }> };

export default async function TestPage({ params }: Props) {
	await allow("/connectors/[id]/setup/test");
	return <TestStep step={await loadTestStep((await params).id)} />;
}
