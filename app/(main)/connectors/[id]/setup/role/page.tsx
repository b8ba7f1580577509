import type { Metadata } from "next";
import { RoleStep } from "#components/setup/role-step.tsx";
import { STEP_TITLES } from "#lib/domain/setup.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadRoleStep } from "#lib/loaders/setup.ts";

export const metadata: Metadata = { title: STEP_TITLES.role };

type Props = { readonly params: Promise<{ readonly id: string }> };

export default async function RolePage({ params }: Props) {
	await allow("/connectors/[id]/setup/role");
	return <RoleStep step={await loadRoleStep((await params).id)} />;
}
