import { ApprovalPack } from "#components/launch/approval-pack.tsx";
import { LaunchBusy } from "#components/launch/launch-busy.tsx";
import { LaunchDoor } from "#components/launch/launch-door.tsx";
import { RolloutPack } from "#components/launch/rollout-pack.tsx";
import { loadApprovalPack } from "#lib/loaders/launch-link.ts";

type PackProps = { readonly params: Promise<{ readonly id: string }> };

export default async function ApprovalPackPage({ params }: PackProps) {
	const { id } = await params;
	const pack = await loadApprovalPack(id);
	if (pack === null) return <LaunchDoor linkId={id} />;
	if (pack === "busy") return <LaunchBusy />;
	return pack.kind === "roll-out" ? <RolloutPack pack={pack} /> : <ApprovalPack pack={pack} />;
}
