import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { IncidentRow } from "#lib/db/incidents-port.ts";
import { causeWords } from "#lib/domain/incident-cause.ts";
import type { IncidentsPage } from "#lib/loaders/incidents.ts";
import { incidentHref, RESOLUTION_WORDS } from "./incident-words.ts";

/** What was wrong lately, the newest end first. */
export function ResolvedIncidents({ page }: { readonly page: IncidentsPage }) {
	const { resolved, nextResolved, isFirstResolved, now } = page;
	return (
		<Card title="Recently resolved" flush>
			{resolved.length === 0 ? (
				<p className="px-4.5 py-4 text-ink-2">No incident has ended yet.</p>
			) : (
				<Table caption="Recently resolved" columns={columns(now)} rows={resolved} rowKey={({ id }) => id} />
			)}
			{(nextResolved !== null || !isFirstResolved) && (
				<div className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
					{!isFirstResolved && (
						<LinkButton href="/incidents" size="small">
							Newest
						</LinkButton>
					)}
					{nextResolved !== null && (
						<LinkButton href={`/incidents?after=${encodeURIComponent(nextResolved)}`} size="small">
							Older
						</LinkButton>
					)}
				</div>
			)}
		</Card>
	);
}

function columns(now: number): readonly Column<IncidentRow>[] {
	return [
		{
			key: "name",
			header: "Connector",
			phone: "title",
			className: "[overflow-wrap:anywhere]",
			cell: (incident) => <Link href={incidentHref(incident)}>{nameOf(incident)}</Link>,
		},
		{
			key: "cause",
			header: "What was wrong",
			phone: "labelled",
			className: "[overflow-wrap:anywhere]",
			cell: ({ cause }) => causeWords(cause),
		},
		{
			key: "end",
			header: "Ended",
			phone: "labelled",
			cell: ({ resolution, resolvedAt }) => (
				<span>
					{resolution === null ? "Ended" : RESOLUTION_WORDS[resolution]}{" "}
					{resolvedAt !== null && <RelativeTime at={resolvedAt.getTime()} now={now} />}
				</span>
			),
		},
		{
			key: "lasted",
			header: "Lasted",
			phone: "labelled",
			className: "whitespace-nowrap text-ink-2",
			cell: ({ openedAt, resolvedAt }) =>
				resolvedAt === null ? "" : lasted(resolvedAt.getTime() - openedAt.getTime()),
		},
	];
}

function nameOf({ kind, name }: IncidentRow): string {
	if (kind === "connector") return name;
	if (kind === "audit") return "Audit log";
	return kind === "harness" ? "Harness" : "Rolebridge's own side";
}

/** @example lasted(3 * 3_600_000) // "3 h" */
function lasted(ms: number): string {
	const minutes = Math.max(1, Math.round(ms / 60_000));
	if (minutes < 120) return `${minutes} min`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
