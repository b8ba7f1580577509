import { FailureExplained } from "#components/setup/failure-explained.tsx";
import { StsRegionsNote } from "#components/sts-regions/sts-regions-note.tsx";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ResultList, ResultRow } from "#components/ui/result-row.tsx";
import { storedAdvice } from "#lib/domain/cost-report-judge.ts";
import { healthLimitMinutes } from "#lib/domain/health.ts";
import type { CheckRow } from "#lib/loaders/checks-view.ts";
import { CheckHistory } from "./check-history.tsx";
import { ROW_LOOKS } from "./row-look.ts";

export type EvidenceCardProps = {
	readonly connectorId: string;
	readonly rows: readonly CheckRow[];
	readonly now: number;
};

/** Each check with what it found and when. Nothing here is a flag: every line is a result with its time. */
export function EvidenceCard({ connectorId, rows, now }: EvidenceCardProps) {
	return (
		<Card title="Evidence" subtitle="What each check found, and when." flush>
			<ResultList label="Checks">
				{rows.map((row) => (
					<EvidenceRow key={row.checkId} connectorId={connectorId} row={row} now={now} />
				))}
			</ResultList>
		</Card>
	);
}

type EvidenceRowProps = { readonly connectorId: string; readonly row: CheckRow; readonly now: number };

function EvidenceRow({ connectorId, row, now }: EvidenceRowProps) {
	const { state, word } = ROW_LOOKS[row.state];
	const { checkedAt, durationMs } = row;
	const isOld = checkedAt !== null && now - checkedAt > healthLimitMinutes(row.checkId) * 60_000;
	return (
		<ResultRow
			state={isOld ? "none" : state}
			word={isOld ? "Too old" : word}
			title={row.title}
			aside={checkedAt !== null && <RelativeTime at={checkedAt} now={now} />}
		>
			{isOld && <p>This result ({word.toLowerCase()}) is too old to count as evidence.</p>}
			<p>{row.observed ?? UNSEEN[row.state === "later" ? "later" : "queued"]}</p>
			{row.checkId === "cost-report-settings" &&
				storedAdvice(row.details).map((sentence) => <p key={sentence}>{sentence}</p>)}
			{row.code === "REGION_DISABLED" && <StsRegionsNote partition="aws" />}
			{row.explanation !== null && (
				<Disclosure summary={row.explanation.title} className="mt-1">
					<FailureExplained explanation={row.explanation} />
				</Disclosure>
			)}
			{checkedAt !== null && (
				<Disclosure summary="Details" className="mt-0.5">
					<Facts row={row} />
					{durationMs !== null && <p className="mt-1">The check took {durationMs} ms.</p>}
				</Disclosure>
			)}
			{checkedAt !== null && <CheckHistory connectorId={connectorId} checkId={row.checkId} />}
		</ResultRow>
	);
}

const UNSEEN = {
	later: "Made once the connector is registered in Harness.",
	queued: "Not checked yet.",
} as const;

function Facts({ row: { requestId, region, details, title } }: { readonly row: CheckRow }) {
	return (
		<div className="flex flex-col gap-2">
			{requestId !== null && (
				<p>
					AWS request ID <Mono wrap>{requestId}</Mono>
					{region !== null && (
						<>
							{" "}
							in <Mono>{region}</Mono>
						</>
					)}
				</p>
			)}
			{Object.keys(details).length > 0 && (
				<CodeBlock label={`${title}: details`} code={JSON.stringify(details, null, 2)} />
			)}
		</div>
	);
}
