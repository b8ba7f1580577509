import { redirect } from "next/navigation";
import { allow } from "#lib/loaders/allow.ts";

type ConnectorsProps = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The list is the home page; addresses of earlier releases still lead to it, with what they ask for. */
export default async function ConnectorsPage({ searchParams }: ConnectorsProps) {
	await allow("/connectors");
	const pairs = Object.entries(await searchParams).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value ?? ""]).map((each) => [name, each]),
	);
	redirect(pairs.length === 0 ? "/" : `/?${new URLSearchParams(pairs)}`);
}
