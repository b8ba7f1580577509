import type { GenericEndpointContext } from "better-auth";
import { createAuthEndpoint, getSessionFromCtx } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import type { FailureCode } from "#lib/domain/failures.ts";
import { originOf } from "#lib/request-origin.ts";
import type { OidcSignIn } from "../oidc-port.ts";
import type { SsoHost } from "../sso-host-port.ts";
import { type Flow, takeFlow } from "./flow.ts";
import { CALLBACK_PATH, leave, redirectUri } from "./places.ts";

/** Where the provider sends the browser back to. */
export function callbackEndpoint(host: SsoHost) {
	return createAuthEndpoint(CALLBACK_PATH, { method: "GET" }, async (ctx) => {
		const answer = new URL(redirectUri(ctx));
		answer.search = ctx.request === undefined ? "" : new URL(ctx.request.url).search;
		const flow = await takeFlow(ctx, answer.searchParams.get("state") ?? "", new Date());
		if (flow === null) return leave(ctx, { intent: "sign-in", next: "/" }, "SSO_NOT_COMPLETED");
		const code = await finish(ctx, host, flow, answer);
		return code === null ? ctx.redirect(flow.next) : leave(ctx, flow, code);
	});
}

/** Null: all went well. */
async function finish(
	ctx: GenericEndpointContext,
	host: SsoHost,
	flow: Flow,
	answer: URL,
): Promise<FailureCode | null> {
	const { provider, isEnabled, version } = await host.state();
	if (provider === null || (!isEnabled && flow.intent !== "test")) return "SSO_NOT_SET_UP";
	// The answer belongs to the settings that asked: another provider must not answer in its place.
	if (version !== flow.version) return "SSO_NOT_COMPLETED";
	const completed = await host.oidc.complete(provider, { answer, checks: flow.checks });
	const origin = originOf(ctx.headers ?? new Headers());
	if (flow.intent === "test") {
		const person = await beginnerOf(ctx, flow);
		if (person === null) return "SSO_OTHER_PERSON";
		await host.recordTest({ version, person, outcome: completed }, origin);
		return null;
	}
	if (!completed.ok) return completed.failure.code;
	const signIn = completed.value;
	if (flow.intent === "sign-in") return enter(ctx, host, flow, signIn);
	const person = await beginnerOf(ctx, flow);
	if (person === null) return "SSO_OTHER_PERSON";
	if (flow.intent === "link") {
		const linked = await host.link(person, signIn, origin);
		return linked.ok ? null : linked.failure.code;
	}
	if (!(await host.isPerson(person.id, signIn))) return "SSO_OTHER_PERSON";
	await openSession(ctx, person.id, flow, signIn);
	return null;
}

/** Whoever began it, if they are still the one who is signed in. */
async function beginnerOf(ctx: GenericEndpointContext, { personId }: Flow) {
	const found = await getSessionFromCtx(ctx);
	return found !== null && found.user.id === personId ? found.user : null;
}

async function enter(
	ctx: GenericEndpointContext,
	host: SsoHost,
	flow: Flow,
	signIn: OidcSignIn,
): Promise<FailureCode | null> {
	const admitted = await host.admit(signIn, originOf(ctx.headers ?? new Headers()));
	if (!admitted.ok) return admitted.failure.code;
	await openSession(ctx, admitted.value.id, flow, signIn);
	return null;
}

async function openSession(
	ctx: GenericEndpointContext,
	personId: string,
	{ intent, checks }: Flow,
	{ sessionId, authTime }: OidcSignIn,
): Promise<void> {
	const { internalAdapter } = ctx.context;
	const user = await internalAdapter.findUserById(personId);
	if (user === null) throw new Error("The person was removed while they signed in.");
	// Without a name of the provider's it can still be ended by the person.
	const proof = { provedBy: "sso", providerSessionId: sessionId ?? "" };
	const own = await ownSession(ctx, personId);
	const provedAt = checks.isFresh ? new Date() : earlier(authTime, own);
	// Groups are asked for at a sign-in only, so a proof does not make a session last longer.
	const times =
		intent === "prove" && own !== null ? { createdAt: own.createdAt, expiresAt: own.expiresAt } : {};
	const session = await internalAdapter.createSession(
		personId,
		false,
		{ ...proof, ...times, provedAt },
		true,
	);
	if (session === null) throw new Error("The session was not made.");
	await setSessionCookie(ctx, { session, user }, false);
}

type Own = { readonly createdAt: Date; readonly expiresAt: Date; readonly provedAt?: unknown };

/** What this browser has open of the same person; null: nothing. */
async function ownSession(ctx: GenericEndpointContext, personId: string): Promise<Own | null> {
	const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret);
	const found = token ? await ctx.context.internalAdapter.findSession(token) : null;
	const isTheirs = found !== null && found.user.id === personId && found.session.expiresAt > new Date();
	return isTheirs ? found.session : null;
}

/**
 * When somebody who signs in proved who they are: when the provider asked them, which may be long ago. Any page
 * elsewhere can begin a sign-in, so it makes no proof younger than the one that the browser came with.
 */
function earlier(authTime: Date | null, own: Own | null): Date | null {
	if (authTime === null || own === null) return authTime;
	const before = own.provedAt instanceof Date ? own.provedAt : null;
	return before === null || before < authTime ? before : authTime;
}
