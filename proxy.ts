import { type NextRequest, NextResponse } from "next/server";

// A first look only, so that nobody waits for a page they may not see: every page, action and route asks the
// database for the session itself. And the headers that each answer needs anew.
const SESSION_COOKIES = [
	"rolebridge.session_token",
	"__Host-rolebridge.session_token",
	"__Secure-rolebridge.session_token",
];

/** In bytes. No form or draft of ours comes near. */
const LONGEST_BODY = 512 * 1024;
/** But a list of 10,000 accounts does, where one is typed. */
const LONGEST_LIST = 1024 * 1024;
const LISTS =
	/^\/(organizations\/[a-z0-9]{20}\/setup\/organization|api\/live\/rollouts\/[a-z0-9]{20}\/(names|draft))$/;
/** The policy of what is no page. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'";

/** What answers without a session, or knows the caller by something else: a link's secret, an API key. */
const OPEN =
	/^\/(sign-in|forgot-password|reset-password|launch|invitation|docs\/api|metrics|api\/(auth|health|v1))(\/|$)/;

export function proxy(request: NextRequest): NextResponse {
	const { pathname } = request.nextUrl;
	const isKnown = OPEN.test(pathname) || SESSION_COOKIES.some((name) => request.cookies.has(name));
	const longest = isKnown && LISTS.test(pathname) ? LONGEST_LIST : LONGEST_BODY;
	if (Number(request.headers.get("content-length") ?? 0) > longest)
		return withPolicy(tooLarge(longest), NOTHING);
	if (pathname.startsWith("/api/")) {
		return withPolicy(isKnown ? NextResponse.next() : notSignedIn(), NOTHING);
	}
	if (!isKnown) return withPolicy(toSignIn(request), NOTHING);
	const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");
	const policy = policyOf(nonce);
	const headers = new Headers(request.headers);
	headers.set("x-nonce", nonce);
	// Next puts the nonce that it finds in here into its own scripts.
	headers.set("content-security-policy", policy);
	return withPolicy(NextResponse.next({ request: { headers } }), policy);
}

/** Scripts run only with this answer's nonce, or when one that has it loads them. */
function policyOf(nonce: string): string {
	const isDevelopment = process.env.NODE_ENV === "development";
	return [
		"default-src 'self'",
		`script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
		// The development server writes its style sheets into the page.
		`style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
		// Charts and progress bars set widths and positions by attribute.
		"style-src-attr 'unsafe-inline'",
		"img-src 'self' data:",
		"font-src 'self'",
		`connect-src 'self'${isDevelopment ? " ws:" : ""}`,
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	].join("; ");
}

function withPolicy(response: NextResponse, policy: string): NextResponse {
	response.headers.set("content-security-policy", policy);
	return response;
}

function notSignedIn(): NextResponse {
	return problem(401, "NOT_SIGNED_IN", "You are not signed in", "The request carries no session.");
}

function tooLarge(longest: number): NextResponse {
	const detail = `A request may have ${longest} bytes at most.`;
	return problem(413, "REQUEST_TOO_LARGE", "The request is too large", detail);
}

function problem(status: number, code: string, title: string, detail: string): NextResponse {
	const body = { type: `urn:rolebridge:failure:${code}`, title, status, detail, code };
	const headers = { "content-type": "application/problem+json", "cache-control": "no-store" };
	return NextResponse.json(body, { status, headers });
}

function toSignIn({ nextUrl }: NextRequest): NextResponse {
	const signIn = nextUrl.clone();
	signIn.pathname = "/sign-in";
	signIn.search = "";
	const path = nextUrl.pathname + nextUrl.search;
	if (path !== "/") signIn.searchParams.set("next", path);
	return NextResponse.redirect(signIn);
}

export const config = {
	// Files that are the same for everybody.
	matcher: ["/((?!_next/|templates/|icon\\.svg$|apple-icon\\.png$|opengraph-image\\.png$|favicon\\.ico$).*)"],
};
