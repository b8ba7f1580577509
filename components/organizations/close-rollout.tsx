"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { usePress } from "#components/offboard/use-press.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { useCan } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { deleteRolloutAction, endRolloutAction } from "#lib/actions/rollout-actions.ts";

type CloseRolloutProps = {
	readonly rolloutId: string;
	readonly version: number;
	readonly name: string;
	/** It was launched: its past is kept. */
	readonly isLaunched: boolean;
};

/** The way out: what was never launched is discarded, what was launched ends. */
export function CloseRollout({ rolloutId, version, name, isLaunched }: CloseRolloutProps) {
	const router = useRouter();
	const [isOpen, setIsOpen] = useState(false);
	const { press, isPending, failure } = usePress();
	const words = isLaunched ? END : DISCARD;
	const what = name === "" ? "this rollout" : `“${name}”`;
	if (!useCan("connector.connect")) return null;
	return (
		<>
			<Button tone="quiet" size="small" onClick={() => setIsOpen(true)}>
				{words.label}
			</Button>
			<Dialog
				open={isOpen}
				onClose={() => setIsOpen(false)}
				title={`${words.label}?`}
				actions={
					<>
						<Button onClick={() => setIsOpen(false)}>Cancel</Button>
						<Button
							tone="danger"
							pending={isPending}
							pendingLabel={words.pending}
							onClick={() =>
								void press<unknown>(
									() => (isLaunched ? endRolloutAction : deleteRolloutAction)({ rolloutId, version }),
									() => router.push("/organizations"),
								)
							}
						>
							{words.label}
						</Button>
					</>
				}
			>
				<p>{words.about(what)}</p>
				<ActionFailureNotice failure={failure} />
			</Dialog>
		</>
	);
}

const DISCARD = {
	label: "Discard this draft",
	pending: "Discarding…",
	about: (what: string) =>
		`Everything that was entered for ${what} is lost. In AWS and Harness nothing was made.`,
} as const;

const END = {
	label: "End this rollout",
	pending: "Ending…",
	about: (what: string) =>
		`AWS is no longer looked at for ${what}: accounts that join later get no connector. Connectors that are there stay, and so do the stack set and every role.`,
} as const;
