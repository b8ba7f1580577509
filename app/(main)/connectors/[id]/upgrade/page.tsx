import type { Metadata } from "next";
import { UpgradeTemplate } from "#components/lifecycle/upgrade-template.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadUpgrade } from "#lib/loaders/changes.ts";

export const metadata: Metadata = { title: "Template upgrade" };

type PageProps = { readonly params: Promise<{ readonly id: string }> };

export default async function UpgradeTemplatePage({ params }: PageProps) {
	await allow("/connectors/[id]/upgrade");
	return <UpgradeTemplate page={await loadUpgrade((await params).id)} />;
}
