import type { Metadata } from "next";
import { AccessSettingsView } from "#components/people/access-settings-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadAccessSettings } from "#lib/loaders/people.ts";

export const metadata: Metadata = { title: "Changes of trust" };

export default async function AccessSettingsPage() {
	await allow("/settings/access");
	return <AccessSettingsView page={await loadAccessSettings()} />;
}
