import type { State } from "#components/ui/state.ts";
import type { RowState } from "#lib/loaders/checks-view.ts";

/** How a check's state is shown; only "passed" is green. */
export const ROW_LOOKS = {
	passed: { state: "ok", word: "Passed" },
	failed: { state: "bad", word: "Failed" },
	warning: { state: "warn", word: "Warning" },
	waiting: { state: "wait", word: "Waiting" },
	unknown: { state: "none", word: "Unknown" },
	skipped: { state: "none", word: "Skipped" },
	running: { state: "wait", word: "Running" },
	queued: { state: "none", word: "Not yet" },
	later: { state: "none", word: "Later" },
} as const satisfies Record<RowState, { readonly state: State; readonly word: string }>;
