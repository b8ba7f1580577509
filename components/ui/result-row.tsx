import type { ReactNode } from "react";
import { Pill } from "./pill.tsx";
import type { State } from "./state.ts";

export type ResultRowProps = {
	readonly state: State;
	/** The word of the pill: "Passed". */
	readonly word: string;
	/** What was tried. */
	readonly title: string;
	/** What was seen, why, and what to do. */
	readonly children?: ReactNode;
	/** Right end: "212 ms". */
	readonly aside?: ReactNode;
};

/** A list of outcomes. Put it into a Card with `flush`. */
export function ResultList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
	return <ul aria-label={label}>{children}</ul>;
}

export function ResultRow({ state, word, title, children, aside }: ResultRowProps) {
	return (
		<li className="grid gap-x-3.5 gap-y-1.5 border-t border-line px-4.5 py-3.25 first:border-t-0 sm:grid-cols-[7rem_minmax(0,1fr)_auto]">
			<div className="flex items-start justify-between">
				<Pill state={state}>{word}</Pill>
				<span className="text-sm text-ink-2 sm:hidden">{aside}</span>
			</div>
			<div className="min-w-0">
				<p className="font-semibold">{title}</p>
				{children !== undefined && <div className="text-sm text-ink-2 [&_b]:text-ink">{children}</div>}
			</div>
			<div className="pt-0.5 text-sm text-ink-2 max-sm:hidden">{aside}</div>
		</li>
	);
}
