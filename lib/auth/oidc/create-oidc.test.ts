import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { OidcProvider } from "../oidc-port.ts";
import { createOidc } from "./create-oidc.ts";

const ISSUER = "https://login.example.com";
const PROVIDER: OidcProvider = {
	issuer: ISSUER,
	clientId: "rolebridge",
	clientSecret: "a-secret-that-both-of-us-know-well",
	scopes: "openid",
	groupsClaim: "groups",
};
const METADATA = {
	issuer: ISSUER,
	authorization_endpoint: `${ISSUER}/auth`,
	token_endpoint: `${ISSUER}/token`,
	jwks_uri: `${ISSUER}/keys`,
	response_types_supported: ["code"],
};
const NOW = new Date("2026-11-22T12:00:00Z");
const seconds = Math.floor(NOW.getTime() / 1_000);

const keys = await generateKeyPair("ES256");
const strangers = await generateKeyPair("ES256");
const publicKey = { ...(await exportJWK(keys.publicKey)), kid: "k", alg: "ES256", use: "sig" };

/** A provider that answers what it is given, by path. */
function oidcOf(answers: Readonly<Record<string, unknown>>) {
	const fetch = async (url: string) => {
		const answer = answers[new URL(url).pathname];
		if (answer instanceof Error) throw answer;
		return answer === undefined ? new Response("", { status: 404 }) : Response.json(answer);
	};
	return createOidc({ fetch, now: () => NOW });
}
const wellKnown = (metadata: object) => ({
	"/.well-known/openid-configuration": metadata,
	"/keys": { keys: [publicKey] },
});

describe("a provider that is looked at", () => {
	test("is taken when it has what signing in safely needs", async () => {
		expect(await oidcOf(wellKnown(METADATA)).check(PROVIDER)).toEqual({
			ok: true,
			value: { issuer: ISSUER },
		});
	});

	test.each([
		["names itself otherwise", { ...METADATA, issuer: "https://evil.example.com" }],
		["has no place to sign in", { ...METADATA, authorization_endpoint: undefined }],
		["has no keys", { ...METADATA, jwks_uri: undefined }],
		["leads from https to http", { ...METADATA, token_endpoint: "http://login.example.com/token" }],
		["has no authorization code flow", { ...METADATA, response_types_supported: ["id_token"] }],
	])("is refused when it %s", async (_, metadata) => {
		expect(await oidcOf(wellKnown(metadata)).check(PROVIDER)).toMatchObject({
			failure: { code: "SSO_PROVIDER_UNFIT" },
		});
	});

	test("that is away or may not be called is told apart, with the reason", async () => {
		const refused = new TypeError("login.example.com leads to a private network.");
		const answers = { "/.well-known/openid-configuration": refused };
		expect(await oidcOf(answers).check(PROVIDER)).toEqual({
			ok: false,
			failure: { code: "SSO_PROVIDER_UNREACHABLE", detail: refused.message },
		});
		expect(await oidcOf({}).check(PROVIDER)).toMatchObject({ failure: { code: "SSO_PROVIDER_UNREACHABLE" } });
	});
});

describe("the way there", () => {
	test("bears state, nonce and a PKCE challenge, each new each time, and no secret", async () => {
		const oidc = oidcOf(wellKnown(METADATA));
		const ask = { redirectUri: "https://rolebridge.example/api/auth/sso/callback", isFresh: false };
		const [first, second] = [await oidc.begin(PROVIDER, ask), await oidc.begin(PROVIDER, ask)];
		if (!first.ok || !second.ok) throw new Error("not begun");
		const { searchParams, href } = first.value.url;
		expect(searchParams.get("code_challenge_method")).toBe("S256");
		expect(searchParams.get("state")).toBe(first.value.checks.state);
		for (const name of ["state", "nonce", "code_challenge"])
			expect(searchParams.get(name)).not.toBe(second.value.url.searchParams.get(name));
		expect(href).not.toContain(first.value.checks.verifier);
		expect(href).not.toContain("secret");
		expect(searchParams.has("prompt")).toBe(false);
	});

	test("asks anew who somebody is where that is what it is for", async () => {
		const begun = await oidcOf(wellKnown(METADATA)).begin(PROVIDER, {
			redirectUri: `${ISSUER}/x`,
			isFresh: true,
		});
		if (!begun.ok) throw new Error("not begun");
		expect(begun.value.url.searchParams.get("prompt")).toBe("login");
		expect(begun.value.url.searchParams.get("max_age")).toBe("0");
	});
});

