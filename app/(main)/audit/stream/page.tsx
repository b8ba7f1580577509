import type { Metadata } from "next";
import { AuditStreamView } from "#components/audit/audit-stream-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadAuditStream } from "#lib/loaders/audit.ts";

export const metadata: Metadata = { title: "Audit log webhook" };

export default async function AuditStreamPage() {
	await allow("/audit/stream");
	return <AuditStreamView page={await loadAuditStream()} />;
}
