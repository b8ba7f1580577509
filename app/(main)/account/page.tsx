import type { Metadata } from "next";
import { AccountView } from "#components/account/account-view.tsx";
import { SsoError } from "#components/sign-in/sso-error.tsx";
import { loadAccount } from "#lib/loaders/account.ts";
import { allow } from "#lib/loaders/allow.ts";

export const metadata: Metadata = { title: "Your account" };

type PageProps = { readonly searchParams: Promise<{ readonly error?: string | string[] }> };

export default async function AccountPage({ searchParams }: PageProps) {
	await allow("/account");
	const { error } = await searchParams;
	return (
		<>
			<SsoError code={error} title="Your account was not connected" className="mb-4 max-w-[52rem]" />
			<AccountView page={await loadAccount()} />
		</>
	);
}
