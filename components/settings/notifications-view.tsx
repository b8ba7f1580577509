import { Allowed } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { NotificationChannel } from "#lib/db/notifications-port.ts";
import { selectorWords } from "#lib/domain/connector-selector.ts";
import type { ChannelsPage } from "#lib/loaders/notifications.ts";
import { KIND_WORDS } from "./notification-words.ts";
import { SettingsNav } from "./settings-nav.tsx";

export function NotificationsView({ page: { channels, isFull } }: { readonly page: ChannelsPage }) {
	return (
		<div className="flex w-full max-w-[62rem] flex-col gap-4">
			<SettingsNav current="notifications" />
			<PageHeader
				title="Notifications"
				subtitle="Who is told when something breaks, and again when it works. Each incident is told once; many at once come as one digest."
				actions={channels.length > 0 && !isFull && <AddChannel />}
			/>
			{channels.length === 0 ? (
				<EmptyState title="Nobody is told yet" action={<AddChannel />}>
					A channel is a webhook, a chat that takes Slack's messages, or an e-mail address. Incidents are kept
					and shown here either way.
				</EmptyState>
			) : (
				<Card label="Channels" flush>
					<Table caption="Channels" columns={COLUMNS} rows={channels} rowKey={({ id }) => id} />
				</Card>
			)}
			{isFull && (
				<p className="text-sm text-ink-2">
					No more channels can be added: delete one that is no longer used.
				</p>
			)}
		</div>
	);
}

function AddChannel() {
	return (
		<Allowed to="trust.notifications">
			<LinkButton href="/settings/notifications/new" tone="primary">
				Add channel
			</LinkButton>
		</Allowed>
	);
}

const COLUMNS: readonly Column<NotificationChannel>[] = [
	{
		key: "name",
		header: "Name",
		phone: "title",
		className: "[overflow-wrap:anywhere]",
		cell: ({ id, name }) => (
			<Allowed to="trust.notifications" otherwise={name}>
				<Link href={`/settings/notifications/${id}`}>{name}</Link>
			</Allowed>
		),
	},
	{ key: "kind", header: "Kind", phone: "labelled", cell: ({ kind }) => KIND_WORDS[kind] },
	{
		key: "target",
		header: "Sent to",
		phone: "labelled",
		cell: ({ targetLabel }) => <Mono wrap>{targetLabel}</Mono>,
	},
	{
		key: "selector",
		header: "Told about",
		phone: "labelled",
		className: "[overflow-wrap:anywhere]",
		cell: ({ selector }) => selectorWords(selector),
	},
	{
		key: "state",
		header: "State",
		phone: "labelled",
		cell: ({ isEnabled }) => (isEnabled ? <Pill state="ok">On</Pill> : <Pill state="none">Off</Pill>),
	},
];
