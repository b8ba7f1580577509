"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { approveChangeAction, closeChangeAction } from "#lib/actions/trust-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";

export type ApprovalButtonsProps = { readonly id: string; readonly isOwn: boolean };

/** Whoever asked may only take it back; everybody else approves or refuses. */
export function ApprovalButtons({ id, isOwn }: ApprovalButtonsProps) {
	const toast = useToast();
	const approveChange = useTrustAction(approveChangeAction);
	const [pending, setPending] = useState<"approve" | "close" | null>(null);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function run(kind: "approve" | "close") {
		setPending(kind);
		const refused = await (kind === "approve"
			? failureOf(() => approveChange({ id }))
			: failureOf(() => closeChangeAction({ id })));
		setFailure(refused);
		setPending(null);
		if (refused !== null) return;
		toast({
			state: "ok",
			text: kind === "approve" ? "Approved and done." : isOwn ? "Withdrawn." : "Refused.",
		});
	}

	return (
		<div className="mt-4 flex flex-col gap-3">
			<ActionFailureNotice failure={failure} />
			<div className="flex flex-wrap gap-2.5">
				{!isOwn && (
					<Button
						tone="primary"
						pending={pending === "approve"}
						pendingLabel="Approving…"
						onClick={() => run("approve")}
					>
						Approve
					</Button>
				)}
				<Button
					pending={pending === "close"}
					pendingLabel={isOwn ? "Withdrawing…" : "Refusing…"}
					onClick={() => run("close")}
				>
					{isOwn ? "Withdraw" : "Refuse"}
				</Button>
			</div>
			{isOwn && <p className="text-sm text-ink-2">Another administrator approves it here.</p>}
		</div>
	);
}
