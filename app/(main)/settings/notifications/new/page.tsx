import type { Metadata } from "next";
import { NotificationNewView } from "#components/settings/notification-channel-view.tsx";
import { loadNewChannel } from "#lib/loaders/notifications.ts";

export const metadata: Metadata = { title: "Add channel" };

export default async function NewChannelPage() {
	return <NotificationNewView {...(await loadNewChannel())} />;
}
