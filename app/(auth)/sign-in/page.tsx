import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/sign-in/sign-in-form.tsx";
import { SignInWays } from "#components/sign-in/sign-in-ways.tsx";
import { returnPath } from "#lib/domain/return-path.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import { loadSignInWays } from "#lib/loaders/single-sign-on.ts";

export const metadata: Metadata = { title: "Sign in" };

type SignInQuery = { readonly next?: string | string[]; readonly error?: string | string[] };
type SignInProps = { readonly searchParams: Promise<SignInQuery> };

export default async function SignInPage({ searchParams }: SignInProps) {
	const { next, error } = await searchParams;
	const path = returnPath(typeof next === "string" ? next : null);
	if ((await signedIn()) !== null) redirect(path);
	const ways = await loadSignInWays();
	return (
		<>
			<h1>Sign in</h1>
			<SignInWays ways={ways} next={path} error={error}>
				<SignInForm next={path} isSecondary={ways.ssoLabel !== null} />
			</SignInWays>
		</>
	);
}
