"use client";

import { type ReactNode, useState } from "react";
import type { ActionAnswer } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useOwnAct } from "./use-own-act.ts";

export type RemoveDialogProps = {
	/** Of the button that opens it. */
	readonly label: string;
	/** What the button is about, for screen readers, where several stand below each other. */
	readonly describedBy?: string;
	readonly title: string;
	readonly run: () => Promise<ActionAnswer<unknown>>;
	readonly onDone: () => void;
	readonly children: ReactNode;
};

/** A button that asks once more before it takes something away. */
export function RemoveDialog({ label, describedBy, title, run, onDone, children }: RemoveDialogProps) {
	const [isOpen, setIsOpen] = useState(false);
	const { isActing, failure, act } = useOwnAct();

	async function remove() {
		// The question who one is stands in a dialog of its own: two at once would cover each other.
		setIsOpen(false);
		const { done } = await act(run);
		if (done) onDone();
	}

	return (
		<>
			<Button
				size="small"
				tone="quiet"
				aria-describedby={describedBy}
				pending={isActing}
				pendingLabel="Removing…"
				onClick={() => setIsOpen(true)}
			>
				{label}
			</Button>
			<Dialog
				open={isOpen}
				onClose={() => setIsOpen(false)}
				title={title}
				actions={
					<>
						<Button onClick={() => setIsOpen(false)}>Cancel</Button>
						<Button tone="danger" onClick={remove}>
							Remove
						</Button>
					</>
				}
			>
				<p>{children}</p>
			</Dialog>
			<ActionFailureNotice failure={failure} />
		</>
	);
}
