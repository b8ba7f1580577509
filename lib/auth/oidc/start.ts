import type { GenericEndpointContext } from "better-auth";
import { createAuthEndpoint, getSessionFromCtx } from "better-auth/api";
import * as z from "zod/mini";
import type { FailureCode } from "#lib/domain/failures.ts";
import { proofFailure } from "#lib/domain/proof.ts";
import { returnPath } from "#lib/domain/return-path.ts";
import { roleOf } from "#lib/domain/stored-access.ts";
import { can } from "../abilities.ts";
import { hasSecondFactor } from "../second-factor.ts";
import type { SsoHost, SsoState } from "../sso-host-port.ts";
import { type Flow, IntentSchema, keepFlow } from "./flow.ts";
import { leave, PAGES, redirectUri } from "./places.ts";

const MAX_NEXT_LENGTH = 600;

/** Sends the browser to the provider. */
export function startEndpoint(host: SsoHost) {
	return createAuthEndpoint(
		"/sso/start",
		{
			method: "GET",
			query: z.object({ intent: IntentSchema, next: z.catch(z.optional(z.string()), undefined) }),
		},
		async (ctx) => {
			const { intent } = ctx.query;
			const next = landing(intent, ctx.query.next);
			const state = await host.state();
			const { provider } = state;
			const begun = await beginner(ctx, intent, state);
			if (!begun.ok) return leave(ctx, { intent, next }, begun.code);
			if (provider === null) return leave(ctx, { intent, next }, "SSO_NOT_SET_UP");
			const ask = { redirectUri: redirectUri(ctx), isFresh: intent === "prove" };
			const answer = await host.oidc.begin(provider, ask);
			if (!answer.ok) return leave(ctx, { intent, next }, answer.failure.code);
			const { checks, url } = answer.value;
			await keepFlow(ctx, { intent, next, personId: begun.personId, version: state.version, checks });
			return ctx.redirect(url.href);
		},
	);
}

/** Where the person lands when all went well; who proves who they are is in a tab of its own. */
function landing(intent: Flow["intent"], asked: string | undefined): string {
	if (intent === "prove") return PAGES.prove;
	const path = returnPath(asked);
	return path.length > MAX_NEXT_LENGTH ? "/" : path;
}

/**
 * Whether a page of ours led here. Otherwise a page elsewhere could begin it for whoever is signed in, and connect
 * their account with one at the provider that is not theirs.
 */
function isFromOurPage({ headers, context }: GenericEndpointContext): boolean {
	const site = headers?.get("sec-fetch-site");
	if (site) return site === "same-origin";
	// Browsers that do not tell (plain http on a network) name the page: our own policy lets them.
	const referrer = URL.parse(headers?.get("referer") ?? "");
	return referrer !== null && referrer.origin === new URL(context.baseURL).origin;
}

type Beginner =
	| { readonly ok: true; readonly personId: string | null }
	| { readonly ok: false; readonly code: FailureCode };

/** Whether this may be begun, and by whom. */
async function beginner(
	ctx: GenericEndpointContext,
	intent: Flow["intent"],
	{ provider, isEnabled }: SsoState,
): Promise<Beginner> {
	if (provider === null || (!isEnabled && intent !== "test")) return { ok: false, code: "SSO_NOT_SET_UP" };
	if (intent === "sign-in") return { ok: true, personId: null };
	if (!isFromOurPage(ctx)) return { ok: false, code: "SSO_NOT_COMPLETED" };
	const found = await getSessionFromCtx(ctx);
	if (found === null) return { ok: false, code: "NOT_SIGNED_IN" };
	const { user, session } = found;
	if ("mustChangePassword" in user && user.mustChangePassword === true)
		return { ok: false, code: "PASSWORD_CHANGE_REQUIRED" };
	if (intent === "test" && !can(roleOf("role" in user ? user.role : null), "trust.sign-in"))
		return { ok: false, code: "NOT_ALLOWED" };
	if (intent === "link") {
		// Whoever found a browser open must not give themselves a way in that lasts.
		const own = await hasSecondFactor(ctx.context.adapter, user);
		const { provedAt, provedBy } = session;
		const proof = {
			provedAt: provedAt instanceof Date ? provedAt : null,
			provedBy: typeof provedBy === "string" ? provedBy : null,
			hasSecondFactor: own,
		};
		const code = proofFailure(proof, { secondFactorRequired: own, now: new Date() });
		if (code !== null) return { ok: false, code };
	}
	return { ok: true, personId: user.id };
}
