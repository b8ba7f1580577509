import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { State } from "#components/ui/state.ts";
import { type Column, Table } from "#components/ui/table.tsx";
import type { NotificationDelivery } from "#lib/db/notifications-port.ts";
import type { ChannelPage } from "#lib/loaders/notifications.ts";

const LOOKS = {
	sent: { state: "ok", word: "Sent" },
	queued: { state: "wait", word: "Waiting" },
	failed: { state: "bad", word: "Failed" },
} as const satisfies Record<NotificationDelivery["state"], { state: State; word: string }>;

/** Every message of a channel, newest first, with what came of it. */
export function NotificationDeliveries({ page }: { readonly page: ChannelPage }) {
	const { channel, deliveries, next, isFirstPage, now } = page;
	const href = `/settings/notifications/${channel.id}`;
	return (
		<Card title="Delivery log" subtitle="Every message, and the receiver's last answer." flush>
			{deliveries.length === 0 ? (
				<p className="px-4.5 py-4 text-ink-2">Nothing was sent yet.</p>
			) : (
				<Table caption="Delivery log" columns={columns(now)} rows={deliveries} rowKey={({ id }) => id} />
			)}
			{(next !== null || !isFirstPage) && (
				<div className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
					{!isFirstPage && (
						<LinkButton href={href} size="small">
							Newest
						</LinkButton>
					)}
					{next !== null && (
						<LinkButton href={`${href}?after=${encodeURIComponent(next)}`} size="small">
							Older
						</LinkButton>
					)}
				</div>
			)}
		</Card>
	);
}

function columns(now: number): readonly Column<NotificationDelivery>[] {
	return [
		{
			key: "message",
			header: "Message",
			phone: "title",
			className: "[overflow-wrap:anywhere]",
			cell: ({ message }) => message.title,
		},
		{
			key: "state",
			header: "State",
			phone: "labelled",
			cell: ({ state }) => <Pill state={LOOKS[state].state}>{LOOKS[state].word}</Pill>,
		},
		{ key: "attempts", header: "Tries", phone: "labelled", align: "end", cell: ({ attempts }) => attempts },
		{
			key: "status",
			header: "Last answer",
			phone: "labelled",
			className: "[overflow-wrap:anywhere] md:max-w-80",
			cell: (delivery) => <Answer delivery={delivery} now={now} />,
		},
		{
			key: "at",
			header: "Time",
			phone: "labelled",
			className: "whitespace-nowrap text-ink-2",
			cell: ({ createdAt }) => <RelativeTime at={createdAt.getTime()} now={now} />,
		},
	];
}

function Answer({ delivery, now }: { readonly delivery: NotificationDelivery; readonly now: number }) {
	const { lastStatus, nextAttemptAt, state } = delivery;
	const isLater = state === "queued" && nextAttemptAt !== null && nextAttemptAt.getTime() > now;
	return (
		<span className="min-w-0 text-sm text-ink-2">
			{lastStatus ?? "none yet"}
			{isLater && (
				<>
					{", again "}
					<RelativeTime at={nextAttemptAt.getTime()} now={now} />
				</>
			)}
		</span>
	);
}
