import type { Metadata } from "next";
import { SettingsView } from "#components/settings/settings-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadSettings } from "#lib/loaders/settings.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
	await allow("/settings");
	return <SettingsView page={await loadSettings()} />;
}
