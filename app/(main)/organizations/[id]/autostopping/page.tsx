import type { Metadata } from "next";
import { AutoStoppingAccounts } from "#components/organizations/watch/autostopping-accounts.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadAutoStopping } from "#lib/loaders/rollout-register.ts";

export const metadata: Metadata = { title: "AutoStopping" };

type AutoStoppingProps = {
	readonly params: Promise<{ readonly id: string }>;
	readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function RolloutAutoStoppingPage({ params, searchParams }: AutoStoppingProps) {
	await allow("/organizations/[id]/autostopping");
	const { only, after } = await searchParams;
	return <AutoStoppingAccounts page={await loadAutoStopping((await params).id, { only, after })} />;
}
