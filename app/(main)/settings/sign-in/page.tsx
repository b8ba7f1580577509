import type { Metadata } from "next";
import { SignInSettingsView } from "#components/settings/sign-in-settings-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadSignInSettings } from "#lib/loaders/single-sign-on.ts";

export const metadata: Metadata = { title: "Sign-in" };

type PageProps = { readonly searchParams: Promise<{ readonly error?: string | string[] }> };

export default async function SignInSettingsPage({ searchParams }: PageProps) {
	await allow("/settings/sign-in");
	const { error } = await searchParams;
	return <SignInSettingsView page={await loadSignInSettings()} error={error} />;
}
