import { randomBytes } from "node:crypto";
import * as client from "openid-client";
import { failed, ok } from "#lib/domain/result.ts";
import type { Oidc } from "../oidc-port.ts";
import { clientFor, type OidcFetch } from "./client-for.ts";
import { identityOf } from "./identity-of.ts";
import { createLogoutReader } from "./logout-token.ts";
import { oidcFailure } from "./oidc-failure.ts";

/** How old a login may be that was to be made anew: what the person takes to get back here, and clocks that differ. */
const FRESH_SECONDS = 120;

export type OidcOptions = {
	/** Decides where this server may call; has timeouts and a limit of its own. */
	readonly fetch: OidcFetch;
	readonly now: () => Date;
};

/** Signing in by a company's own provider: authorization code flow with PKCE, state, nonce and issuer. */
export function createOidc({ fetch, now }: OidcOptions): Oidc {
	const configOf = clientFor({ fetch, now });
	const readLogout = createLogoutReader({ fetch, now });
	return {
		async check(provider) {
			try {
				const config = await configOf(provider, { isAnew: true });
				return ok({ issuer: config.serverMetadata().issuer });
			} catch (error) {
				return failed(oidcFailure(error));
			}
		},
		async begin(provider, { redirectUri, isFresh }) {
			try {
				const config = await configOf(provider);
				const checks = {
					state: token(),
					nonce: token(),
					verifier: client.randomPKCECodeVerifier(),
					startedAt: now().getTime(),
					isFresh,
				};
				const url = client.buildAuthorizationUrl(config, {
					redirect_uri: redirectUri,
					scope: provider.scopes,
					state: checks.state,
					nonce: checks.nonce,
					code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
					code_challenge_method: "S256",
					...(isFresh && { prompt: "login", max_age: "0" }),
				});
				return ok({ url, checks });
			} catch (error) {
				return failed(oidcFailure(error));
			}
		},
		async complete(provider, { answer, checks }) {
			try {
				const config = await configOf(provider);
				const tokens = await client.authorizationCodeGrant(config, answer, {
					expectedState: checks.state,
					expectedNonce: checks.nonce,
					pkceCodeVerifier: checks.verifier,
					idTokenExpected: true,
				});
				const claims = tokens.claims();
				if (claims === undefined || tokens.id_token === undefined) return failed(unverified("no ID token"));
				const askedAt = (claims.auth_time ?? 0) * 1_000;
				if (checks.isFresh && askedAt < checks.startedAt - FRESH_SECONDS * 1_000)
					return failed(unverified("the provider did not ask anew who you are"));
				const identity = await identityOf(config, provider, claims, tokens.access_token);
				const sessionId = typeof claims.sid === "string" ? claims.sid : null;
				const authTime = authTimeOf(claims.auth_time, now());
				return ok({ identity, sessionId, authTime, idToken: tokens.id_token });
			} catch (error) {
				return failed(oidcFailure(error));
			}
		},
		async endSessionUrl(provider, { idToken, returnTo }) {
			try {
				const config = await configOf(provider);
				if (config.serverMetadata().end_session_endpoint === undefined) return null;
				return client.buildEndSessionUrl(config, {
					client_id: provider.clientId,
					post_logout_redirect_uri: returnTo,
					...(idToken !== null && { id_token_hint: idToken }),
				});
			} catch {
				return null;
			}
		},
		async readLogoutToken(provider, logoutToken) {
			try {
				const config = await configOf(provider);
				return await readLogout(provider, config.serverMetadata(), logoutToken);
			} catch (error) {
				return failed(oidcFailure(error));
			}
		},
	};
}

/** One that lies ahead says nothing: once its time came, the session would count as just proved. */
function authTimeOf(seconds: number | undefined, now: Date): Date | null {
	if (seconds === undefined || seconds * 1_000 > now.getTime() + FRESH_SECONDS * 1_000) return null;
	return new Date(Math.min(seconds * 1_000, now.getTime()));
}

function token(): string {
	return randomBytes(32).toString("base64url");
}

function unverified(reason: string) {
	return { code: "SSO_NOT_COMPLETED", detail: `Not accepted: ${reason}.` } as const;
}
