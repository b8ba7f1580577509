import { redirect } from "next/navigation";
import { allow } from "#lib/loaders/allow.ts";
import { loadRolloutStart } from "#lib/loaders/rollouts.ts";

type SetupProps = { readonly params: Promise<{ readonly id: string }> };

/** Where somebody who comes back to a set-up goes on. */
export default async function RolloutSetupPage({ params }: SetupProps) {
	await allow("/organizations/[id]/setup");
	const { id } = await params;
	const step = await loadRolloutStart(id);
	redirect(step === null ? `/organizations/${id}` : `/organizations/${id}/setup/${step}`);
}
