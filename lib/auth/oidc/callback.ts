import type { GenericEndpointContext } from "better-auth";
import { createAuthEndpoint, getSessionFromCtx } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import type { FailureCode } from "#lib/domain/failures.ts";
import { originOf } from "#lib/request-origin.ts";
import type { OidcSignIn } from "../oidc-port.ts";
import type { SsoHost } from "../sso-host-port.ts";
import { type Flow, takeFlow } from "./flow.ts";
import { CALLBACK_PATH, leave, redirectUri } from "./places.ts";

/** Nobody stays in longer than this without the provider being asked: groups change, people leave. */
const SESSION_HOURS = 12;

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
	if (flow.intent === "sign-in") return enter(ctx, host, signIn);
	const person = await beginnerOf(ctx, flow);
	if (person === null) return "SSO_OTHER_PERSON";
	if (flow.intent === "link") {
		const linked = await host.link(person, signIn, origin);
		return linked.ok ? null : linked.failure.code;
	}
	if (!(await host.isPerson(person.id, signIn))) return "SSO_OTHER_PERSON";
	await openSession(ctx, person.id, signIn);
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
	signIn: OidcSignIn,
): Promise<FailureCode | null> {
	const admitted = await host.admit(signIn, originOf(ctx.headers ?? new Headers()));
	if (!admitted.ok) return admitted.failure.code;
	await openSession(ctx, admitted.value.id, signIn);
	return null;
}

async function openSession(
	ctx: GenericEndpointContext,
	personId: string,
	{ sessionId }: OidcSignIn,
): Promise<void> {
	const { internalAdapter } = ctx.context;
	const user = await internalAdapter.findUserById(personId);
	if (user === null) throw new Error("The person was removed while they signed in.");
	// Not "remembered": the sign-in service never extends such a session.
	const isShort = true;
	const session = await internalAdapter.createSession(
		personId,
		isShort,
		{
			expiresAt: new Date(Date.now() + SESSION_HOURS * 60 * 60 * 1_000),
			provedAt: new Date(),
			provedBy: "sso",
			// Without a name of the provider's it can still be ended by the person.
			providerSessionId: sessionId ?? "",
		},
		true,
	);
	if (session === null) throw new Error("The session was not made.");
	await setSessionCookie(ctx, { session, user }, isShort);
}
