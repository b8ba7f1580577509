"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { revokeInvitationAction } from "#lib/actions/people-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";

export type InvitationRowProps = {
	readonly id: string;
	readonly email: string;
	readonly access: string;
	/** Null: somebody who is no longer here; the invitation then opens nothing. */
	readonly invitedBy: string | null;
	readonly expiresAt: number;
	readonly now: number;
};

export function InvitationRow({ id, email, access, invitedBy, expiresAt, now }: InvitationRowProps) {
	const toast = useToast();
	const revokeInvitation = useTrustAction(revokeInvitationAction);
	const [isRevoking, setIsRevoking] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const isOver = expiresAt <= now || invitedBy === null;

	async function revoke() {
		setIsRevoking(true);
		const refused = await failureOf(() => revokeInvitation({ id }));
		setFailure(refused);
		setIsRevoking(false);
		if (refused === null) toast({ state: "ok", text: `The invitation of ${email} is taken back.` });
	}

	return (
		<li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4.5 py-3">
			<div className="min-w-0 [overflow-wrap:anywhere]">
				<p className="font-medium">{email}</p>
				<p className="text-sm text-ink-2">
					{access}. Invited by {invitedBy ?? "somebody who is no longer here"},{" "}
					{expiresAt <= now ? "expired" : "expires"} <RelativeTime at={expiresAt} now={now} />.
				</p>
			</div>
			<div className="flex items-center gap-2.5">
				{isOver ? <Pill state="none">Over</Pill> : <Pill state="wait">Waiting</Pill>}
				<Button
					size="small"
					pending={isRevoking}
					pendingLabel="Taking back…"
					aria-label={`Take back the invitation of ${email}`}
					onClick={revoke}
				>
					Take back
				</Button>
			</div>
			{failure !== null && (
				<div className="w-full">
					<ActionFailureNotice failure={failure} />
				</div>
			)}
		</li>
	);
}
