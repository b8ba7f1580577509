import type { Metadata } from "next";
import { NewRollout } from "#components/organizations/setup/new-rollout.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadNewConnector } from "#lib/loaders/new-connector.ts";

export const metadata: Metadata = { title: "Connect an organization" };

export default async function NewOrganizationPage() {
	await allow("/organizations/new");
	const { harnessAccount } = await loadNewConnector();
	return <NewRollout harnessAccountId={harnessAccount?.accountId ?? null} />;
}
