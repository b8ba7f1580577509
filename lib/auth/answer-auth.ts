import type { Auth } from "./auth.ts";

/** What browsers ask the sign-in service for. Everything else it could do has an action of ours, or is not offered. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
	"POST /sign-in/email",
	"POST /sign-out",
	"POST /two-factor/verify-totp",
	"POST /two-factor/verify-backup-code",
	"POST /request-password-reset",
	"POST /reset-password",
	"GET /passkey/generate-authenticate-options",
	"POST /passkey/verify-authentication",
	"GET /passkey/generate-register-options",
	"POST /passkey/verify-registration",
	"GET /sso/start",
	"GET /sso/callback",
	"GET /sso/sign-out",
	"POST /sso/backchannel-logout",
]);

/** Larger than any passkey's answer, and small. */
const MAX_BODY_BYTES = 64 * 1_024;

/** Answers a browser's call to the sign-in service; null: this is not offered. */
export async function answerAuth(auth: Auth, request: Request): Promise<Response | null> {
	const path = new URL(request.url).pathname.replace(/^\/api\/auth/, "");
	if (!OPEN_PATHS.has(`${request.method} ${path}`)) return null;
	const bounded = await withBoundedBody(request);
	if (bounded === null) return json({ code: "BODY_TOO_LARGE" }, 413);
	const answer = await auth.handler(bounded);
	// What is asked for by GET goes to the authenticator as it is; a provider wants its answer as it is specified.
	const isForUs = request.method === "POST" && !path.startsWith("/sso/");
	return answer.ok && isForUs ? withoutSecrets(answer) : answer;
}

/** The session's token belongs into its cookie, where no script reads it. */
async function withoutSecrets(answer: Response): Promise<Response> {
	const body: unknown = await answer.json().catch(() => null);
	const owesCode = typeof body === "object" && body !== null && "twoFactorRedirect" in body;
	const headers = new Headers(answer.headers);
	headers.delete("content-length");
	return json({ ok: true, owesCode: owesCode && body.twoFactorRedirect === true }, answer.status, headers);
}

async function withBoundedBody(request: Request): Promise<Request | null> {
	if (request.body === null) return request;
	let length = 0;
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	for await (const chunk of request.body) {
		length += chunk.byteLength;
		if (length > MAX_BODY_BYTES) return null;
		chunks.push(chunk);
	}
	return new Request(request.url, {
		method: request.method,
		headers: request.headers,
		body: await new Blob(chunks).text(),
	});
}

function json(body: unknown, status: number, headers = new Headers()): Response {
	headers.set("content-type", "application/json");
	headers.set("cache-control", "no-store");
	return new Response(JSON.stringify(body), { status, headers });
}
