import type { Metadata } from "next";
import { NotificationsView } from "#components/settings/notifications-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadChannels } from "#lib/loaders/notifications.ts";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
	await allow("/settings/notifications");
	return <NotificationsView page={await loadChannels()} />;
}
