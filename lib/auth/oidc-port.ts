import type { Result } from "#lib/domain/result.ts";
import type { SsoIdentity } from "#lib/domain/single-sign-on.ts";

/** One OpenID Connect provider, and what we are to it. */
export type OidcProvider = {
	readonly issuer: string;
	readonly clientId: string;
	/** Null: a public client, which PKCE alone protects. */
	readonly clientSecret: string | null;
	/** Separated by spaces. */
	readonly scopes: string;
	readonly groupsClaim: string;
};

/** What the browser that began a sign-in keeps, and must bring back. */
export type OidcChecks = {
	readonly state: string;
	readonly nonce: string;
	readonly verifier: string;
	readonly startedAt: number;
	/** The person was to prove anew who they are. */
	readonly isFresh: boolean;
};

/** A sign-in that the provider completed. */
export type OidcSignIn = {
	readonly identity: SsoIdentity;
	/** The provider's own session; null: it does not tell. */
	readonly sessionId: string | null;
	/** When the provider last asked who they are; it may have answered from a session of its own. Null: not told. */
	readonly authTime: Date | null;
	/** The hint with which the provider ends its session without asking. */
	readonly idToken: string;
};

/** The provider ends a person's session, or all of them. */
export type LogoutNotice = {
	readonly issuer: string;
	readonly subject: string | null;
	readonly sessionId: string | null;
	/** Of this one token; none is taken twice. */
	readonly tokenId: string;
	/** The token is refused by itself from then on. */
	readonly usableUntil: Date;
};

export type Oidc = {
	/** Whether this provider can be used, as far as can be told without signing in; its issuer as it writes it. */
	check(provider: OidcProvider): Promise<Result<{ readonly issuer: string }>>;
	begin(
		provider: OidcProvider,
		ask: { readonly redirectUri: string; readonly isFresh: boolean },
	): Promise<Result<{ readonly url: URL; readonly checks: OidcChecks }>>;
	/** `answer`: the redirect URI with what the provider added to it. */
	complete(
		provider: OidcProvider,
		given: { readonly answer: URL; readonly checks: OidcChecks },
	): Promise<Result<OidcSignIn>>;
	/** Where the browser goes to end the provider's session too; null: the provider offers no such place. */
	endSessionUrl(
		provider: OidcProvider,
		given: { readonly idToken: string | null; readonly returnTo: string },
	): Promise<URL | null>;
	readLogoutToken(provider: OidcProvider, token: string): Promise<Result<LogoutNotice>>;
};
