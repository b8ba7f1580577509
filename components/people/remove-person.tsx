"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { removePersonAction } from "#lib/actions/people-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";

export type RemovePersonProps = {
	readonly personId: string;
	readonly name: string;
	readonly isOwn: boolean;
};

export function RemovePerson({ personId, name, isOwn }: RemovePersonProps) {
	const router = useRouter();
	const toast = useToast();
	const removePerson = useTrustAction(removePersonAction);
	const [isOpen, setIsOpen] = useState(false);
	const [isRemoving, setIsRemoving] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function remove() {
		// The question who one is stands in a dialog of its own: two at once would cover each other.
		setIsOpen(false);
		setIsRemoving(true);
		const refused = await failureOf(() => removePerson({ personId }));
		setFailure(refused);
		setIsRemoving(false);
		if (refused !== null) return;
		toast({ state: "ok", text: `${name} is removed.` });
		router.push("/settings/people");
	}

	return (
		<div className="flex flex-col items-start gap-3">
			<ActionFailureNotice failure={failure} />
			<Button tone="danger" pending={isRemoving} pendingLabel="Removing…" onClick={() => setIsOpen(true)}>
				{isOwn ? "Remove yourself" : "Remove this person"}
			</Button>
			<Dialog
				open={isOpen}
				onClose={() => setIsOpen(false)}
				title={`Remove ${name}?`}
				actions={
					<>
						<Button onClick={() => setIsOpen(false)}>Keep them</Button>
						<Button tone="danger" onClick={remove}>
							Remove
						</Button>
					</>
				}
			>
				<p>
					They are signed out everywhere, and their API keys and second factors are deleted for good. They can
					be invited again.
				</p>
			</Dialog>
		</div>
	);
}
