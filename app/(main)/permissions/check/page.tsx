import type { Metadata } from "next";
import { LazyRoleCheck } from "#components/permissions/lazy-parts.tsx";
import { PermissionsFrame } from "#components/permissions/permissions-frame.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadRoleCheck } from "#lib/loaders/permissions.ts";

export const metadata: Metadata = { title: "Check a role" };

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CheckRolePage({ searchParams }: Props) {
	await allow("/permissions/check");
	return (
		<PermissionsFrame
			current="check"
			title="Has my role what it needs?"
			subtitle="Ask AWS about a connector's role, or paste policies to have them judged here."
		>
			<LazyRoleCheck {...(await loadRoleCheck((await searchParams).connector))} />
		</PermissionsFrame>
	);
}
