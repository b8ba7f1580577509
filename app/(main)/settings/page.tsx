import type { Metadata } from "next";
import { SettingsView } from "#components/settings/settings-view.tsx";
import { loadSettings } from "#lib/loaders/settings.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
	return <SettingsView page={await loadSettings()} />;
}
