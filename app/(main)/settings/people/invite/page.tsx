import type { Metadata } from "next";
import { InviteView } from "#components/people/invite-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadInvite } from "#lib/loaders/people.ts";

export const metadata: Metadata = { title: "Invite somebody" };

export default async function InvitePage() {
	await allow("/settings/people/invite");
	return <InviteView page={await loadInvite()} />;
}
