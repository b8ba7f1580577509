import { HealthPill } from "#components/connectors/health-pill.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Link } from "#components/ui/link.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { State } from "#components/ui/state.ts";
import { causeWords } from "#lib/domain/incident-cause.ts";
import type { BadState } from "#lib/domain/incidents.ts";
import type { IncidentGroup } from "#lib/loaders/incidents.ts";
import { IncidentActions } from "./incident-actions.tsx";
import { IncidentList } from "./incident-list.tsx";
import { causeAdvice, causeHref, countWords } from "./incident-words.ts";

const EDGES = {
	quarantined: "bad",
	failing: "bad",
	unknown: "none",
	degraded: "warn",
} as const satisfies Record<BadState, State>;

export type CauseCardProps = { readonly group: IncidentGroup; readonly viewer: string; readonly now: number };

/** One likely cause: how much of it, what to do first, which connectors, and who takes care of it. */
export function CauseCard({ group, viewer, now }: CauseCardProps) {
	const { cause, state, kind, count, since, incidents, acknowledged, muted } = group;
	const { why, first, others } = causeAdvice(cause, state);
	const isConnector = kind === "connector";
	const [single] = incidents;
	return (
		<Card
			title={causeWords(cause)}
			subtitle={
				<>
					{isConnector ? `${countWords(count, "connector")}, since ` : "Since "}
					<RelativeTime at={since.getTime()} now={now} />
					{standing(count, acknowledged, muted)}
				</>
			}
			aside={state === null ? <Pill state="bad">Not working</Pill> : <HealthPill health={state} />}
			state={state === null ? "bad" : EDGES[state]}
			flush
		>
			<div className="grid gap-3 px-4.5 py-4">
				{why !== null && <p className="max-w-[46rem] text-ink-2">{why}</p>}
				<p className="max-w-[46rem]">
					<b>Do first: </b>
					{first}
				</p>
				{others.length > 0 && (
					<Disclosure summary="If that is not it">
						<ol className="grid list-decimal gap-1 pl-4 text-ink-2">
							{others.map((fix) => (
								<li key={fix}>{fix}</li>
							))}
						</ol>
					</Disclosure>
				)}
				{state === "quarantined" && (
					<p className="max-w-[46rem] text-ink-2">
						These connectors stay registered: Rolebridge removes nothing by itself.
					</p>
				)}
				{!isConnector && (
					<p className="max-w-[46rem] text-ink-2">
						While this lasts, nothing is told about the connectors that rest on it. What is still wrong
						afterwards is told then.
					</p>
				)}
				{group.isTheirs && (
					<IncidentActions
						which={{ cause }}
						about={causeWords(cause)}
						owner={(count === 1 ? single?.owner : null) ?? viewer}
						isMuted={muted === count}
					/>
				)}
			</div>
			<IncidentList incidents={incidents} now={now} />
			{count > incidents.length && (
				<p className="border-t border-line px-4.5 py-3">
					<Link href={causeHref(cause)}>All {countWords(count, "connector")} of this cause</Link>
				</p>
			)}
		</Card>
	);
}

function standing(count: number, acknowledged: number, muted: number): string {
	const part = (n: number, word: string) =>
		n === 0 ? "" : n === count ? `, ${word}` : `, ${n.toLocaleString("en-US")} ${word}`;
	return `${part(acknowledged, "acknowledged")}${part(muted, "muted")}`;
}
