"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { revokeKeyAction } from "#lib/actions/api-key-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";

export function RevokeKey({ id, name }: { readonly id: string; readonly name: string }) {
	const toast = useToast();
	const revoke = useTrustAction(revokeKeyAction);
	const [isOpen, setIsOpen] = useState(false);
	const [isRevoking, setIsRevoking] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function press() {
		setIsRevoking(true);
		const refused = await failureOf(() => revoke({ id }));
		setFailure(refused);
		setIsRevoking(false);
		if (refused !== null) return;
		setIsOpen(false);
		toast({ state: "ok", text: `API key “${name}” revoked.` });
	}

	return (
		<>
			<Button size="small" aria-label={`Revoke ${name}`} onClick={() => setIsOpen(true)}>
				Revoke
			</Button>
			<Dialog
				open={isOpen}
				onClose={() => setIsOpen(false)}
				title={`Revoke “${name}”?`}
				actions={
					<>
						<Button onClick={() => setIsOpen(false)}>Keep it</Button>
						<Button tone="danger" pending={isRevoking} pendingLabel="Revoking…" onClick={press}>
							Revoke key
						</Button>
					</>
				}
			>
				<p>Whatever uses it is refused from its next request on. It cannot be accepted again.</p>
				<div className="mt-3 empty:hidden">
					<ActionFailureNotice failure={failure} />
				</div>
			</Dialog>
		</>
	);
}
