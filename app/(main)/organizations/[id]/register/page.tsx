import type { Metadata } from "next";
import { Register } from "#components/organizations/register/register.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadRegister } from "#lib/loaders/rollout-register.ts";

export const metadata: Metadata = { title: "Register in Harness" };

export default async function RolloutRegisterPage({
	params,
}: {
	readonly params: Promise<{ readonly id: string }>;
}) {
	await allow("/organizations/[id]/register");
	return <Register page={await loadRegister((await params).id)} />;
}
