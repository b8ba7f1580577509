import { Allowed } from "#components/shell/abilities.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { IncidentGroup, IncidentsPage } from "#lib/loaders/incidents.ts";
import { CauseCard } from "./cause-card.tsx";
import { countWords } from "./incident-words.ts";
import { MaintenanceWindows } from "./maintenance-windows.tsx";
import { ResolvedIncidents } from "./resolved-incidents.tsx";

export function IncidentsView({ page }: { readonly page: IncidentsPage }) {
	const { groups, hasMoreCauses, windows, viewer, now } = page;
	return (
		<div className="flex w-full max-w-[62rem] flex-col gap-4">
			<PageHeader
				title="Incidents"
				subtitle={summary(page)}
				actions={
					<Allowed to="settings.view">
						<LinkButton href="/settings/notifications">Who is told</LinkButton>
					</Allowed>
				}
			/>
			{groups.length === 0 ? (
				<EmptyState title="Nothing is wrong now">
					What breaks is listed here by its likely cause, as soon as two results 30 seconds apart agree on it.
				</EmptyState>
			) : (
				groups.map((group) => <CauseCard key={group.cause} group={group} viewer={viewer} now={now} />)
			)}
			{hasMoreCauses && (
				<p className="text-sm text-ink-2">
					There are more causes, each with fewer connectors. They appear here as those above end.
				</p>
			)}
			<MaintenanceWindows windows={windows} now={now} />
			<ResolvedIncidents page={page} />
		</div>
	);
}

function summary({ groups, suspected, hasMoreCauses }: IncidentsPage): string {
	const broken = sumOf(groups, ({ kind, state }) => kind === "connector" && state !== "degraded");
	const faulty = sumOf(groups, ({ kind, state }) => kind === "connector" && state === "degraded");
	const atLeast = hasMoreCauses ? "At least " : "";
	return [
		...(groups.length === 0 ? ["No open incident."] : []),
		...(groups.some(({ kind }) => kind !== "connector")
			? ["Something that many connectors rest on does not work."]
			: []),
		...(broken > 0 ? [`${atLeast}${countWords(broken, "connector")} without a working connection.`] : []),
		...(faulty > 0 ? [`${countWords(faulty, "connector")} working with a fault.`] : []),
		...(suspected > 0 ? [`${suspected} more seen once and being looked at again.`] : []),
	].join(" ");
}

function sumOf(groups: readonly IncidentGroup[], counts: (group: IncidentGroup) => boolean): number {
	return groups.filter(counts).reduce((sum, { count }) => sum + count, 0);
}
