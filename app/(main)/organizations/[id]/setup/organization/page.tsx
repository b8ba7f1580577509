import type { Metadata } from "next";
import { OrganizationStep } from "#components/organizations/setup/organization-step.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadOrganizationStep, loadOrganizationTitle } from "#lib/loaders/rollout-setup.ts";

type OrganizationProps = { readonly params: Promise<{ readonly id: string }> };

export async function generateMetadata({ params }: OrganizationProps): Promise<Metadata> {
	return { title: await loadOrganizationTitle((await params).id) };
}

export default async function OrganizationPage({ params }: OrganizationProps) {
	await allow("/organizations/[id]/setup/organization");
	return <OrganizationStep {...(await loadOrganizationStep((await params).id))} />;
}
