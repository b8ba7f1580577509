import type { Metadata } from "next";
import { Rollouts } from "#components/organizations/rollouts.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadRollouts } from "#lib/loaders/rollouts.ts";

export const metadata: Metadata = { title: "Organizations" };

type OrganizationsProps = { readonly searchParams: Promise<{ readonly after?: string | string[] }> };

export default async function OrganizationsPage({ searchParams }: OrganizationsProps) {
	await allow("/organizations");
	const { after } = await searchParams;
	const from = typeof after === "string" ? { after } : {};
	return <Rollouts page={await loadRollouts(from)} isFirst={after === undefined} />;
}
