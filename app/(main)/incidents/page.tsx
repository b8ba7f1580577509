import type { Metadata } from "next";
import { CauseView } from "#components/incidents/cause-view.tsx";
import { IncidentsView } from "#components/incidents/incidents-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadCause, loadIncidents } from "#lib/loaders/incidents.ts";
import { IncidentsPageSchema } from "#lib/schemas/incident-schemas.ts";

export const metadata: Metadata = { title: "Incidents" };

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IncidentsPage({ searchParams }: Props) {
	await allow("/incidents");
	const { cause, skip, after } = IncidentsPageSchema.parse(await searchParams);
	if (cause !== undefined) return <CauseView page={await loadCause(cause, skip)} />;
	return <IncidentsView page={await loadIncidents(after)} />;
}
