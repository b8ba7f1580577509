import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/sign-in/sign-in-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { returnPath } from "#lib/domain/return-path.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";

export const metadata: Metadata = { title: "Sign in" };

type SignInProps = { readonly searchParams: Promise<{ readonly next?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInProps) {
	const { next } = await searchParams;
	const path = returnPath(typeof next === "string" ? next : null);
	if ((await signedIn()) !== null) redirect(path);
	return (
		<>
			<h1>Sign in</h1>
			<Card label="Sign in">
				<SignInForm next={path} />
			</Card>
		</>
	);
}
