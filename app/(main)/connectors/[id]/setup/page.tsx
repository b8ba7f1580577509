import { redirect } from "next/navigation";
import { allow } from "#lib/loaders/allow.ts";
import { loadSetupStart } from "#lib/loaders/connectors.ts";

type ConnectorProps = { readonly params: Promise<{ readonly id: string }> };

/** Where somebody who comes back to a set-up goes on. */
export default async function SetupPage({ params }: ConnectorProps) {
	await allow("/connectors/[id]/setup");
	const { id } = await params;
	redirect(await loadSetupStart(id));
}
