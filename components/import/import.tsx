import { OperationProgress } from "#components/operations/operation-progress.tsx";
import { FailureNotice } from "#components/setup/failure-notice.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ImportPage } from "#lib/loaders/imports.ts";
import { ImportAll } from "./import-all.tsx";
import { ImportTable } from "./import-table.tsx";

type ImportProps = {
	readonly page: ImportPage;
	/** An import that is under way, or just was. */
	readonly operationId: string | null;
};
type Listed = Extract<ImportPage, { kind: "listed" }>;

/** The connectors that Harness has and that are not here. */
export function Import({ page, operationId }: ImportProps) {
	return (
		<>
			<PageHeader
				title="Import from Harness"
				subtitle="Takes over AWS connectors that Harness has already. Harness and AWS are only read."
				actions={page.kind === "listed" && page.counts.new > 0 && <ImportAll count={page.counts.new} />}
			/>
			{operationId !== null && (
				<Card label="Import">
					<OperationProgress key={operationId} operationId={operationId} />
				</Card>
			)}
			{page.kind === "failed" ? <FailureNotice failure={page.failure} /> : <ListedConnectors page={page} />}
		</>
	);
}

function ListedConnectors({ page }: { readonly page: Listed }) {
	const { candidates, counts } = page;
	if (candidates.length === 0) {
		return (
			<EmptyState
				title="Harness has no AWS connectors"
				action={
					<LinkButton href="/connectors/new" tone="primary">
						Connect an account
					</LinkButton>
				}
			>
				<p>Connect the first account here; it is registered in Harness at the end.</p>
			</EmptyState>
		);
	}
	return (
		<>
			<Card title={countWords(counts)} subtitle={NOTE} flush className="overflow-hidden">
				<ImportTable candidates={candidates} />
			</Card>
			{page.pages > 1 && <Pages page={page.page} pages={page.pages} />}
		</>
	);
}

const NOTE =
	"An imported connector rests on Harness's own test until its role trusts Rolebridge too. Its page shows how to add that proof.";

function countWords(counts: Listed["counts"]): string {
	const here = counts.here + counts["account-here"];
	const parts = [
		`${counts.new.toLocaleString("en")} can be imported`,
		here > 0 && `${here.toLocaleString("en")} already here`,
		counts.duplicate > 0 && `${counts.duplicate.toLocaleString("en")} share an account`,
		counts.cannot > 0 && `${counts.cannot.toLocaleString("en")} cannot be imported`,
	];
	return parts.filter((part) => part !== false).join(", ");
}

function Pages({ page, pages }: { readonly page: number; readonly pages: number }) {
	return (
		<nav aria-label="Pages" className="flex flex-wrap items-center justify-end gap-2.5">
			<span className="text-sm text-ink-2">
				Page {page} of {pages}
			</span>
			{page > 1 && <LinkButton href={`/connectors/import?page=${page - 1}`}>Previous page</LinkButton>}
			{page < pages && <LinkButton href={`/connectors/import?page=${page + 1}`}>Next page</LinkButton>}
		</nav>
	);
}
