import "server-only";
import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { cookies } from "next/headers";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { ADDRESS_HEADER } from "#lib/request-origin.ts";
import type { Auth } from "./auth.ts";

type ChangePassword = {
	readonly userId: string;
	/** Of the request under way: the session's cookie, the origin, and what the rate limit counts by. */
	readonly headers: Headers;
	readonly currentPassword: string;
	readonly newPassword: string;
};

/**
 * Changes the password, ends every other session, and lets the person go on working. Goes through the
 * request handler rather than `auth.api`, because only the handler limits how often one may guess.
 */
export async function changePassword(auth: Auth, change: ChangePassword): Promise<Result<true>> {
	const { userId, headers, currentPassword, newPassword } = change;
	const url = URL.parse("/api/auth/change-password", headers.get("origin") ?? "");
	if (url === null) return failed({ code: "NOT_SIGNED_IN" });
	const response = await auth.handler(
		new Request(url, {
			method: "POST",
			headers: forwarded(headers),
			body: JSON.stringify({ currentPassword, newPassword, revokeOtherSessions: true }),
		}),
	);
	if (!response.ok) return failed(await failureOf(response));
	const { internalAdapter } = await auth.$context;
	await internalAdapter.updateUser(userId, { mustChangePassword: false });
	await handOnCookies(response);
	return ok(true);
}

const FORWARDED = [
	"cookie",
	"origin",
	"host",
	"user-agent",
	"x-forwarded-for",
	"x-forwarded-host",
	ADDRESS_HEADER,
];

function forwarded(headers: Headers): Headers {
	const copy = new Headers({ "content-type": "application/json" });
	for (const name of FORWARDED) {
		const value = headers.get(name);
		if (value !== null) copy.set(name, value);
	}
	return copy;
}

async function failureOf(response: Response) {
	if (response.status === 429) {
		const seconds = response.headers.get("x-retry-after");
		return { code: "TOO_MANY_REQUESTS", detail: `Try again in ${seconds ?? "60"} seconds.` } as const;
	}
	if (response.status === 401) return { code: "NOT_SIGNED_IN" } as const;
	const { code, message } = asError(await response.json().catch(() => null));
	if (code === "PASSWORD_REFUSED") {
		return { code: "INPUT_INVALID", field: "newPassword", detail: message } as const;
	}
	if (code !== "INVALID_PASSWORD") return { code: "UNEXPECTED" } as const;
	return {
		code: "INPUT_INVALID",
		field: "currentPassword",
		detail: "This is not your current password.",
	} as const;
}

function asError(body: unknown): { readonly code: string; readonly message: string } {
	const { code = "", message = "" } = (body ?? {}) as Partial<Record<"code" | "message", unknown>>;
	return { code: String(code), message: String(message) };
}

/** The old session is gone with the others; the answer's cookies carry the new one. */
async function handOnCookies(response: Response): Promise<void> {
	const jar = await cookies();
	for (const line of response.headers.getSetCookie()) {
		for (const [name, attributes] of parseSetCookieHeader(line)) {
			jar.set(name, attributes.value, toCookieOptions(attributes));
		}
	}
}
