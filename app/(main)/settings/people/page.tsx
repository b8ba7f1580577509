import type { Metadata } from "next";
import { PeopleView } from "#components/people/people-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadPeople } from "#lib/loaders/people.ts";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
	await allow("/settings/people");
	return <PeopleView page={await loadPeople()} />;
}
