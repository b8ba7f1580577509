"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { LONGEST_NOTE } from "#lib/domain/launch-link.ts";
import { postToLink } from "./launch-fetch.ts";

export type DeclineDialogProps = {
	readonly linkId: string;
	readonly senderName: string;
	readonly onClose: () => void;
	readonly onDone: () => void;
};

/** Saying no is as easy as saying yes, and final: the link ends, and the sender reads why. */
export function DeclineDialog({ linkId, senderName, onClose, onDone }: DeclineDialogProps) {
	const id = useId();
	const [message, setMessage] = useState("");
	const [isPending, setIsPending] = useState(false);
	const [hasFailed, setHasFailed] = useState(false);

	async function decline() {
		setIsPending(true);
		const went = await postToLink(linkId, "decline", { message });
		setIsPending(false);
		setHasFailed(!went);
		if (went) onDone();
	}

	return (
		<Dialog
			open
			onClose={onClose}
			title="Decline this request?"
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button tone="danger" pending={isPending} pendingLabel="Declining…" onClick={decline}>
						Decline
					</Button>
				</>
			}
		>
			<p>
				{senderName} is told. This link then opens nothing any more, for anybody. In AWS nothing has been made
				by this page, so there is nothing to undo there.
			</p>
			<label htmlFor={id} className="mt-4 mb-1.5 block font-medium text-ink">
				Why <span className="text-sm font-normal text-ink-3">optional</span>
			</label>
			<textarea
				id={id}
				rows={3}
				maxLength={LONGEST_NOTE}
				value={message}
				aria-describedby={`${id}-hint`}
				onChange={(event) => setMessage(event.target.value)}
				className="control block"
			/>
			<p id={`${id}-hint`} className="mt-1 text-sm">
				“Not my account”, “ask our cloud team first”. {senderName} reads it as you write it.
			</p>
			{hasFailed && (
				<Notice tone="bad" live="alert" className="mt-3" title="The server did not take it">
					Nothing was declined. Try again in a minute.
				</Notice>
			)}
		</Dialog>
	);
}
