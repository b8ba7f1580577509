import { Allowed } from "#components/shell/abilities.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Link } from "#components/ui/link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { IncidentRow } from "#lib/db/incidents-port.ts";
import { incidentHref } from "./incident-words.ts";

export type IncidentListProps = { readonly incidents: readonly IncidentRow[]; readonly now: number };

export function IncidentList({ incidents, now }: IncidentListProps) {
	return (
		<ul className="border-t border-line">
			{incidents.map((incident) => (
				<li
					key={incident.id}
					className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 border-b border-line px-4.5 py-2.5 last:border-b-0"
				>
					<span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
						<Name incident={incident} />
						{incident.awsAccountId !== null && (
							<AccountNumber value={incident.awsAccountId} className="text-sm text-ink-2" />
						)}
					</span>
					<span className="min-w-0 text-sm text-ink-2 [overflow-wrap:anywhere]">
						<Standing incident={incident} now={now} />
						<RelativeTime at={incident.openedAt.getTime()} now={now} />
					</span>
				</li>
			))}
		</ul>
	);
}

/** Trouble of the whole installation leads to settings, which not everybody may read. */
function Name({ incident }: { readonly incident: IncidentRow }) {
	const { kind, name } = incident;
	const link = (words: string) => (
		<Link href={incidentHref(incident)} className="[overflow-wrap:anywhere]">
			{words}
		</Link>
	);
	if (kind === "connector") return link(name);
	return (
		<Allowed to="settings.view" otherwise={sentence(PLACES[kind])}>
			{link(`Look at ${PLACES[kind]}`)}
		</Allowed>
	);
}

function sentence(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}

const PLACES = {
	verifier: "Rolebridge's own side",
	sts: "Rolebridge's own side",
	harness: "the Harness account",
	audit: "the audit log",
} as const;

/** Who has it, what they said, and what keeps it quiet. */
function Standing({ incident, now }: { readonly incident: IncidentRow; readonly now: number }) {
	const { owner, acknowledgedBy, comment, mutedUntil, isFlapping, recoveringAt } = incident;
	const isMuted = mutedUntil !== null && mutedUntil.getTime() > now;
	const parts = [
		...(isFlapping ? ["fails and recovers by turns"] : []),
		...(recoveringAt === null ? [] : ["last result was good"]),
		...(acknowledgedBy === null
			? [owner === null ? null : `owner ${owner}`]
			: [`${owner ?? acknowledgedBy} has it${comment === "" ? "" : `: “${comment}”`}`]),
	].filter((part) => part !== null);
	return (
		<>
			{parts.map((part) => `${part} · `).join("")}
			{isMuted && (
				<>
					{"muted, ends "}
					<RelativeTime at={mutedUntil.getTime()} now={now} />
					{" · "}
				</>
			)}
		</>
	);
}
