import type { Metadata } from "next";
import { VerifierView } from "#components/settings/verifier-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadSettings } from "#lib/loaders/settings.ts";

export const metadata: Metadata = { title: "Verifier" };

export default async function VerifierPage() {
	await allow("/settings/verifier");
	return <VerifierView page={await loadSettings()} />;
}
