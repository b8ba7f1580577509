import type { Metadata } from "next";
import { ChangeFeatures } from "#components/lifecycle/change-features.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadFeaturesChange } from "#lib/loaders/changes.ts";

export const metadata: Metadata = { title: "Edit features" };

type PageProps = { readonly params: Promise<{ readonly id: string }> };

export default async function ChangeFeaturesPage({ params }: PageProps) {
	await allow("/connectors/[id]/features");
	return <ChangeFeatures page={await loadFeaturesChange((await params).id)} />;
}
