import type { Metadata } from "next";
import { RolloutHeader } from "#components/organizations/watch/rollout-head.tsx";
import { RolloutWatch } from "#components/organizations/watch/rollout-watch.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadRolloutWatch } from "#lib/loaders/rollout-watch.ts";
import { loadRolloutName } from "#lib/loaders/rollouts.ts";

type RolloutProps = { readonly params: Promise<{ readonly id: string }> };

export async function generateMetadata({ params }: RolloutProps): Promise<Metadata> {
	return { title: await loadRolloutName((await params).id) };
}

export default async function RolloutPage({ params }: RolloutProps) {
	await allow("/organizations/[id]");
	const { id } = await params;
	const { head, view } = await loadRolloutWatch(id);
	return (
		<>
			<RolloutHeader
				head={head}
				actions={
					<LinkButton href={`/api/export/rollouts/${id}`} download>
						Export as CSV
					</LinkButton>
				}
			/>
			<RolloutWatch head={head} initial={view} />
		</>
	);
}
