"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { RolloutDraftInput } from "#lib/schemas/rollout-input.ts";
import type { DraftInput } from "#lib/schemas/step-input.ts";
import type { ActionAnswer } from "./action-failure.ts";

/** What is known of the typing that was kept while this page is open. */
type Kept =
	| { readonly kind: "nothing" }
	| { readonly kind: "kept"; readonly at: number }
	| { readonly kind: "lost" };
/** `saveDraftAction`, handed in where the page is made. */
export type SaveDraft = (input: DraftInput | RolloutDraftInput) => Promise<ActionAnswer<unknown>>;

type SavedState = {
	readonly kept: Kept;
	readonly onKept: (kept: Kept) => void;
	readonly saveDraft: SaveDraft;
};

const SavedContext = createContext<SavedState | null>(null);

type SavedProviderProps = { readonly saveDraft: SaveDraft; readonly children: ReactNode };

/** Joins a step's form, which keeps the typing, with the line that says so. */
export function SavedProvider({ saveDraft, children }: SavedProviderProps) {
	const [kept, onKept] = useState<Kept>({ kind: "nothing" });
	return <SavedContext value={{ kept, onKept, saveDraft }}>{children}</SavedContext>;
}

export function useSaved(): SavedState {
	const saved = useContext(SavedContext);
	if (saved === null) throw new Error("SavedProvider is missing");
	return saved;
}

export type SavedLineProps = {
	/** When the connector was last saved; null: nothing was ever saved. */
	readonly savedAt: number | null;
	readonly now: number;
};

export function SavedLine({ savedAt, now }: SavedLineProps) {
	const { kept } = useSaved();
	if (kept.kind === "lost") {
		return (
			<p className="text-warn">
				Rolebridge could not be reached. What you typed is only on this page so far.
			</p>
		);
	}
	const at = kept.kind === "kept" ? Math.max(kept.at, savedAt ?? 0) : savedAt;
	if (at === null) return <p>What you type is kept. You can close this page and come back.</p>;
	return (
		<p>
			Saved <RelativeTime at={at} {...(kept.kind === "nothing" && { now })} />. You can close this page and
			come back.
		</p>
	);
}
