import type { ReactNode } from "react";

export type CheckWordsProps = {
	readonly words: readonly string[];
	/** What they are for, as this side sees it. */
	readonly children: ReactNode;
};

/** The same words on both sides mean the same request: they are made from what is asked, not from the link. */
export function CheckWords({ words, children }: CheckWordsProps) {
	return (
		<div className="rounded border border-line bg-paper px-4.5 py-3.5 shadow-lift">
			<p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
				<span className="text-ink-2">Check words</span>
				<b className="text-lg" translate="no">
					{words.join(" · ")}
				</b>
			</p>
			<p className="mt-1 text-sm text-ink-2">{children}</p>
		</div>
	);
}
