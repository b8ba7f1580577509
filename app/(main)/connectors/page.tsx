import type { Metadata } from "next";
import { ConnectorList } from "#components/connectors/connector-list.tsx";
import { loadConnectorPage } from "#lib/loaders/connectors.ts";

export const metadata: Metadata = { title: "Connectors" };

type ConnectorsProps = { readonly searchParams: Promise<{ readonly after?: string | string[] }> };

export default async function ConnectorsPage({ searchParams }: ConnectorsProps) {
	const { after } = await searchParams;
	const from = typeof after === "string" && after !== "" ? after : undefined;
	return <ConnectorList page={await loadConnectorPage(from)} isLater={from !== undefined} />;
}
