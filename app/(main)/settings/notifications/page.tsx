import type { Metadata } from "next";
import { NotificationsView } from "#components/settings/notifications-view.tsx";
import { loadChannels } from "#lib/loaders/notifications.ts";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
	return <NotificationsView page={await loadChannels()} />;
}
