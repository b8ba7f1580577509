import { LaunchDoor } from "#components/launch/launch-door.tsx";
import { LaunchRequest } from "#components/launch/launch-request.tsx";
import { loadReceiver } from "#lib/loaders/launch-link.ts";

type LaunchProps = { readonly params: Promise<{ readonly id: string }> };

export default async function LaunchLinkPage({ params }: LaunchProps) {
	const { id } = await params;
	const view = await loadReceiver(id);
	return view === null ? <LaunchDoor linkId={id} /> : <LaunchRequest view={view} />;
}
