import type { State } from "#components/ui/state.ts";
import type { RowState } from "#lib/loaders/checks-view.ts";

/** The word and the shape of each outcome. */
export const ROW_LOOKS = {
	passed: { state: "ok", word: "Passed" },
	failed: { state: "bad", word: "Failed" },
	warning: { state: "warn", word: "Warning" },
	waiting: { state: "wait", word: "Waiting" },
	unknown: { state: "none", word: "Cannot tell" },
	skipped: { state: "none", word: "Skipped" },
	running: { state: "wait", word: "Running" },
	queued: { state: "none", word: "Queued" },
	later: { state: "none", word: "Later" },
} as const satisfies Record<RowState, { readonly state: State; readonly word: string }>;

const ORDER = ["failed", "warning", "unknown", "waiting", "running", "queued", "passed", "skipped"] as const;
const WORDS = {
	failed: "failed",
	warning: "with a warning",
	unknown: "cannot be told",
	waiting: "waiting",
	running: "running",
	queued: "queued",
	passed: "passed",
	skipped: "skipped",
} as const satisfies Record<(typeof ORDER)[number], string>;

/** "1 failed, 1 waiting, 9 passed": what needs somebody first. */
export function summaryWords(states: readonly RowState[]): string {
	return ORDER.flatMap((state) => {
		const count = states.filter((each) => each === state).length;
		return count === 0 ? [] : [`${count} ${WORDS[state]}`];
	}).join(", ");
}

/** "212 ms", "1.4 s". */
export function durationWords(ms: number): string {
	return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
