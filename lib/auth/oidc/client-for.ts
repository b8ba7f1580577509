import * as client from "openid-client";
import type { OidcProvider } from "../oidc-port.ts";

export type OidcFetch = (
	url: string,
	init?: {
		readonly method?: string;
		readonly headers?: HeadersInit;
		readonly body?: unknown;
		readonly signal?: AbortSignal | null;
	},
) => Promise<Response>;

type ClientFor = { readonly fetch: OidcFetch; readonly now: () => Date };

/** What a provider publishes about itself is asked for again after so long. */
const KEPT_MS = 10 * 60_000;
const TIMEOUT_SECONDS = 10;

/** What is told about a provider that cannot be used; its words are ours and hold no secret. */
export class Unfit extends Error {}

/** The client of one provider. Only the newest is kept: there is one provider at a time. */
export function clientFor({ fetch, now }: ClientFor) {
	let kept: { readonly key: string; readonly at: number; readonly config: client.Configuration } | undefined;
	return async (
		provider: OidcProvider,
		{ isAnew = false }: { readonly isAnew?: boolean } = {},
	): Promise<client.Configuration> => {
		const key = JSON.stringify([provider.issuer, provider.clientId, provider.clientSecret]);
		if (!isAnew && kept?.key === key && now().getTime() - kept.at < KEPT_MS) return kept.config;
		const config = await discover(provider, fetch);
		kept = { key, at: now().getTime(), config };
		return config;
	};
}

async function discover(provider: OidcProvider, fetch: OidcFetch): Promise<client.Configuration> {
	const issuer = new URL(provider.issuer);
	const found = await client.discovery(issuer, provider.clientId, undefined, client.None(), {
		[client.customFetch]: fetch,
		timeout: TIMEOUT_SECONDS,
		execute: extensions(issuer),
	});
	const metadata = found.serverMetadata();
	const flaw = flawOf(issuer, metadata);
	if (flaw !== null) throw new Unfit(flaw);
	const secret = provider.clientSecret;
	// Known only now: how the provider wants its clients to prove themselves.
	const config = new client.Configuration(
		metadata,
		provider.clientId,
		undefined,
		clientAuth(secret, metadata),
	);
	config[client.customFetch] = fetch;
	config.timeout = TIMEOUT_SECONDS;
	for (const extend of extensions(issuer)) extend(config);
	return config;
}

/** http only where the issuer is so itself; where that may be called at all is for `fetch` to say. */
function extensions(issuer: URL): ((config: client.Configuration) => void)[] {
	const insecure = issuer.protocol === "http:" ? [client.allowInsecureRequests] : [];
	return [client.enableNonRepudiationChecks, ...insecure];
}

function clientAuth(secret: string | null, { token_endpoint_auth_methods_supported }: client.ServerMetadata) {
	if (secret === null) return client.None();
	const methods = token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
	const isPost = !methods.includes("client_secret_basic") && methods.includes("client_secret_post");
	return isPost ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
}

function flawOf(issuer: URL, metadata: client.ServerMetadata): string | null {
	// Some providers answer for "any company": whoever has an account anywhere would then be let in.
	if (URL.parse(metadata.issuer)?.href !== issuer.href)
		return "The provider names itself otherwise than the issuer that was entered.";
	if (metadata.authorization_endpoint === undefined || metadata.token_endpoint === undefined)
		return "The provider names no place to sign in.";
	if (metadata.jwks_uri === undefined) return "The provider names no keys.";
	if (metadata.response_types_supported?.includes("code") === false)
		return "The provider does not offer the authorization code flow.";
	const endpoints = [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri];
	if (issuer.protocol === "https:" && endpoints.some((each) => !each.startsWith("https:")))
		return "The provider names a place without https.";
	return null;
}
