import { type NextRequest, NextResponse } from "next/server";

// A first look only, so that nobody waits for a page they may not see: every page, action and route
// asks the database for the session itself.
const SESSION_COOKIES = ["rolebridge.session_token", "__Secure-rolebridge.session_token"];

export function proxy(request: NextRequest): NextResponse {
	if (SESSION_COOKIES.some((name) => request.cookies.has(name))) return NextResponse.next();
	const { pathname, search } = request.nextUrl;
	if (pathname.startsWith("/api/")) {
		return NextResponse.json(
			{
				type: "about:blank",
				title: "You are not signed in",
				status: 401,
				detail: "The request carries no session.",
				code: "NOT_SIGNED_IN",
			},
			{ status: 401, headers: { "content-type": "application/problem+json", "cache-control": "no-store" } },
		);
	}
	const signIn = request.nextUrl.clone();
	signIn.pathname = "/sign-in";
	signIn.search = "";
	if (pathname + search !== "/") signIn.searchParams.set("next", pathname + search);
	return NextResponse.redirect(signIn);
}

export const config = {
	matcher: [
		"/((?!sign-in$|api/auth/|api/health/|metrics$|_next/|templates/|icon\\.svg$|apple-icon\\.png$|opengraph-image\\.png$|favicon\\.ico$).*)",
	],
};
