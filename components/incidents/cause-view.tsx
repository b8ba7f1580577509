import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { causeWords } from "#lib/domain/incident-cause.ts";
import type { CausePage } from "#lib/loaders/incidents.ts";
import { IncidentActions } from "./incident-actions.tsx";
import { IncidentList } from "./incident-list.tsx";
import { causeAdvice, causeHref } from "./incident-words.ts";

/** Every open incident of one likely cause, page by page. */
export function CauseView({ page }: { readonly page: CausePage }) {
	const { cause, incidents, skip, hasMore, pageSize, viewer, now } = page;
	const [first] = incidents;
	return (
		<div className="flex w-full max-w-[62rem] flex-col gap-4">
			<PageHeader
				eyebrow={<Link href="/incidents">Incidents</Link>}
				title={causeWords(cause)}
				subtitle={first !== undefined && causeAdvice(cause, first.state).first}
			/>
			{first === undefined ? (
				<EmptyState title={skip > 0 ? "No more of this cause" : "Nothing of this cause is open now"}>
					<Link href="/incidents">See what is open now</Link>
				</EmptyState>
			) : (
				<Card label="Open incidents of this cause" flush>
					<div className="px-4.5 py-4 empty:hidden">
						{page.isTheirs && (
							<IncidentActions
								which={{ cause }}
								about={causeWords(cause)}
								owner={(incidents.length === 1 ? first.owner : null) ?? viewer}
								isMuted={incidents.every(
									({ mutedUntil }) => mutedUntil !== null && mutedUntil.getTime() > now,
								)}
							/>
						)}
					</div>
					<IncidentList incidents={incidents} now={now} />
					{(skip > 0 || hasMore) && (
						<div className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
							{skip > 0 && (
								<LinkButton href={causeHref(cause, Math.max(0, skip - pageSize))} size="small">
									Earlier ones
								</LinkButton>
							)}
							{hasMore && (
								<LinkButton href={causeHref(cause, skip + pageSize)} size="small">
									Later ones
								</LinkButton>
							)}
						</div>
					)}
				</Card>
			)}
		</div>
	);
}
