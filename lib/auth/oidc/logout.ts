import { randomBytes } from "node:crypto";
import { createAuthEndpoint, createAuthMiddleware } from "better-auth/api";
import { expireCookie } from "better-auth/cookies";
import * as z from "zod/mini";
import { originOf } from "#lib/request-origin.ts";
import type { SsoHost } from "../sso-host-port.ts";
import { pageUrl } from "./places.ts";

const MAX_TOKEN_LENGTH = 16_384;

/** The provider itself tells us, server to server, that somebody's session is over there. */
export function backchannelEndpoint(host: SsoHost) {
	return createAuthEndpoint(
		"/sso/backchannel-logout",
		{
			method: "POST",
			body: z.object({ logout_token: z.string().check(z.minLength(1), z.maxLength(MAX_TOKEN_LENGTH)) }),
			metadata: { allowedMediaTypes: ["application/x-www-form-urlencoded"] },
		},
		async (ctx) => {
			ctx.setHeader("cache-control", "no-store");
			const { provider } = await host.state();
			const notice =
				provider === null ? null : await host.oidc.readLogoutToken(provider, ctx.body.logout_token);
			const origin = originOf(ctx.headers ?? new Headers());
			const isTaken = notice?.ok === true && (await host.endByProvider(notice.value, origin));
			if (!isTaken) ctx.setStatus(400);
			return ctx.json(isTaken ? {} : { error: "invalid_request" });
		},
	);
}

const OFFER_SECONDS = 5 * 60;
const OFFER_COOKIE = "sso_signed_out";
const offerKey = (offer: string) => `sso-sign-out:${offer}`;

type StoredSession = { readonly userId: string; readonly providerSessionId?: unknown };

/** Signing out here leaves the provider's session: for a few minutes the sign-in page offers to end that too. */
export function offerProviderSignOut() {
	return {
		matcher: ({ path }: { path?: string }) => path === "/sign-out",
		handler: createAuthMiddleware(async (ctx) => {
			const { adapter, internalAdapter, authCookies, secret, createAuthCookie } = ctx.context;
			const token = await ctx.getSignedCookie(authCookies.sessionToken.name, secret);
			const where = [{ field: "token", value: token || "" }];
			const session = await adapter.findOne<StoredSession>({ model: "session", where });
			if (typeof session?.providerSessionId !== "string") return;
			const offer = randomBytes(24).toString("base64url");
			await internalAdapter.createVerificationValue({
				identifier: offerKey(offer),
				value: session.userId,
				expiresAt: new Date(Date.now() + OFFER_SECONDS * 1_000),
			});
			const cookie = createAuthCookie(OFFER_COOKIE, { maxAge: OFFER_SECONDS });
			await ctx.setSignedCookie(cookie.name, offer, secret, cookie.attributes);
		}),
	};
}

/** Sends the browser to the provider's own sign-out, where it has one. */
export function providerSignOutEndpoint(host: SsoHost) {
	return createAuthEndpoint("/sso/sign-out", { method: "GET" }, async (ctx) => {
		const { internalAdapter, secret, createAuthCookie } = ctx.context;
		const cookie = createAuthCookie(OFFER_COOKIE, { maxAge: OFFER_SECONDS });
		const offer = await ctx.getSignedCookie(cookie.name, secret);
		expireCookie(ctx, cookie);
		const taken = offer ? await internalAdapter.consumeVerificationValue(offerKey(offer)) : null;
		const { provider } = await host.state();
		if (!taken || provider === null) return ctx.redirect("/sign-in");
		const idToken = await host.idToken(taken.value);
		const url = await host.oidc.endSessionUrl(provider, { idToken, returnTo: pageUrl(ctx, "/sign-in") });
		return ctx.redirect(url?.href ?? "/sign-in");
	});
}
