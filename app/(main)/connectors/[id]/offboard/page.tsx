import type { Metadata } from "next";
import { Offboard } from "#components/offboard/offboard.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadConnectorName } from "#lib/loaders/connectors.ts";
import { loadOffboard } from "#lib/loaders/offboard.ts";

type OffboardProps = { readonly params: Promise<{ readonly id: string }> };

export async function generateMetadata({ params }: OffboardProps): Promise<Metadata> {
	return { title: `Offboard ${await loadConnectorName((await params).id)}` };
}

export default async function OffboardPage({ params }: OffboardProps) {
	await allow("/connectors/[id]/offboard");
	return <Offboard view={await loadOffboard((await params).id)} />;
}
