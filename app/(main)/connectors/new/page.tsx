import type { Metadata } from "next";
import { NewConnector } from "#components/setup/new-connector.tsx";
import { loadNewConnector } from "#lib/loaders/new-connector.ts";

export const metadata: Metadata = { title: "Connect an AWS account" };

export default async function NewConnectorPage({ searchParams }: PageProps<"/connectors/new">) {
	const { for: purpose } = await searchParams;
	return <NewConnector page={await loadNewConnector()} isForAutoStopping={purpose === "autostopping"} />;
}
