import { auditWords } from "#components/connectors/audit-words.ts";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import type { AuditEntry } from "#lib/db/audit-port.ts";
import { KIND_WORDS } from "./audit-kinds.ts";
import { detailsOf } from "./details-of.ts";

/** One entry: what was done by whom, and on opening it everything that was written down. */
export function AuditRow({ entry, now }: { readonly entry: AuditEntry; readonly now: number }) {
	const { action, actor, actorKind, outcome, subject, subjectName, at } = entry;
	return (
		<li className="border-t border-line first:border-t-0">
			<Disclosure
				row
				summary={
					<span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
						<span className="[overflow-wrap:anywhere]">{auditWords(action)}</span>
						<span className="font-normal text-ink-2 [overflow-wrap:anywhere]">
							{subjectName ?? shown(subject)}
						</span>
						{outcome !== "done" && <Outcome outcome={outcome} />}
					</span>
				}
				aside={
					<span className="text-sm font-normal text-ink-2 [overflow-wrap:anywhere]">
						{actor}
						{(actorKind === "key" || actorKind === "launch-link") && ` (${KIND_WORDS[actorKind]})`} ·{" "}
						<RelativeTime at={at.getTime()} now={now} />
					</span>
				}
			>
				<KeyValueList className="rounded border border-line" items={factsOf(entry)} />
			</Disclosure>
		</li>
	);
}

function Outcome({ outcome }: { readonly outcome: "refused" | "failed" }) {
	return outcome === "refused" ? <Pill state="warn">Refused</Pill> : <Pill state="bad">Failed</Pill>;
}

/** Ids alone say little in a list; they are in the facts. */
function shown(subject: string): string {
	return /^[0-9A-Za-z]{16,40}$/.test(subject) ? "" : subject;
}

function factsOf(entry: AuditEntry) {
	const { action, actor, actorKind, actorId, subject, subjectName, address, requestId, at, seq, hash } =
		entry;
	return [
		{ term: "When", value: absoluteWords(at.getTime()) },
		{
			term: "Who",
			value: (
				<>
					{actor} ({KIND_WORDS[actorKind]}
					{actorId !== "" && (
						<>
							, <Mono wrap>{actorId}</Mono>
						</>
					)}
					)
				</>
			),
		},
		{ term: "Action", value: <Mono wrap>{action}</Mono> },
		{
			term: "About",
			value:
				subjectName === null ? (
					<Mono wrap>{subject}</Mono>
				) : (
					<>
						<Link href={`/connectors/${subject}`}>{subjectName}</Link> (<Mono wrap>{subject}</Mono>)
					</>
				),
		},
		...(address === null ? [] : [{ term: "From", value: <Mono wrap>{address}</Mono> }]),
		...(requestId === null ? [] : [{ term: "Request", value: <Mono wrap>{requestId}</Mono> }]),
		...detailsOf(entry.details).map(({ term, text }) => ({ term, value: <Mono wrap>{text}</Mono> })),
		seq === null
			? { term: "Chain", value: "Older than the chain: nothing proves that it is unchanged." }
			: {
					term: `Entry ${seq}`,
					value: <Mono wrap>{hash ?? ""}</Mono>,
				},
	];
}
