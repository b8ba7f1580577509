import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Actor } from "#lib/context.ts";
import { roleOf, scopeOf } from "#lib/domain/stored-access.ts";
import { originOf } from "#lib/request-origin.ts";
import type { Auth } from "./auth.ts";
import { hasSecondFactor } from "./second-factor.ts";

declare const authorized: unique symbol;
/** Comes only out of this file: whoever holds one has been let in for this request. */
export type AuthorizedActor = Actor & { readonly [authorized]: true };

export type SignedIn = {
	readonly actor: AuthorizedActor;
	readonly email: string;
	readonly mustChangePassword: boolean;
	readonly sessionId: string;
	/** When this session's person last proved who they are, and how (password, second-factor, passkey, sso). */
	readonly provedAt: Date | null;
	readonly provedBy: string | null;
	/** An authenticator app, whose code is asked for at sign-in. */
	readonly hasApp: boolean;
	/** An authenticator app or a passkey. */
	readonly hasSecondFactor: boolean;
};

/** Who is signed in, asked once a request; null: nobody. */
export function sessionReader(auth: () => Promise<Auth>): () => Promise<SignedIn | null> {
	return cache(async () => {
		// First the headers: a page that asks is made for each request, never at build time.
		const requestHeaders = await withPresentCookies(await headers());
		const { api, $context } = await auth();
		const session = await api.getSession({ headers: requestHeaders });
		if (session === null) return null;
		const { adapter } = await $context;
		const { id, name, email, mustChangePassword, role, scope } = session.user;
		const origin = originOf(requestHeaders);
		return {
			actor: authorize({ kind: "person", id, name, role: roleOf(role), scope: scopeOf(scope), ...origin }),
			email,
			mustChangePassword: mustChangePassword === true,
			sessionId: session.session.id,
			provedAt: session.session.provedAt ?? null,
			provedBy: session.session.provedBy ?? null,
			hasApp: session.user.twoFactorEnabled === true,
			hasSecondFactor: await hasSecondFactor(adapter, session.user),
		};
	});
}

/**
 * An action that gave the session a new token has set it already, while the request's own header still bears the old
 * one: without this, what is shown after the action would be shown to nobody.
 */
async function withPresentCookies(received: Headers): Promise<Headers> {
	const present = (await cookies()).getAll();
	const copy = new Headers(received);
	copy.set("cookie", present.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; "));
	return copy;
}

/** The one place that vouches: called above only, after the session was read from the database. */
function authorize(actor: Actor): AuthorizedActor {
	return actor as AuthorizedActor;
}
