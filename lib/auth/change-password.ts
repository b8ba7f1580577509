import type { Failure } from "#lib/domain/failures.ts";
import type { Result } from "#lib/domain/result.ts";
import { ADDRESS_HEADER } from "#lib/request-origin.ts";
import type { Auth } from "./auth.ts";
import { limitProofs, type ProofTry, type ProvingSession } from "./limit-proofs.ts";

export type ChangePassword = ProvingSession & {
	/** Of the request under way: the session's cookie, the origin, and what the rate limit counts by. */
	readonly headers: Headers;
	readonly currentPassword: string;
	readonly newPassword: string;
	/** The old session is gone with the others; the answer's cookies carry the new one. */
	readonly keepCookies: (answer: Response) => Promise<void>;
};

/**
 * Changes the password, ends every other session, and lets the person go on working. Goes through the request handler
 * rather than `auth.api`, because only the handler limits how often one may guess from one address; how often in one
 * session, we count ourselves.
 */
export async function changePassword(auth: Auth, change: ChangePassword): Promise<Result<true>> {
	return limitProofs(auth, change, () => tryChange(auth, change));
}

async function tryChange(auth: Auth, change: ChangePassword): Promise<ProofTry> {
	const { headers, currentPassword, newPassword, keepCookies } = change;
	const url = URL.parse("/api/auth/change-password", headers.get("origin") ?? "");
	if (url === null) return { kind: "unlooked", failure: { code: "NOT_SIGNED_IN" } };
	const response = await auth.handler(
		new Request(url, {
			method: "POST",
			headers: forwarded(headers),
			body: JSON.stringify({ currentPassword, newPassword, revokeOtherSessions: true }),
		}),
	);
	if (!response.ok) return refusalOf(response);
	await keepCookies(response);
	return { kind: "right" };
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

async function refusalOf(response: Response): Promise<ProofTry> {
	const unlooked = (failure: Failure) => ({ kind: "unlooked", failure }) as const;
	if (response.status === 429) {
		const seconds = response.headers.get("x-retry-after");
		return unlooked({ code: "TOO_MANY_REQUESTS", detail: `Try again in ${seconds ?? "60"} seconds.` });
	}
	if (response.status === 401) return unlooked({ code: "NOT_SIGNED_IN" });
	const { code, message } = asError(await response.json().catch(() => null));
	if (code === "PASSWORD_REFUSED") {
		return unlooked({ code: "INPUT_INVALID", field: "newPassword", detail: message });
	}
	if (code !== "INVALID_PASSWORD") return unlooked({ code: "UNEXPECTED" });
	const detail = "This is not your current password.";
	return { kind: "wrong", failure: { code: "INPUT_INVALID", field: "currentPassword", detail } };
}

function asError(body: unknown): { readonly code: string; readonly message: string } {
	const { code = "", message = "" } = (body ?? {}) as Partial<Record<"code" | "message", unknown>>;
	return { code: String(code), message: String(message) };
}
