import type { Metadata } from "next";
import { RolloutAccounts } from "#components/organizations/watch/rollout-accounts.tsx";
import { parseRolloutAccountsQuery } from "#lib/domain/rollout/accounts-query.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadRolloutAccounts } from "#lib/loaders/rollout-watch.ts";

export const metadata: Metadata = { title: "Accounts" };

type AccountsProps = {
	readonly params: Promise<{ readonly id: string }>;
	readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function RolloutAccountsPage({ params, searchParams }: AccountsProps) {
	await allow("/organizations/[id]/accounts");
	const query = parseRolloutAccountsQuery(await searchParams);
	return <RolloutAccounts page={await loadRolloutAccounts((await params).id, query)} />;
}
