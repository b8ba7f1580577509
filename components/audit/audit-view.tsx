import { Allowed } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { serializeAuditQuery } from "#lib/domain/audit-query.ts";
import type { AuditPage } from "#lib/loaders/audit.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditRow } from "./audit-row.tsx";
import { ChainState } from "./chain-state.tsx";

export function AuditView({ page }: { readonly page: AuditPage }) {
	const { filter, entries, actions, isLimited, now } = page;
	const query = serializeAuditQuery(filter);
	return (
		<div className="flex w-full max-w-[68rem] flex-col gap-4">
			<PageHeader
				title="Audit log"
				subtitle={
					isLimited
						? "Who did what, and from where. You see what is about the connectors that you may see."
						: "Who did what, and from where. Entries are only ever added, never changed."
				}
				actions={<Ways query={query} />}
			/>
			<ChainState page={page} />
			<Card label="Filter">
				<AuditFilters key={query} filter={filter} actions={actions} />
			</Card>
			{entries.length === 0 ? (
				<EmptyState title={query === "" ? "Nothing was written down yet" : "No entry matches"}>
					{query === ""
						? "Every change and every refusal is listed here from now on."
						: "Change the filter, or clear it to see every entry."}
				</EmptyState>
			) : (
				<Card label="Entries" flush>
					<ol>
						{entries.map((entry) => (
							<AuditRow key={entry.id} entry={entry} now={now} />
						))}
					</ol>
					<Pages page={page} query={query} />
				</Card>
			)}
		</div>
	);
}

function Ways({ query }: { readonly query: string }) {
	const exportHref = (format: string) =>
		`/api/export/audit?${new URLSearchParams([["format", format]])}${query && `&${query}`}`;
	return (
		<>
			<Allowed to="audit.export">
				<LinkButton href={exportHref("csv")} download size="small">
					Export CSV
				</LinkButton>
				<LinkButton href={exportHref("json")} download size="small">
					Export JSON
				</LinkButton>
			</Allowed>
			<Allowed to="trust.notifications">
				<LinkButton href="/audit/stream" size="small">
					Send to a webhook
				</LinkButton>
			</Allowed>
		</>
	);
}

function Pages({ page: { isFirstPage, next }, query }: { readonly page: AuditPage; readonly query: string }) {
	if (isFirstPage && next === null) return null;
	const first = query === "" ? "/audit" : `/audit?${query}`;
	return (
		<nav aria-label="Pages" className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
			{!isFirstPage && (
				<LinkButton href={first} size="small">
					Newest
				</LinkButton>
			)}
			{next !== null && (
				<LinkButton href={`/audit?${query === "" ? "" : `${query}&`}before=${next}`} size="small">
					Older
				</LinkButton>
			)}
		</nav>
	);
}
