import type { Metadata } from "next";
import { UpgradeTemplate } from "#components/lifecycle/upgrade-template.tsx";
import { loadUpgrade } from "#lib/loaders/changes.ts";

export const metadata: Metadata = { title: "Template upgrade" };

type PageProps = { readonly params: Promise<{ readonly id: string }> };

export default async function UpgradeTemplatePage({ params }: PageProps) {
	return <UpgradeTemplate page={await loadUpgrade((await params).id)} />;
}
