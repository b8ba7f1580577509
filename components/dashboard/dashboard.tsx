import { Allowed } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { startOperationAction } from "#lib/actions/operation-actions.ts";
import { type DashboardQuery, HEALTH_ORDER, isUnfiltered } from "#lib/domain/dashboard-query.ts";
import { FAILURE_CODES, FAILURES } from "#lib/domain/failures.ts";
import type { HealthState } from "#lib/domain/health.ts";
import type { DashboardView } from "#lib/loaders/dashboard.ts";
import { numberWords } from "./chart-words.ts";
import { ConnectorsTable } from "./connectors-table.tsx";
import { type DashboardPlace, dashboardHref, queryString } from "./dashboard-href.ts";
import { DashboardSubtitle } from "./dashboard-subtitle.tsx";
import { DashboardTabs } from "./dashboard-tabs.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { featureOptions, partitionOptions, sortOptions, typeOptions } from "./filter-options.ts";
import { FirstTime } from "./first-time.tsx";
import { FleetCharts } from "./fleet-charts.tsx";
import { LiveDashboard } from "./live-dashboard.tsx";
import { NewsStrip } from "./news-strip.tsx";
import { NoMatch } from "./no-match.tsx";
import { OperationPanel } from "./operation-panel.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { SelectionProvider } from "./selection-provider.tsx";
import { StaleProofNotice } from "./stale-proof-notice.tsx";
import { TableTools } from "./table-tools.tsx";
import { type FailureTitles, TitlesProvider } from "./titles.tsx";
import { TotalsStrip } from "./totals-strip.tsx";

export type DashboardProps = {
	readonly view: DashboardView;
	readonly query: DashboardQuery;
	readonly place: DashboardPlace;
};

/** Every connector: how all of them are, what changed, and each with its reason, its proof and its last 30 days. */
export function Dashboard({ view, query, place }: DashboardProps) {
	if (view.totals.all === 0 && isUnfiltered(query)) return <FirstTime />;
	return (
		<LiveDashboard initial={view} search={queryString(query)}>
			<TitlesProvider titles={failureTitles()}>
				<PageHeader
					title="Connectors"
					subtitle={<DashboardSubtitle />}
					actions={
						<Allowed to="connector.connect">
							<LinkButton href="/connectors/new" tone="primary">
								Connect an account
							</LinkButton>
						</Allowed>
					}
				/>
				<StaleProofNotice />
				<Card label="Totals" flush className="overflow-hidden">
					<TotalsStrip hrefs={totalsHrefs(query, place)} chosen={query.health} />
					<NewsStrip hrefs={newsHrefs(query, place)} />
				</Card>
				<DashboardTabs query={query} place={place}>
					{place.view === "tables" && <TableTools search={queryString(query)} />}
				</DashboardTabs>
				{place.operation !== null && <OperationPanel key={place.operation} operationId={place.operation} />}
				{place.view === "fleet" && view.fleet !== null ? (
					<FleetCharts fleet={view.fleet} isLimited={view.isLimited} now={view.now} />
				) : (
					<Tables view={view} query={query} place={place} />
				)}
			</TitlesProvider>
		</LiveDashboard>
	);
}

function Tables({ view, query, place }: DashboardProps) {
	const { billing, resource } = view.tables;
	const search = queryString(query);
	const filterKey = queryString({
		...query,
		sort: "health",
		dir: "asc",
		billing: null,
		resource: null,
		cols: [],
	});
	const inSight = [...billing.rows, ...resource.rows].map(({ id }) => id);
	const matching = matchingWords(view);
	const isNothing = inSight.length === 0 && query.billing === null && query.resource === null;
	return (
		<SelectionProvider filterKey={filterKey} inSight={inSight}>
			<FilterBar
				features={featureOptions()}
				partitions={partitionOptions()}
				types={typeOptions()}
				sorts={sortOptions()}
				tagKeys={view.tagKeys}
				found={isNothing ? "No connector matches." : `${matching.text} connectors match.`}
			/>
			{isNothing ? (
				<NoMatch query={query} place={place} />
			) : (
				<>
					<ConnectorsTable table="billing" view={view} query={query} place={place} />
					<ConnectorsTable table="resource" view={view} query={query} place={place} />
				</>
			)}
			<Allowed to="connector.change">
				<SelectionBar
					startOperation={startOperationAction}
					filter={query}
					matching={matching.text}
					hasMore={matching.count > inSight.length}
					search={search}
				/>
			</Allowed>
		</SelectionProvider>
	);
}

function matchingWords({ tables: { billing, resource } }: DashboardView) {
	const count = billing.count.count + resource.count.count;
	const isCapped = billing.count.isCapped || resource.count.isCapped;
	return { count, text: `${numberWords(count)}${isCapped ? "+" : ""}` };
}

/** Each state's own list; of the one that is chosen alone, the way back to all. */
function totalsHrefs(query: DashboardQuery, place: DashboardPlace): Record<HealthState, string> {
	return hrefsOf((state) => {
		const isAlone = query.health.length === 1 && query.health[0] === state;
		return dashboardHref(query, { health: isAlone ? [] : [state] }, { ...place, view: "tables" });
	});
}

function newsHrefs(query: DashboardQuery, place: DashboardPlace): Record<HealthState, string> {
	return hrefsOf((state) =>
		dashboardHref(query, { health: [state], sort: "since", dir: "desc" }, { ...place, view: "tables" }),
	);
}

/** Sound: HEALTH_ORDER holds every state once. */
function hrefsOf(hrefOf: (state: HealthState) => string): Record<HealthState, string> {
	return Object.fromEntries(HEALTH_ORDER.map((state) => [state, hrefOf(state)])) as Record<
		HealthState,
		string
	>;
}

/** Sound: FAILURE_CODES holds every code once. */
function failureTitles(): FailureTitles {
	return Object.fromEntries(FAILURE_CODES.map((code) => [code, FAILURES[code].title])) as FailureTitles;
}
