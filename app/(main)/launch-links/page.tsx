import type { Metadata } from "next";
import { LaunchLinksView } from "#components/launch/launch-links-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadLaunchLinks } from "#lib/loaders/launch-links.ts";

export const metadata: Metadata = { title: "Launch links" };

type LaunchLinksProps = { readonly searchParams: Promise<{ readonly after?: string | string[] }> };

export default async function LaunchLinksPage({ searchParams }: LaunchLinksProps) {
	await allow("/launch-links");
	const { after } = await searchParams;
	const from = typeof after === "string" ? { after } : {};
	return <LaunchLinksView page={await loadLaunchLinks(from)} isFirst={after === undefined} />;
}
