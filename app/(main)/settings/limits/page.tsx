import type { Metadata } from "next";
import { LimitsView } from "#components/settings/limits-view.tsx";
import { loadLimits } from "#lib/loaders/limits.ts";

export const metadata: Metadata = { title: "Limits" };

export default async function LimitsPage() {
	return <LimitsView page={await loadLimits()} />;
}
