import "server-only";
import { redirect } from "next/navigation";
import { type SignedIn, sessionReader } from "#lib/auth/session.ts";
import { webAuth } from "#lib/server-context.ts";

/** Who is signed in; null: nobody. */
export const signedIn = sessionReader(webAuth);

/** For pages: whoever may not see it is led to where that can change. */
export async function requireSignedIn(): Promise<SignedIn> {
	const session = await signedIn();
	if (session === null) redirect("/sign-in");
	if (session.mustChangePassword) redirect("/change-password");
	return session;
}
