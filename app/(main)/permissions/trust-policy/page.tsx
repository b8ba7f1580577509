import type { Metadata } from "next";
import { ConnectorChoice } from "#components/permissions/connector-choice.tsx";
import { LazyTrustDoctor } from "#components/permissions/lazy-parts.tsx";
import { PermissionsFrame } from "#components/permissions/permissions-frame.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadTrustDoctor } from "#lib/loaders/permissions.ts";

export const metadata: Metadata = { title: "Trust-policy doctor" };

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TrustPolicyPage({ searchParams }: Props) {
	await allow("/permissions/trust-policy");
	const { connectors, picked, ...view } = await loadTrustDoctor((await searchParams).connector);
	return (
		<PermissionsFrame
			current="trust"
			title="Trust-policy doctor"
			subtitle="Who may assume a role, with which external ID, and how the policy ought to be written."
		>
			<ConnectorChoice connectors={connectors} picked={picked} />
			<LazyTrustDoctor key={picked?.id ?? "pasted"} picked={picked} {...view} />
		</PermissionsFrame>
	);
}
