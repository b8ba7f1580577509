"use client";

import { useRouter } from "next/navigation";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { startOffboardingAction } from "#lib/actions/lifecycle-actions.ts";
import { usePress } from "./use-press.ts";

type DiscardDraftProps = { readonly connectorId: string; readonly isDiscarded: boolean };

/** A draft is in neither Harness nor AWS: there is nothing to prove. */
export function DiscardDraft({ connectorId, isDiscarded }: DiscardDraftProps) {
	const router = useRouter();
	const toast = useToast();
	const { press, isPending, failure } = usePress();
	if (isDiscarded) {
		return (
			<Card title="This draft was discarded">
				<p className="text-ink-2">Its audit trail is kept. The account can be connected again.</p>
			</Card>
		);
	}
	return (
		<Card title="Discard this draft" subtitle="Nothing of it is in Harness, and its role never answered.">
			<p className="text-ink-2">
				What was entered is given up, and the account can be connected anew. If somebody launched its stack
				all the same, delete the stack in AWS.
			</p>
			<div className="mt-4 flex flex-wrap gap-2.5">
				<Button
					tone="danger"
					pending={isPending}
					pendingLabel="Discarding…"
					onClick={() =>
						press(
							() => startOffboardingAction({ connectorId }),
							() => {
								toast({ state: "ok", text: "Draft discarded." });
								router.push("/");
							},
						)
					}
				>
					Discard draft
				</Button>
				<LinkButton href={`/connectors/${connectorId}`}>Keep it</LinkButton>
			</div>
			<div className="mt-3 empty:hidden">
				<ActionFailureNotice failure={failure} />
			</div>
		</Card>
	);
}
