import type { Metadata } from "next";
import { ChangeFeatures } from "#components/lifecycle/change-features.tsx";
import { loadFeaturesChange } from "#lib/loaders/changes.ts";

export const metadata: Metadata = { title: "Edit features" };

type PageProps = { readonly params: Promise<{ readonly id: string }> };

export default async function ChangeFeaturesPage({ params }: PageProps) {
	return <ChangeFeatures page={await loadFeaturesChange((await params).id)} />;
}
