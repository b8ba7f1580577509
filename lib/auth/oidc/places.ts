import type { GenericEndpointContext } from "better-auth";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { Flow } from "./flow.ts";

export const CALLBACK_PATH = "/sso/callback";

/** What is registered with the provider; never what a request says of itself. */
export function redirectUri(ctx: GenericEndpointContext): string {
	return `${ctx.context.baseURL}${CALLBACK_PATH}`;
}

export function pageUrl(ctx: GenericEndpointContext, path: string): string {
	return new URL(path, ctx.context.baseURL).href;
}

/** Where each is begun, and comes back to when it fails. */
export const PAGES: Readonly<Record<Flow["intent"], string>> = {
	"sign-in": "/sign-in",
	prove: "/sign-in/confirmed",
	link: "/account",
	test: "/settings/sign-in",
};

/** Back to where it was begun, with what went wrong. */
export function leave(
	ctx: GenericEndpointContext,
	{ intent, next }: Pick<Flow, "intent" | "next">,
	code: FailureCode,
) {
	const isSignedOut = code === "NOT_SIGNED_IN";
	const query = new URLSearchParams(isSignedOut ? {} : { error: code });
	if (next !== "/" && intent === "sign-in") query.set("next", next);
	const path = isSignedOut ? PAGES["sign-in"] : PAGES[intent];
	return ctx.redirect(`${path}${query.size > 0 ? `?${query}` : ""}`);
}
