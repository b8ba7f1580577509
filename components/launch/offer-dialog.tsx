"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Feature } from "#lib/domain/features.ts";
import { LONGEST_NOTE } from "#lib/domain/launch-link.ts";
import { postToLink } from "./launch-fetch.ts";

export type OfferChoice = { readonly feature: Feature; readonly title: string; readonly name: string };

export type OfferDialogProps = {
	readonly linkId: string;
	readonly senderName: string;
	/** What may be left out. */
	readonly choices: readonly OfferChoice[];
	/** What stays in any case. */
	readonly fixed: readonly Feature[];
	readonly onClose: () => void;
	readonly onDone: () => void;
};

/** Less than asked: what stays ticked is what one would agree to. */
export function OfferDialog({ linkId, senderName, choices, fixed, onClose, onDone }: OfferDialogProps) {
	const messageId = useId();
	const [kept, setKept] = useState<readonly Feature[]>(choices.map(({ feature }) => feature));
	const [message, setMessage] = useState("");
	const [isPending, setIsPending] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);

	async function offer() {
		const wrong = problemOf(kept.length, choices.length, fixed.length);
		setProblem(wrong);
		if (wrong !== null) return;
		setIsPending(true);
		const went = await postToLink(linkId, "offer", { features: [...fixed, ...kept], message });
		setIsPending(false);
		if (went) return onDone();
		setProblem("The server did not take it. Try again in a minute.");
	}

	return (
		<Dialog
			open
			onClose={onClose}
			title="Agree to less"
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button tone="primary" pending={isPending} pendingLabel="Sending…" onClick={offer}>
						Send the offer
					</Button>
				</>
			}
		>
			<p>Untick what you do not want to allow. {senderName} sees the offer and can take it with one press.</p>
			<fieldset className="mt-3 flex flex-col gap-2.5">
				<legend className="sr-only">What you would allow</legend>
				{choices.map((choice) => (
					<Choice
						key={choice.feature}
						choice={choice}
						isKept={kept.includes(choice.feature)}
						onToggle={() => setKept((before) => toggled(before, choice.feature))}
					/>
				))}
			</fieldset>
			<label htmlFor={messageId} className="mt-4 mb-1.5 block font-medium text-ink">
				A word to it <span className="text-sm font-normal text-ink-3">optional</span>
			</label>
			<textarea
				id={messageId}
				rows={2}
				maxLength={LONGEST_NOTE}
				value={message}
				onChange={(event) => setMessage(event.target.value)}
				className="control block"
			/>
			{problem !== null && <Notice tone="bad" live="alert" className="mt-3" title={problem} />}
		</Dialog>
	);
}

type ChoiceProps = { readonly choice: OfferChoice; readonly isKept: boolean; readonly onToggle: () => void };

function Choice({ choice: { title, name }, isKept, onToggle }: ChoiceProps) {
	const id = useId();
	return (
		<div className="flex items-start gap-2.5">
			<input
				type="checkbox"
				id={id}
				checked={isKept}
				onChange={onToggle}
				aria-describedby={`${id}-name`}
				className="mt-0.75 size-4 flex-none"
			/>
			<div className="min-w-0">
				<label htmlFor={id} className="text-ink">
					{title}
				</label>
				<p id={`${id}-name`} className="text-sm">
					{name}
				</p>
			</div>
		</div>
	);
}

function toggled(kept: readonly Feature[], feature: Feature): readonly Feature[] {
	return kept.includes(feature) ? kept.filter((each) => each !== feature) : [...kept, feature];
}

function problemOf(kept: number, asked: number, fixed: number): string | null {
	if (kept + fixed === 0) return "Keep at least one. To allow nothing, decline the request instead.";
	return kept === asked ? "Untick at least one. This is still everything that was asked for." : null;
}
