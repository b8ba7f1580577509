"use client";

import { useCallback, useEffect, useRef } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { DraftInput } from "#lib/schemas/step-input.ts";
import { failureOf } from "./action-failure.ts";
import { createDraftKeeper, type DraftKeeper } from "./draft-keeper.ts";
import { dropLeavingDraft, sendLeavingDraft, takeLeavingDraft } from "./leaving-draft.ts";
import { useSaved } from "./saved-line.tsx";

export type DraftStep = DraftInput["step"];

type Options<Input extends FieldValues, Output> = {
	readonly connectorId: string;
	readonly step: DraftStep;
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
	connectorId,
	step,
	form,
}: Options<Input, Output>): KeepDraft {
	const { onKept, saveDraft } = useSaved();
	const keeper = useRef<DraftKeeper | null>(null);

	const get = useCallback((): DraftKeeper => {
		keeper.current ??= createDraftKeeper({
			read: () => JSON.stringify(form.getValues()),
			save: async (json) => {
				const values: DraftInput["values"] = JSON.parse(json);
				const failure = await failureOf(() => saveDraft({ connectorId, step, values }));
				onKept(failure === null ? { kind: "kept", at: Date.now() } : { kind: "lost" });
				if (failure === null) dropLeavingDraft({ connectorId, step });
				return failure === null;
			},
			saveLeaving: async (json) => {
				const isKept = await sendLeavingDraft({ connectorId, step }, json);
				if (isKept) onKept({ kind: "kept", at: Date.now() });
				return isKept;
			},
		});
		return keeper.current;
	}, [connectorId, step, saveDraft, form, onKept]);

	// Loaded anew in the middle of typing: the page was made before the server had it all.
	useEffect(() => {
		const current = get();
		const typed = takeLeavingDraft({ connectorId, step });
		if (typed === null) return;
		form.reset({ ...form.getValues(), ...JSON.parse(typed) });
		void current.keepNow();
	}, [get, connectorId, step, form]);

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
			dropLeavingDraft({ connectorId, step });
		}, [get, connectorId, step]),
	};
}
