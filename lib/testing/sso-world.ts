// The sign-in service as it runs, beside a real provider, over HTTP.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type Auth, createAuth } from "#lib/auth/auth.ts";
import { createOidc } from "#lib/auth/oidc/create-oidc.ts";
import type { Context } from "#lib/context.ts";
import type { Prisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import type { SignInSettingsChange } from "#lib/db/sign-in-settings-port.ts";
import { createGuardedFetch } from "#lib/notify/guarded-fetch.ts";
import { createSsoHost } from "#lib/sign-in-settings/sso-host.ts";
import { testSecretBox } from "./database.ts";
import { startOidcProvider, type TestProvider } from "./oidc-provider.ts";
import { testContext } from "./test-context.ts";

export type SsoWorld = {
	readonly provider: TestProvider;
	readonly origin: string;
	readonly auth: Auth;
	readonly ctx: Context;
	/** Stores what is given over a provider that is set up and offered. */
	setUp(change?: Partial<SignInSettingsChange>): Promise<void>;
	close(): void;
};

export async function ssoWorld(prisma: Prisma): Promise<SsoWorld> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	// Sound: a server that listens on a port has an address of this kind.
	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	const provider = await startOidcProvider(origin);
	const fetch = createGuardedFetch({ allowedHosts: "127.0.0.1" });
	const now = () => new Date();
	const fakes = testContext();
	const ctx: Context = {
		...fakes,
		now,
		db: createDb(prisma, testSecretBox()),
		oidc: createOidc({ fetch, now }),
		randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
	};
	const auth = createAuth({
		database: prisma,
		secret: "a-secret-of-the-test-that-is-long-enough",
		baseUrl: null,
		port,
		sso: createSsoHost((actor) => ({ ...ctx, actor })),
	});
	server.on("request", async (request, response) => {
		const answer = await auth.handler(await asRequest(request, origin));
		const headers = Object.fromEntries(answer.headers);
		response.writeHead(answer.status, { ...headers, "set-cookie": answer.headers.getSetCookie() });
		response.end(Buffer.from(await answer.arrayBuffer()));
	});
	return {
		provider,
		origin,
		auth,
		ctx,
		async setUp(change = {}) {
			const stored = await ctx.db.signInSettings.get();
			await ctx.db.signInSettings.save(stored.version, {
				isEnabled: true,
				issuer: provider.issuer,
				clientId: provider.clientId,
				clientSecret: provider.clientSecret,
				scopes: "openid profile email groups",
				groupsClaim: "groups",
				mappings: [],
				defaultRole: null,
				buttonLabel: "",
				isSsoOnly: false,
				breakGlassPersonId: null,
				lastTest: null,
				...change,
			});
		},
		close: () => {
			provider.close();
			server.closeAllConnections();
			server.close();
		},
	};
}

async function asRequest(request: IncomingMessage, origin: string): Promise<Request> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const body = Buffer.concat(chunks);
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) if (value) headers.set(name, String(value));
	const { method = "GET" } = request;
	return new Request(new URL(request.url ?? "/", origin), {
		method,
		headers,
		...(body.length > 0 && { body }),
	});
}
