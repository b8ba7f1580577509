"use client";

import { useState } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { testChannelAction } from "#lib/actions/notification-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";

type Outcome = { readonly status: string } | { readonly failure: Failure | "unreachable" };

/** Sends one message now and shows what the receiver really answered. */
export function NotificationTest({ id }: { readonly id: string }) {
	const [outcome, setOutcome] = useState<Outcome | null>(null);
	const [isSending, setIsSending] = useState(false);

	async function send() {
		setIsSending(true);
		setOutcome(null);
		let status = "";
		const failure = await failureOf(async () => {
			const answer = await testChannelAction({ id });
			if (answer.data?.ok) status = answer.data.value.status;
			return answer;
		});
		setOutcome(failure === null ? { status } : { failure });
		setIsSending(false);
	}

	return (
		<div className="flex flex-col items-start gap-3">
			<p className="text-ink-2">
				One message, now, also while the channel is off. It appears in the log below.
			</p>
			<Button pending={isSending} pendingLabel="Sending…" onClick={send}>
				Send a test message
			</Button>
			{outcome !== null && "status" in outcome && (
				<Notice tone="ok" live="status" title="The receiver took the message" className="w-full">
					It answered <Mono wrap>{outcome.status}</Mono>.
				</Notice>
			)}
			{outcome !== null && "failure" in outcome && <Refused failure={outcome.failure} />}
		</div>
	);
}

function Refused({ failure }: { readonly failure: Failure | "unreachable" }) {
	const detail = failure === "unreachable" ? undefined : failure.detail;
	return (
		<div className="flex w-full flex-col gap-2">
			{detail !== undefined && (
				<p>
					<Mono wrap>{detail}</Mono>
				</p>
			)}
			<ActionFailureNotice failure={failure === "unreachable" ? failure : { code: failure.code }} />
		</div>
	);
}
