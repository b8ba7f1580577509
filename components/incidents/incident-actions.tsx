"use client";

import { useState } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { useCan } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { muteAction } from "#lib/actions/incident-actions.ts";
import type { IncidentChoice } from "#lib/db/incidents-port.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { AcknowledgeDialog } from "./acknowledge-dialog.tsx";
import { MuteDialog } from "./mute-dialog.tsx";

/** Sent to an action: plain arrays. */
export type ActionChoice = IncidentChoice & ({ readonly cause: string } | { readonly ids: string[] });

export type IncidentActionsProps = {
	readonly which: ActionChoice;
	/** The cause in words: names the buttons for those who do not see the card. */
	readonly about: string;
	/** Proposed as who takes care of it. */
	readonly owner: string;
	readonly isMuted: boolean;
};

export function IncidentActions({ which, about, owner, isMuted }: IncidentActionsProps) {
	const toast = useToast();
	const mayHandle = useCan("incident.handle");
	const [open, setOpen] = useState<"acknowledge" | "mute" | null>(null);
	const [isUnmuting, setIsUnmuting] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const close = () => setOpen(null);
	if (!mayHandle) return null;

	async function unmute() {
		setIsUnmuting(true);
		const refused = await failureOf(() => muteAction({ which, until: null }));
		setFailure(refused);
		setIsUnmuting(false);
		if (refused === null) toast({ state: "ok", text: "No longer muted." });
	}

	return (
		<div className="flex flex-col gap-3">
			<div className="flex flex-wrap gap-2.5">
				<Button aria-label={`Acknowledge: ${about}`} onClick={() => setOpen("acknowledge")}>
					Acknowledge
				</Button>
				{isMuted ? (
					<Button
						aria-label={`Unmute: ${about}`}
						pending={isUnmuting}
						pendingLabel="Unmuting…"
						onClick={unmute}
					>
						Unmute
					</Button>
				) : (
					<Button aria-label={`Mute: ${about}`} onClick={() => setOpen("mute")}>
						Mute
					</Button>
				)}
			</div>
			<ActionFailureNotice failure={failure} />
			<AcknowledgeDialog which={which} owner={owner} isOpen={open === "acknowledge"} onClose={close} />
			<MuteDialog which={which} isOpen={open === "mute"} onClose={close} />
		</div>
	);
}
