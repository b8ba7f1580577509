import { SettingsNav } from "#components/settings/settings-nav.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { ROLE_INFO, scopeWords } from "#lib/domain/people.ts";
import type { PeoplePage } from "#lib/loaders/people.ts";
import { InvitationRow } from "./invitation-row.tsx";

export function PeopleView({ page }: { readonly page: PeoplePage }) {
	const { people, invitations, now } = page;
	return (
		<div className="flex w-full max-w-[62rem] flex-col gap-4">
			<SettingsNav current="people" />
			<PageHeader
				title="People"
				subtitle="Who can sign in, what they may do, and where."
				actions={
					<Allowed to="trust.people">
						<LinkButton href="/settings/people/invite" tone="primary">
							Invite somebody
						</LinkButton>
					</Allowed>
				}
			/>
			<Card label="People" flush>
				<Table caption="People" columns={columnsOf(page)} rows={people} rowKey={({ id }) => id} />
			</Card>
			{invitations.length > 0 && (
				<Card title="Open invitations" subtitle="A link works once, for seven days." flush>
					<ul aria-label="Open invitations" className="divide-y divide-line">
						{invitations.map(({ id, email, role, scope, invitedByName, expiresAt }) => (
							<InvitationRow
								key={id}
								id={id}
								email={email}
								access={`${ROLE_INFO[role].label}. May see: ${scopeWords(scope)}`}
								invitedBy={invitedByName}
								expiresAt={expiresAt.getTime()}
								now={now}
							/>
						))}
					</ul>
				</Card>
			)}
		</div>
	);
}

type Row = PeoplePage["people"][number];

function columnsOf({ ownId, now }: PeoplePage): readonly Column<Row>[] {
	return [
		{
			key: "name",
			header: "Name",
			phone: "title",
			className: "[overflow-wrap:anywhere]",
			cell: ({ id, name, email }) => (
				<>
					<span className="flex flex-wrap items-center gap-2">
						<Allowed to="trust.people" otherwise={name}>
							<Link href={`/settings/people/${id}`}>{name}</Link>
						</Allowed>
						{id === ownId && <Tag>You</Tag>}
					</span>
					<span className="block text-sm font-normal text-ink-2">{email}</span>
				</>
			),
		},
		{ key: "role", header: "Role", phone: "labelled", cell: ({ role }) => ROLE_INFO[role].label },
		{
			key: "scope",
			header: "May see",
			phone: "labelled",
			className: "[overflow-wrap:anywhere]",
			cell: ({ scope }) => scopeWords(scope),
		},
		{
			key: "factor",
			header: "Second factor",
			phone: "labelled",
			cell: ({ hasSecondFactor, signsInBy }) =>
				hasSecondFactor ? (
					<Pill state="ok">On</Pill>
				) : (
					<Pill state="none">{signsInBy.includes("password") ? "None" : "By provider"}</Pill>
				),
		},
		{
			key: "seen",
			header: "Last seen",
			phone: "labelled",
			cell: ({ lastSeenAt }) =>
				lastSeenAt === null ? (
					<span className="text-ink-2">Not signed in</span>
				) : (
					<RelativeTime at={lastSeenAt.getTime()} now={now} />
				),
		},
	];
}
