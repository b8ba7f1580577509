import type { Metadata } from "next";
import { ConfirmedNotice } from "#components/sign-in/confirmed-notice.tsx";
import { SsoError } from "#components/sign-in/sso-error.tsx";
import { Card } from "#components/ui/card.tsx";

export const metadata: Metadata = { title: "Confirm that it is you" };

type PageProps = { readonly searchParams: Promise<{ readonly error?: string | string[] }> };

/** Where the tab ends in which somebody proved anew who they are. */
export default async function ConfirmedPage({ searchParams }: PageProps) {
	const { error } = await searchParams;
	return (
		<>
			<h1>Confirm that it is you</h1>
			<Card label="Confirmation">
				{error === undefined ? <ConfirmedNotice /> : <SsoError code={error} title="Not confirmed" />}
			</Card>
		</>
	);
}
