"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { usePress } from "#components/offboard/use-press.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { pauseAction, resumeAction } from "#lib/actions/lifecycle-actions.ts";

export type PauseButtonProps = { readonly connectorId: string; readonly isPaused: boolean };

/** Switches a registered connector's checks off, with a reason, or on again. */
export function PauseButton({ connectorId, isPaused }: PauseButtonProps) {
	return isPaused ? <Resume connectorId={connectorId} /> : <Pause connectorId={connectorId} />;
}

function Resume({ connectorId }: { readonly connectorId: string }) {
	const router = useRouter();
	const toast = useToast();
	const { press, isPending, failure } = usePress();
	return (
		<>
			<Button
				pending={isPending}
				pendingLabel="Resuming…"
				onClick={() =>
					press(
						() => resumeAction({ connectorId }),
						() => {
							toast({ state: "ok", text: "Checks resumed. The first is under way." });
							router.refresh();
						},
					)
				}
			>
				Resume checks
			</Button>
			<ActionFailureNotice failure={failure} />
		</>
	);
}

function Pause({ connectorId }: { readonly connectorId: string }) {
	const router = useRouter();
	const toast = useToast();
	const fieldId = useId();
	const [isAsked, setIsAsked] = useState(false);
	const [reason, setReason] = useState("");
	const [isMissing, setIsMissing] = useState(false);
	const { press, isPending, failure } = usePress();

	async function pause() {
		setIsMissing(reason.trim() === "");
		if (reason.trim() === "") return;
		await press(
			() => pauseAction({ connectorId, reason }),
			() => {
				setIsAsked(false);
				toast({ state: "ok", text: "Checks paused." });
				router.refresh();
			},
		);
	}

	return (
		<>
			<Button onClick={() => setIsAsked(true)}>Pause checks…</Button>
			<Dialog
				open={isAsked}
				onClose={() => setIsAsked(false)}
				title="Pause the checks of this connector?"
				actions={
					<>
						<Button onClick={() => setIsAsked(false)}>Cancel</Button>
						<Button tone="primary" pending={isPending} pendingLabel="Pausing…" onClick={pause}>
							Pause checks
						</Button>
					</>
				}
			>
				<p>
					Nothing is verified and nobody is told when the role breaks. What was proven until now is not
					claimed any more. Nothing else changes.
				</p>
				<label htmlFor={fieldId} className="mt-4 mb-1.5 block font-medium text-ink">
					Reason
				</label>
				<textarea
					id={fieldId}
					rows={2}
					maxLength={500}
					value={reason}
					onChange={(event) => setReason(event.target.value)}
					aria-invalid={isMissing || undefined}
					aria-describedby={`${fieldId}-hint`}
					className="w-full rounded border border-line-2 bg-paper px-3 py-2 text-ink"
				/>
				<p id={`${fieldId}-hint`} className={isMissing ? "mt-1 text-sm text-bad" : "mt-1 text-sm text-ink-2"}>
					{isMissing ? "Say why, for those who wonder later." : "Kept in the audit trail."}
				</p>
				<div className="mt-3 empty:hidden">
					<ActionFailureNotice failure={failure} />
				</div>
			</Dialog>
		</>
	);
}
