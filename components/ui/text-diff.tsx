import { useId } from "react";
import { cn } from "#lib/cn.ts";
import { type DiffLine, diffLines, diffParts } from "./diff-lines.ts";

export type TextDiffProps = {
	readonly before: string;
	readonly after: string;
	/** What is compared: "Trust policy", "Delegate YAML". */
	readonly label: string;
};

/** Lines that go and lines that come, each with a sign and a word for readers; long unchanged runs are left out. */
export function TextDiff({ before, after, label }: TextDiffProps) {
	const id = useId();
	const lines = diffLines(before, after);
	const count = (kind: DiffLine["kind"]) => lines.filter((line) => line.kind === kind).length;
	return (
		<figure className="min-w-0 rounded border border-line-2 bg-wash-2">
			<figcaption className="flex flex-wrap items-center justify-between gap-x-3 border-b border-line px-3 py-1.5 text-sm text-ink-2">
				<span id={id}>{label}</span>
				<span className="tabular-nums">
					{count("removed")} removed, {count("added")} added
				</span>
			</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
			<section aria-labelledby={id} tabIndex={0} className="max-h-128 overflow-auto rounded">
				<ol className="w-max min-w-full py-2 font-mono text-sm">
					{diffParts(lines).map((part) =>
						part.kind === "left-out" ? (
							<li key={`left-${part.firstLine}`} className="px-3 py-1 text-ink-2">
								{part.count} unchanged lines
							</li>
						) : (
							part.lines.map((line) => <Line key={`${line.beforeLine}-${line.afterLine}`} line={line} />)
						),
					)}
				</ol>
			</section>
		</figure>
	);
}

const LOOKS = {
	same: { sign: " ", word: "", look: "" },
	removed: { sign: "−", word: "Removed: ", look: "bg-bad-wash text-bad" },
	added: { sign: "+", word: "Added: ", look: "bg-ok-wash text-ok" },
} as const satisfies Record<DiffLine["kind"], object>;

function Line({ line }: { readonly line: DiffLine }) {
	const { sign, word, look } = LOOKS[line.kind];
	return (
		<li className={cn("flex gap-2 px-3 whitespace-pre", look)}>
			<span aria-hidden="true" className="select-none">
				{sign}
			</span>
			{word !== "" && <span className="sr-only">{word}</span>}
			<span>{line.text}</span>
		</li>
	);
}
