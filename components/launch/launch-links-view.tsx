import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { LaunchLinksPage, SenderLinkView } from "#lib/launch-links/view.ts";
import { KIND_WORDS } from "./launch-words.ts";
import { linkLook } from "./link-words.ts";

export type LaunchLinksViewProps = { readonly page: LaunchLinksPage; readonly isFirst: boolean };

/** Every link that was sent, the newest first. What can be done with one is on its connector's page. */
export function LaunchLinksView({ page, isFirst }: LaunchLinksViewProps) {
	const { links, nextAfter, now } = page;
	return (
		<>
			<PageHeader
				title="Launch links"
				subtitle="Requests sent to people who have AWS access and no account here. New ones are made on a connector's page, or in its set-up."
			/>
			{links.length === 0 && isFirst ? (
				<EmptyState
					title="No link was sent yet"
					action={
						<LinkButton href="/" tone="primary">
							Go to connectors
						</LinkButton>
					}
				>
					Where somebody else has to create a role, send them a link: they read what is asked and why, and do
					it in AWS. You see here how far it is.
				</EmptyState>
			) : (
				<Card label="Launch links" flush>
					<Table caption="Launch links" columns={columns(now)} rows={links} rowKey={({ id }) => id} />
					{(nextAfter !== null || !isFirst) && (
						<div className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
							{!isFirst && (
								<LinkButton href="/launch-links" size="small">
									Newest
								</LinkButton>
							)}
							{nextAfter !== null && (
								<LinkButton href={`/launch-links?after=${encodeURIComponent(nextAfter)}`} size="small">
									Older
								</LinkButton>
							)}
						</div>
					)}
				</Card>
			)}
		</>
	);
}

function columns(now: number): readonly Column<SenderLinkView>[] {
	return [
		{
			key: "connector",
			header: "For",
			phone: "title",
			className: "[overflow-wrap:anywhere]",
			cell: ({ connectorId, rolloutId, name, awsAccountId }) => (
				<>
					<Link
						href={rolloutId === null ? `/connectors/${connectorId}` : `/organizations/${rolloutId}`}
						className="link font-medium"
					>
						{name || "Draft without a name"}
					</Link>
					<p className="text-sm font-normal text-ink-2">
						<AccountNumber value={awsAccountId} />
					</p>
				</>
			),
		},
		{ key: "kind", header: "Asks for", phone: "labelled", cell: ({ kind }) => KIND_WORDS[kind] },
		{ key: "state", header: "State", phone: "labelled", cell: (link) => <StatePill link={link} /> },
		{
			key: "opened",
			header: "Opened",
			phone: "labelled",
			cell: ({ openings, lastOpenedAt }) =>
				lastOpenedAt === null ? (
					"Never"
				) : (
					<span>
						{openings === 1 ? "Once" : `${openings} times`}, <RelativeTime at={lastOpenedAt} now={now} />
					</span>
				),
		},
		{
			key: "sent",
			header: "Sent",
			phone: "labelled",
			cell: ({ createdAt, createdBy }) => (
				<span>
					<RelativeTime at={createdAt} now={now} /> by {createdBy}
				</span>
			),
		},
		{
			key: "expires",
			header: "Works until",
			phone: "labelled",
			cell: ({ expiresAt }) => <RelativeTime at={expiresAt} now={now} />,
		},
	];
}

function StatePill({ link }: { readonly link: SenderLinkView }) {
	const { state, word } = linkLook(link);
	return <Pill state={state}>{word}</Pill>;
}
