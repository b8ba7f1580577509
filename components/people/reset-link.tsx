"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { sendResetLinkAction } from "#lib/actions/people-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { SentResetLink } from "#lib/people/send-reset-link.ts";

export type ResetLinkProps = {
	readonly personId: string;
	readonly email: string;
	/** False: the link is shown here, to hand on. */
	readonly canMail: boolean;
};

/** For somebody who cannot sign in any more: a link by which they choose a new password. */
export function ResetLink({ personId, email, canMail }: ResetLinkProps) {
	const sendResetLink = useTrustAction(sendResetLinkAction);
	const [isSending, setIsSending] = useState(false);
	const [sent, setSent] = useState<SentResetLink | null>(null);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function send() {
		setIsSending(true);
		setSent(null);
		const refused = await failureOf(async () => {
			const answer = await sendResetLink({ personId });
			if (answer.data?.ok) setSent(answer.data.value);
			return answer;
		});
		setFailure(refused);
		setIsSending(false);
	}

	return (
		<div className="flex flex-col items-start gap-3">
			<ActionFailureNotice failure={failure} />
			{sent !== null && <Sent sent={sent} email={email} />}
			<Button pending={isSending} pendingLabel={canMail ? "Sending…" : "Making the link…"} onClick={send}>
				{canMail ? "Send a link to set a new password" : "Make a link to set a new password"}
			</Button>
		</div>
	);
}

function Sent({ sent: { url }, email }: { readonly sent: SentResetLink; readonly email: string }) {
	if (url === null) {
		return (
			<Notice tone="ok" live="status" title="The link is on its way">
				It went to {email} and works once, for one hour.
			</Notice>
		);
	}
	return (
		<div className="flex w-full flex-col gap-3">
			<Notice tone="ok" live="status" title="The link is made">
				Hand it on yourself. It is shown this once; whoever has it can choose the password.
			</Notice>
			<CopyField
				label="Link to set a new password"
				value={new URL(url, window.location.origin).href}
				hint="It works once, for one hour. What stands after the # is sent to no server."
			/>
		</div>
	);
}
