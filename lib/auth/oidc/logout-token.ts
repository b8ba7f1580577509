import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from "jose";
import type { ServerMetadata } from "openid-client";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { LogoutNotice, OidcProvider } from "../oidc-port.ts";
import type { OidcFetch } from "./client-for.ts";

const LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** What only the provider can make. With a secret that we know as well, we could have made it. */
const ALGORITHMS = [
	"RS256",
	"RS384",
	"RS512",
	"PS256",
	"PS384",
	"PS512",
	"ES256",
	"ES384",
	"ES512",
	"Ed25519",
	"EdDSA",
];
const MAX_AGE_SECONDS = 300;
const CLOCK_SKEW_SECONDS = 60;

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** @see https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation */
export function createLogoutReader({ fetch, now }: { readonly fetch: OidcFetch; readonly now: () => Date }) {
	let kept: { readonly uri: string; readonly keys: Keys } | undefined;
	const keysAt = (uri: string): Keys => {
		if (kept?.uri !== uri) {
			const options = { [customFetch]: fetch, timeoutDuration: 10_000, cooldownDuration: 30_000 };
			kept = { uri, keys: createRemoteJWKSet(new URL(uri), options) };
		}
		return kept.keys;
	};
	return async (
		{ clientId }: OidcProvider,
		{ issuer, jwks_uri: uri = "" }: ServerMetadata,
		token: string,
	): Promise<Result<LogoutNotice>> => {
		try {
			const { payload } = await jwtVerify(token, keysAt(uri), {
				issuer,
				audience: clientId,
				algorithms: ALGORITHMS,
				maxTokenAge: MAX_AGE_SECONDS,
				clockTolerance: CLOCK_SKEW_SECONDS,
				requiredClaims: ["iss", "aud", "iat", "jti", "events"],
				currentDate: now(),
			});
			return noticeOf(issuer, payload, now());
		} catch (error) {
			if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError))
				return failed({ code: "SSO_PROVIDER_UNREACHABLE", detail: "The provider's keys could not be read." });
			return refused(error.code);
		}
	};
}

function noticeOf(issuer: string, payload: JWTPayload, now: Date): Result<LogoutNotice> {
	const { events, sid, sub, jti } = payload;
	if (typeof events !== "object" || events === null || !isObject(Reflect.get(events, LOGOUT_EVENT)))
		return refused("no logout event");
	// An ID token has one: this keeps it from being taken for a logout token.
	if ("nonce" in payload) return refused("a nonce");
	if (typeof jti !== "string" || jti === "") return refused("no id");
	const subject = typeof sub === "string" && sub !== "" ? sub : null;
	const sessionId = typeof sid === "string" && sid !== "" ? sid : null;
	if (subject === null && sessionId === null) return refused("neither sub nor sid");
	const usableUntil = new Date(now.getTime() + (MAX_AGE_SECONDS + 3 * CLOCK_SKEW_SECONDS) * 1_000);
	return ok({ issuer, subject, sessionId, tokenId: jti, usableUntil });
}

function isObject(value: unknown): boolean {
	return typeof value === "object" && value !== null;
}

function refused(reason: string) {
	return failed({ code: "SSO_NOT_COMPLETED", detail: `Not accepted: ${reason}.` } as const);
}
