"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { DraftInput } from "#lib/schemas/step-input.ts";
import { failureOf } from "./action-failure.ts";
import { createDraftKeeper, type DraftKeeper } from "./draft-keeper.ts";
import { type DraftPlace, dropLeavingDraft, sendLeavingDraft, takeLeavingDraft } from "./leaving-draft.ts";
import { useSaved } from "./saved-line.tsx";

export type DraftStep = DraftInput["step"];

type Options<Input extends FieldValues, Output> = DraftPlace & {
	readonly form: UseFormReturn<Input, unknown, Output>;
};

export type KeepDraft = {
	/** For `onBlur` around the form: keeps what is typed, at most every two seconds. */
	readonly onBlur: () => void;
	/** Keeps it at once; false when the server could not be reached. */
	readonly keepNow: () => Promise<boolean>;
	/** The step was saved: nothing is left to keep. */
	readonly stop: () => void;
};

/** Keeps what is typed, valid or not, so that nothing is lost with the tab. */
export function useKeepDraft<Input extends FieldValues, Output>({
	form,
	...draft
}: Options<Input, Output>): KeepDraft {
	const [place] = useState<DraftPlace>(draft);
	const { onKept, saveDraft } = useSaved();
	const keeper = useRef<DraftKeeper | null>(null);
	const [atFirst] = useState(() => JSON.stringify(form.getValues()));

	const get = useCallback((): DraftKeeper => {
		keeper.current ??= createDraftKeeper({
			read: () => JSON.stringify(form.getValues()),
			atFirst,
			save: async (json) => {
				const values: DraftInput["values"] = JSON.parse(json);
				const failure = await failureOf(() => saveDraft({ ...place, values }));
				onKept(failure === null ? { kind: "kept", at: Date.now() } : { kind: "lost" });
				if (failure === null) dropLeavingDraft(place);
				return failure === null;
			},
			saveLeaving: async (json) => {
				const isKept = await sendLeavingDraft(place, json);
				if (isKept) onKept({ kind: "kept", at: Date.now() });
				return isKept;
			},
		});
		return keeper.current;
	}, [place, saveDraft, form, onKept, atFirst]);

	// Loaded anew in the middle of typing: the page was made before the server had it all. What was typed since,
	// before the script ran, is newer still; the fields have handed it to the form by now.
	useEffect(() => {
		const current = get();
		const typed = takeLeavingDraft(place);
		const now = form.getValues();
		if (typed !== null) form.reset({ ...now, ...JSON.parse(typed), ...changedSince(atFirst, now) });
		current.keepSoon();
	}, [get, place, form, atFirst]);

	// Somebody who goes over to the AWS console leaves this tab hidden, often with the focus in a field.
	useEffect(() => {
		const current = get();
		const onHidden = () => document.visibilityState === "hidden" && current.leave();
		document.addEventListener("visibilitychange", onHidden);
		window.addEventListener("pagehide", current.leave);
		return () => {
			document.removeEventListener("visibilitychange", onHidden);
			window.removeEventListener("pagehide", current.leave);
			current.pause();
			// "Back", a step's link: what the timer still held goes along.
			void current.keepNow();
		};
	}, [get]);

	return {
		onBlur: useCallback(() => get().keepSoon(), [get]),
		keepNow: useCallback(() => get().keepNow(), [get]),
		stop: useCallback(() => {
			get().stop();
			dropLeavingDraft(place);
		}, [get, place]),
	};
}

/** The fields that are not as they were. */
function changedSince(atFirst: string, now: FieldValues): FieldValues {
	const before: FieldValues = JSON.parse(atFirst);
	const changed = Object.entries(now).filter(
		([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
	);
	return Object.fromEntries(changed);
}
