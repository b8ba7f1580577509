import { ApprovalPack } from "#components/launch/approval-pack.tsx";
import { LaunchDoor } from "#components/launch/launch-door.tsx";
import { loadApprovalPack } from "#lib/loaders/launch-link.ts";

type PackProps = { readonly params: Promise<{ readonly id: string }> };

export default async function ApprovalPackPage({ params }: PackProps) {
	const { id } = await params;
	const pack = await loadApprovalPack(id);
	return pack === null ? <LaunchDoor linkId={id} /> : <ApprovalPack pack={pack} />;
}
