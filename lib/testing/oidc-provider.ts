// A real OpenID Connect provider on this machine, with a page that asks who one is.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

export type ProviderPerson = {
	readonly id: string;
	readonly name: string;
	readonly email?: string;
	readonly isEmailVerified?: boolean;
	readonly groups?: readonly string[];
};

export type TestProvider = {
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** Who can sign in there, by id; may be changed at any time. */
	readonly people: Map<string, ProviderPerson>;
	/** Back-channel logout tokens that were sent, each with the status that they were answered. */
	readonly notices: { readonly token: string; readonly status: number }[];
	close(): void;
};

const CLIENT = { clientId: "rolebridge", clientSecret: "a-secret-between-provider-and-client" };

/** `redirectTo`: the product's own origin. */
export async function startOidcProvider(redirectTo: string): Promise<TestProvider> {
	const people: TestProvider["people"] = new Map();
	const notices: { token: string; status: number }[] = [];
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	// Sound: a server that listens on a port has an address of this kind.
	const { port } = server.address() as AddressInfo;
	const issuer = `http://127.0.0.1:${port}`;
	const provider = quietly(() => new Provider(issuer, configuration(redirectTo, people, notices)));
	const answer = provider.callback();
	server.on("request", (request, response) => {
		if (request.url?.startsWith("/who/")) void ask(provider, people, request, response);
		else void answer(request, response);
	});
	return {
		issuer,
		...CLIENT,
		people,
		notices,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** The library warns of what is right for a test: keys and storage that are gone with the process. */
function quietly<T>(run: () => T): T {
	const { warn, info } = console;
	console.warn = () => {};
	console.info = () => {};
	try {
		return run();
	} finally {
		Object.assign(console, { warn, info });
	}
}

function configuration(
	redirectTo: string,
	people: TestProvider["people"],
	notices: { token: string; status: number }[],
): Configuration {
	return {
		clients: [
			{
				client_id: CLIENT.clientId,
				client_secret: CLIENT.clientSecret,
				redirect_uris: [`${redirectTo}/api/auth/sso/callback`],
				post_logout_redirect_uris: [`${redirectTo}/sign-in`],
				backchannel_logout_uri: `${redirectTo}/api/auth/sso/backchannel-logout`,
				backchannel_logout_session_required: true,
			},
		],
		pkce: { required: () => true },
		claims: {
			openid: ["sub", "sid", "auth_time"],
			profile: ["name"],
			email: ["email", "email_verified"],
			groups: ["groups"],
		},
		features: {
			devInteractions: { enabled: false },
			backchannelLogout: { enabled: true },
			rpInitiatedLogout: {
				enabled: true,
				logoutSource: async (ctx, form) => {
					const button = `<button form="op.logoutForm" name="logout" value="yes">Sign out here</button>`;
					ctx.body = `<!doctype html><title>Provider</title><h1>Leaving?</h1>${form}${button}`;
				},
			},
		},
		findAccount: (_, id) => {
			const person = people.get(id);
			if (person === undefined) return undefined;
			const claims = {
				sub: id,
				name: person.name,
				...(person.email !== undefined && { email: person.email }),
				...(person.isEmailVerified !== undefined && { email_verified: person.isEmailVerified }),
				groups: [...(person.groups ?? [])],
			};
			return { accountId: id, claims: () => claims };
		},
		interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
		// Nobody is asked whether the product may know them: the company decided that.
		loadExistingGrant: async ({ oidc }) => {
			const grant = new oidc.provider.Grant({
				accountId: oidc.session?.accountId ?? "",
				clientId: oidc.client?.clientId ?? "",
			});
			grant.addOIDCScope("openid profile email groups");
			await grant.save();
			return grant;
		},
		cookies: { keys: ["only-for-tests"] },
		ttl: { Session: 3_600, Grant: 3_600, IdToken: 600, AccessToken: 600, Interaction: 600 },
		fetch: async (url, options) => {
			const response = await globalThis.fetch(url, withoutDispatcher(options ?? {}));
			const token = options?.body instanceof URLSearchParams ? options.body.get("logout_token") : null;
			if (token !== null) notices.push({ token, status: response.status });
			return response;
		},
	};
}

/** The provider's own guard keeps it from calling this machine, where the product under test is. */
function withoutDispatcher(options: RequestInit): RequestInit {
	const { method, headers, body, redirect, signal } = options;
	return { method, headers, body, redirect, signal } as RequestInit;
}

/** A page with one button for each person; pressing it signs them in at the provider. */
async function ask(
	provider: Provider,
	people: TestProvider["people"],
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const url = new URL(request.url ?? "/", provider.issuer);
	const accountId = url.searchParams.get("as");
	if (accountId === "nobody") {
		const result = { error: "access_denied", error_description: "not today" };
		return provider.interactionFinished(request, response, result);
	}
	if (accountId !== null && people.has(accountId)) {
		const result = { login: { accountId } };
		return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
	}
	const links = [...people.values()].map(({ id, name }) => `<li><a href="?as=${id}">${name}</a></li>`);
	response.setHeader("content-type", "text/html; charset=utf-8");
	response.end(`<!doctype html><title>Provider</title><h1>Who are you?</h1><ul>${links.join("")}</ul>`);
}
