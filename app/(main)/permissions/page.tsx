import type { Metadata } from "next";
import { LazyPolicyBuilder } from "#components/permissions/lazy-parts.tsx";
import { PermissionsFrame } from "#components/permissions/permissions-frame.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadPolicyBuilder } from "#lib/loaders/permissions.ts";

export const metadata: Metadata = { title: "Permissions" };

export default async function PermissionsPage() {
	await allow("/permissions");
	return (
		<PermissionsFrame
			current="compose"
			title="Permission library"
			subtitle="Choose what Harness is to do; the least policy that allows it is put together as you choose."
		>
			<LazyPolicyBuilder {...(await loadPolicyBuilder())} />
		</PermissionsFrame>
	);
}
