import type { ReactNode } from "react";
import { ResultList, ResultRow } from "#components/ui/result-row.tsx";
import type { State } from "#components/ui/state.ts";

export type ProgressStep = {
	readonly title: string;
	readonly state: "done" | "now" | "stuck" | "later";
	readonly children?: ReactNode;
};

const LOOK = {
	done: { state: "ok", word: "Done" },
	now: { state: "wait", word: "Waiting" },
	stuck: { state: "bad", word: "Stuck" },
	later: { state: "none", word: "Later" },
} as const satisfies Record<ProgressStep["state"], { state: State; word: string }>;

/** How far a change has come: each step with a shape and a word. */
export function ProgressList({
	label,
	steps,
}: {
	readonly label: string;
	readonly steps: readonly ProgressStep[];
}) {
	return (
		<ResultList label={label}>
			{steps.map(({ title, state, children }) => (
				<ResultRow key={title} title={title} {...LOOK[state]}>
					{children}
				</ResultRow>
			))}
		</ResultList>
	);
}
