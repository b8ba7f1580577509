import type { Metadata } from "next";
import { PersonView } from "#components/people/person-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadPerson } from "#lib/loaders/people.ts";

export const metadata: Metadata = { title: "Person" };

type PersonProps = { readonly params: Promise<{ readonly id: string }> };

export default async function PersonPage({ params }: PersonProps) {
	await allow("/settings/people/[id]");
	return <PersonView page={await loadPerson((await params).id)} />;
}
