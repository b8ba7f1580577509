import type { Metadata } from "next";
import { AddProof } from "#components/import/add-proof.tsx";
import { loadAddProof } from "#lib/loaders/add-proof.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadConnectorName } from "#lib/loaders/connectors.ts";

type AddProofProps = { readonly params: Promise<{ readonly id: string }> };

export async function generateMetadata({ params }: AddProofProps): Promise<Metadata> {
	return { title: `Add proof to ${await loadConnectorName((await params).id)}` };
}

export default async function AddProofPage({ params }: AddProofProps) {
	await allow("/connectors/[id]/add-proof");
	return <AddProof view={await loadAddProof((await params).id)} />;
}
