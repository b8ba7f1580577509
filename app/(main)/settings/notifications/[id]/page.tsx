import type { Metadata } from "next";
import { NotificationChannelView } from "#components/settings/notification-channel-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadChannel } from "#lib/loaders/notifications.ts";
import { DeliveryPageSchema } from "#lib/schemas/notification-schemas.ts";

export const metadata: Metadata = { title: "Notification channel" };

type ChannelProps = {
	readonly params: Promise<{ readonly id: string }>;
	readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

export default async function ChannelPage({ params, searchParams }: ChannelProps) {
	await allow("/settings/notifications/[id]");
	const { after } = DeliveryPageSchema.parse(await searchParams);
	return <NotificationChannelView page={await loadChannel((await params).id, after)} />;
}
