import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import type { Actor } from "#lib/context.ts";
import type { Auth } from "./auth.ts";

declare const authorized: unique symbol;
/** Comes only out of this file: whoever holds one has been let in for this request. */
export type AuthorizedActor = Actor & { readonly [authorized]: true };

export type SignedIn = {
	readonly actor: AuthorizedActor;
	readonly email: string;
	readonly mustChangePassword: boolean;
};

/** Who is signed in, asked once a request; null: nobody. */
export function sessionReader(auth: () => Promise<Auth>): () => Promise<SignedIn | null> {
	return cache(async () => {
		// First the headers: a page that asks is made for each request, never at build time.
		const requestHeaders = await headers();
		const session = await (await auth()).api.getSession({ headers: requestHeaders });
		if (session === null) return null;
		const { id, name, email, mustChangePassword } = session.user;
		return {
			actor: authorize({ kind: "person", id, name }),
			email,
			mustChangePassword: mustChangePassword === true,
		};
	});
}

/** The one place that vouches: called above only, after the session was read from the database. */
function authorize(actor: Actor): AuthorizedActor {
	return actor as AuthorizedActor;
}