describe("a completed sign-in", () => {
	/** `authTime`: in seconds; undefined: the provider does not say. */
	async function completed(authTime: number | undefined, isFresh = false) {
		let idToken = "";
		const token = () => ({ access_token: "a", token_type: "bearer", id_token: idToken });
		const metadata = { ...METADATA, id_token_signing_alg_values_supported: ["ES256"] };
		const fetch = async (url: string) => {
			const answers: Record<string, unknown> = { ...wellKnown(metadata), "/token": token() };
			return Response.json(answers[new URL(url).pathname]);
		};
		const oidc = createOidc({ fetch, now: () => NOW });
		const redirectUri = "https://rolebridge.example/api/auth/sso/callback";
		const begun = await oidc.begin(PROVIDER, { redirectUri, isFresh });
		if (!begun.ok) throw new Error("not begun");
		const { checks } = begun.value;
		const iat = Math.floor(Date.now() / 1_000);
		const claims = { iss: ISSUER, aud: "rolebridge", sub: "kim", nonce: checks.nonce, iat, exp: iat + 600 };
		idToken = await new SignJWT({ ...claims, ...(authTime !== undefined && { auth_time: authTime }) })
			.setProtectedHeader({ alg: "ES256", kid: "k" })
			.sign(keys.privateKey);
		const answer = new URL(`${redirectUri}?code=c&state=${checks.state}`);
		return oidc.complete(PROVIDER, { answer, checks });
	}

	test.each([
		["long ago", seconds - 7_200, new Date(NOW.getTime() - 7_200_000)],
		["by a clock a little ahead", seconds + 60, NOW],
		["by a clock far ahead, which would make it count later", seconds + 3_600, null],
		["at a time that the provider keeps to itself", undefined, null],
	])("says when the provider asked: %s", async (_, authTime, expected) => {
		expect(await completed(authTime)).toMatchObject({ ok: true, value: { authTime: expected } });
	});

	test.each([
		["long ago", seconds - 600],
		["never, for all that it says", undefined],
	])("that was to be made anew is refused when the provider asked %s", async (_, authTime) => {
		expect(await completed(authTime, true)).toMatchObject({ failure: { code: "SSO_NOT_COMPLETED" } });
	});
});

describe("a logout token", () => {
	const EVENTS = { "http://schemas.openid.net/event/backchannel-logout": {} };
	const CLAIMS: JWTPayload = {
		...{ iss: ISSUER, aud: "rolebridge", iat: seconds, exp: seconds + 120, jti: "j1", sub: "kim", sid: "s1" },
		events: EVENTS,
	};
	type Making = { readonly key?: CryptoKey | Uint8Array; readonly alg?: string };
	const make = (claims: JWTPayload, { key = keys.privateKey, alg = "ES256" }: Making = {}) =>
		new SignJWT(claims).setProtectedHeader({ alg, kid: "k", typ: "logout+jwt" }).sign(key);
	const read = (token: string) => oidcOf(wellKnown(METADATA)).readLogoutToken(PROVIDER, token);

	test("says whose session ends", async () => {
		expect(await read(await make(CLAIMS))).toMatchObject({
			value: { issuer: ISSUER, subject: "kim", sessionId: "s1", tokenId: "j1" },
		});
	});

	test.each<[string, JWTPayload]>([
		["of another issuer", { iss: "https://evil.example.com" }],
		["for another client", { aud: "somebody-else" }],
		["that is old", { iat: seconds - 3_600 }],
		["of the future", { iat: seconds + 3_600 }],
		["that is over", { exp: seconds - 3_600 }],
		["with a nonce, as an ID token has", { nonce: "n" }],
		["without the event", { events: {} }],
		["with an event of another kind", { events: { "http://schemas.openid.net/event/other": {} } }],
		["that means nobody", { sub: undefined, sid: undefined }],
		["without an id", { jti: undefined }],
		["without a time", { iat: undefined }],
	])("%s is refused", async (_, part) => {
		expect(await read(await make({ ...CLAIMS, ...part }))).toMatchObject({ ok: false });
	});

	test("that somebody else signed is refused", async () => {
		expect(await read(await make(CLAIMS, { key: strangers.privateKey }))).toMatchObject({ ok: false });
	});

	test("signed with the secret that we know ourselves is refused", async () => {
		const key = new TextEncoder().encode(PROVIDER.clientSecret ?? "");
		expect(await read(await make(CLAIMS, { key, alg: "HS256" }))).toMatchObject({ ok: false });
	});

	test("without a signature is refused", async () => {
		const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
		expect(await read(`${part({ alg: "none" })}.${part(CLAIMS)}.`)).toMatchObject({ ok: false });
	});
});
