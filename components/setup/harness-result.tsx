import { Pill } from "#components/ui/pill.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import type { CheckRow } from "#lib/loaders/checks-view.ts";
import { ROW_LOOKS } from "./test-row-look.ts";

/** Harness's own test beside ours, once a connector is registered. */
export function HarnessResult({ row }: { readonly row: CheckRow | undefined }) {
	return (
		<div>
			<h3>Harness's own test</h3>
			{row === undefined ? <p className="text-ink-2">Not run yet.</p> : <Answer row={row} />}
		</div>
	);
}

function Answer({ row }: { readonly row: CheckRow }) {
	const { state, word } = ROW_LOOKS[row.state];
	const { testedAt } = row.details;
	const at = typeof testedAt === "string" ? Date.parse(testedAt) : Number.NaN;
	return (
		<>
			<p>
				<Pill state={state} plain>
					{word}
				</Pill>
			</p>
			<p className="text-ink-2">{row.observed ?? "Under way."}</p>
			{!Number.isNaN(at) && <p className="text-sm text-ink-2">Harness tested it {absoluteWords(at)}.</p>}
		</>
	);
}

const CURED_BY_SAVING = [
	"HARNESS_CONNECTOR_NOT_FOUND",
	"HARNESS_CONNECTOR_DIFFERS",
	"HARNESS_CONNECTOR_CHANGED",
];

/** Whether Harness's record is wrong or gone: writing it again is the cure. */
export function needsSaving(row: CheckRow | undefined): boolean {
	return row?.code != null && CURED_BY_SAVING.includes(row.code);
}
