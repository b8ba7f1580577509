import type { Metadata } from "next";
import { NotificationNewView } from "#components/settings/notification-channel-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadNewChannel } from "#lib/loaders/notifications.ts";

export const metadata: Metadata = { title: "Add channel" };

export default async function NewChannelPage() {
	await allow("/settings/notifications/new");
	return <NotificationNewView {...(await loadNewChannel())} />;
}
