import * as client from "openid-client";
import { groupsIn, type SsoIdentity } from "#lib/domain/single-sign-on.ts";
import type { OidcProvider } from "../oidc-port.ts";

type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** Who signed in, from the ID token and, where that leaves something out, the provider's user info. */
export async function identityOf(
	config: client.Configuration,
	provider: OidcProvider,
	idClaims: Claims,
	accessToken: string,
): Promise<SsoIdentity> {
	const claims = { ...(await userInfo(config, provider, idClaims, accessToken)), ...idClaims };
	const email = text(claims.email, 254)?.toLowerCase() ?? null;
	return {
		issuer: idClaims.iss,
		subject: idClaims.sub,
		name: nameOf(claims) ?? email ?? "Unnamed person",
		email: email !== null && /^[^\s@]+@[^\s@]+$/.test(email) ? email : null,
		isEmailVerified: verified(claims.email_verified),
		groups: groupsIn(claims, provider.groupsClaim),
	};
}

async function userInfo(
	config: client.Configuration,
	{ groupsClaim }: OidcProvider,
	claims: Claims,
	accessToken: string,
): Promise<Readonly<Record<string, unknown>>> {
	const isComplete = claims.email !== undefined && groupsIn(claims, groupsClaim).length > 0;
	if (isComplete || config.serverMetadata().userinfo_endpoint === undefined) return {};
	// The library checks that it speaks of the same subject.
	return client.fetchUserInfo(config, accessToken, claims.sub);
}

function nameOf(claims: Readonly<Record<string, unknown>>): string | null {
	return text(claims.name, 100) ?? text(claims.preferred_username, 100);
}

/** One line, without what could turn a log or a page around. */
function text(value: unknown, maxLength: number): string | null {
	if (typeof value !== "string") return null;
	const line = value
		.replace(/[\p{Cc}\p{Cf}]+/gu, " ")
		.trim()
		.slice(0, maxLength);
	return line === "" ? null : line;
}

/** Some providers write the answer as text. */
function verified(value: unknown): boolean | null {
	if (value === true || value === "true") return true;
	return value === false || value === "false" ? false : null;
}
