import { redirect } from "next/navigation";
import { loadSetupStart } from "#lib/loaders/connectors.ts";

type ConnectorProps = { readonly params: Promise<{ readonly id: string }> };

/** Where somebody who comes back to a set-up goes on. */
export default async function SetupPage({ params }: ConnectorProps) {
	const { id } = await params;
	redirect(`/connectors/${id}/setup/${await loadSetupStart(id)}`);
}
