import { LaunchBusy } from "#components/launch/launch-busy.tsx";
import { LaunchDoor } from "#components/launch/launch-door.tsx";
import { LaunchRequest } from "#components/launch/launch-request.tsx";
import { RolloutLaunchRequest } from "#components/launch/rollout-request.tsx";
import { loadReceiver } from "#lib/loaders/launch-link.ts";

type LaunchProps = { readonly params: Promise<{ readonly id: string }> };

export default async function LaunchLinkPage({ params }: LaunchProps) {
	const { id } = await params;
	const view = await loadReceiver(id);
	if (view === null) return <LaunchDoor linkId={id} />;
	if (view === "busy") return <LaunchBusy />;
	return view.kind === "roll-out" ? <RolloutLaunchRequest view={view} /> : <LaunchRequest view={view} />;
}
