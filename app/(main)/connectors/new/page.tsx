import type { Metadata } from "next";
import { NewConnector } from "#components/setup/new-connector.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadNewConnector } from "#lib/loaders/new-connector.ts";

export const metadata: Metadata = { title: "Connect an AWS account" };

export default async function NewConnectorPage({
	searchParams,
}: {
	readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
	await allow("/connectors/new");
	const { for: purpose } = await searchParams;
	return <NewConnector page={await loadNewConnector()} isForAutoStopping={purpose === "autostopping"} />;
}
