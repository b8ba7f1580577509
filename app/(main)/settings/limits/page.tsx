import type { Metadata } from "next";
import { LimitsView } from "#components/settings/limits-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadLimits } from "#lib/loaders/limits.ts";

export const metadata: Metadata = { title: "Limits" };

export default async function LimitsPage() {
	await allow("/settings/limits");
	return <LimitsView page={await loadLimits()} />;
}
