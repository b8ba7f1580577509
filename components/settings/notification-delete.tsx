"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { deleteChannelAction } from "#lib/actions/notification-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";

export type NotificationDeleteProps = {
	readonly id: string;
	readonly version: number;
	readonly name: string;
};

export function NotificationDelete({ id, version, name }: NotificationDeleteProps) {
	const router = useRouter();
	const toast = useToast();
	const deleteChannel = useTrustAction(deleteChannelAction);
	const [isOpen, setIsOpen] = useState(false);
	const [isDeleting, setIsDeleting] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function remove() {
		setIsDeleting(true);
		const refused = await failureOf(() => deleteChannel({ id, version }));
		setFailure(refused);
		setIsDeleting(false);
		if (refused !== null) return;
		toast({ state: "ok", text: `Channel “${name}” deleted.` });
		router.push("/settings/notifications");
	}

	return (
		<>
			<Button tone="danger" size="small" onClick={() => setIsOpen(true)}>
				Delete channel
			</Button>
			<Dialog
				open={isOpen}
				onClose={() => setIsOpen(false)}
				title={`Delete “${name}”?`}
				actions={
					<>
						<Button onClick={() => setIsOpen(false)}>Keep it</Button>
						<Button tone="danger" pending={isDeleting} pendingLabel="Deleting…" onClick={remove}>
							Delete channel
						</Button>
					</>
				}
			>
				<p>
					Its address, its signing key and its delivery log are deleted for good, and messages that wait to be
					sent are dropped. Incidents and the audit trail stay.
				</p>
				<div className="mt-3 empty:hidden">
					<ActionFailureNotice failure={failure} />
				</div>
			</Dialog>
		</>
	);
}
