import type { Metadata } from "next";
import { AuditView } from "#components/audit/audit-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadAudit } from "#lib/loaders/audit.ts";

export const metadata: Metadata = { title: "Audit log" };

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
	await allow("/audit");
	return <AuditView page={await loadAudit(await searchParams)} />;
}
