import { Disclosure } from "#components/ui/disclosure.tsx";
import { ResultRow } from "#components/ui/result-row.tsx";
import { relativeWords } from "#components/ui/time-words.ts";
import type { CheckRow } from "#lib/loaders/checks-view.ts";
import { FailureExplained } from "./failure-explained.tsx";
import { CheckDetailsView, hasDetails } from "./test-check-details.tsx";
import { durationWords, ROW_LOOKS } from "./test-row-look.ts";

export type TestCheckRowProps = { readonly row: CheckRow; readonly now: number };

/** One check: what was tried, what was seen, why, and what to do; evidence and raw words when opened. */
export function TestCheckRow({ row, now }: TestCheckRowProps) {
	const { state, word } = ROW_LOOKS[row.state];
	const { explanation, observed, againAt, durationMs } = row;
	const isBad = row.state === "failed" || row.state === "warning" || row.state === "unknown";
	return (
		<ResultRow
			state={state}
			word={word}
			title={row.title}
			aside={durationMs === null || row.state === "skipped" ? null : durationWords(durationMs)}
		>
			<p className="[overflow-wrap:anywhere]">{observed ?? PENDING_WORDS[row.state] ?? ""}</p>
			{row.state === "waiting" && (
				<p>
					{explanation?.cause}
					{againAt !== null && ` It is asked again ${relativeWords(againAt, now)}.`}
				</p>
			)}
			{isBad && explanation !== null && <FailureExplained explanation={explanation} />}
			{hasDetails(row) && (
				<Disclosure summary="Details" className="mt-1">
					<CheckDetailsView row={row} />
				</Disclosure>
			)}
		</ResultRow>
	);
}

const PENDING_WORDS: Partial<Record<CheckRow["state"], string>> = {
	running: "Under way.",
	queued: "Starts in a moment.",
	later: "Starts when you finish.",
};
