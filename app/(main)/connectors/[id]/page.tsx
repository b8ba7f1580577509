import type { Metadata } from "next";
import { ConnectorDetailPage } from "#components/connectors/connector-detail.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadConnectorDetail, loadConnectorName } from "#lib/loaders/connectors.ts";

type ConnectorProps = { readonly params: Promise<{ readonly id: string }> };

export async function generateMetadata({ params }: ConnectorProps): Promise<Metadata> {
	return { title: await loadConnectorName((await params).id) };
}

export default async function ConnectorPage({ params }: ConnectorProps) {
	await allow("/connectors/[id]");
	return <ConnectorDetailPage detail={await loadConnectorDetail((await params).id)} />;
}
