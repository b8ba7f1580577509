import type { Metadata } from "next";
import { ApprovalsView } from "#components/people/approvals-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadApprovals } from "#lib/loaders/trust.ts";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage() {
	await allow("/settings/approvals");
	return <ApprovalsView page={await loadApprovals()} />;
}
