import type { Metadata } from "next";
import { CredentialsStep } from "#components/platform/credentials-step.tsx";
import { PLATFORM_STEP_TITLES } from "#lib/domain/platform/platform-setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadCredentials } from "#lib/loaders/platform-setup.ts";

export const metadata: Metadata = { title: PLATFORM_STEP_TITLES.credentials };

type Props = { readonly params: Promise<{ readonly id: string }> };

export default async function CredentialsPage({ params }: Props) {
	await allow("/connectors/[id]/setup/credentials");
	return <CredentialsStep {...(await loadCredentials((await params).id))} />;
}
