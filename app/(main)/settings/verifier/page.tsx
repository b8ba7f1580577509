import type { Metadata } from "next";
import { VerifierView } from "#components/settings/verifier-view.tsx";
import { loadSettings } from "#lib/loaders/settings.ts";

export const metadata: Metadata = { title: "Verifier" };

export default async function VerifierPage() {
	return <VerifierView page={await loadSettings()} />;
}
