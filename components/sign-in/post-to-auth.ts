/** What the sign-in service said: done, or a sentence for the form. */
export type AuthAnswer =
	| { readonly ok: true; readonly body: unknown }
	| { readonly ok: false; readonly message: string; readonly code?: string };

type PostPath =
	| "sign-in/email"
	| "sign-out"
	| "two-factor/verify-totp"
	| "two-factor/verify-backup-code"
	| "request-password-reset"
	| "reset-password"
	| "passkey/verify-authentication"
	| "passkey/verify-registration";
type GetPath = "passkey/generate-authenticate-options" | "passkey/generate-register-options";

/** Calls the sign-in service from the browser, so that its rate limit and its origin check hold. */
export function postToAuth(path: PostPath, body: Record<string, unknown>): Promise<AuthAnswer> {
	return callAuth("POST", path, body);
}

export async function callAuth(
	method: "GET" | "POST",
	path: PostPath | GetPath,
	body?: Record<string, unknown>,
): Promise<AuthAnswer> {
	let response: Response;
	try {
		response = await fetch(`/api/auth/${path}`, {
			method,
			...(body !== undefined && {
				headers: { "content-type": "application/json" },
				body: JSON.stringify(body),
			}),
			signal: AbortSignal.timeout(20_000),
		});
	} catch {
		return {
			ok: false,
			message: "Rolebridge could not be reached. Check your network connection, then try again.",
		};
	}
	const answer: unknown = await response.json().catch(() => null);
	if (response.ok) return { ok: true, body: answer };
	const { code, message } = asRefusal(answer);
	return { ok: false, code, message: explain(response, code, message) };
}

/** Whether a sign-in still owes the code of the authenticator app. */
export function owesCode(answer: AuthAnswer): boolean {
	if (!answer.ok || typeof answer.body !== "object" || answer.body === null) return false;
	return "owesCode" in answer.body && answer.body.owesCode === true;
}

const WORDS: Readonly<Record<string, string>> = {
	CODE_USED: "This code was used already. Wait for the next one.",
	INVALID_CODE: "This code is not right. It may have changed meanwhile: enter the one that is shown now.",
	INVALID_BACKUP_CODE: "This is none of your backup codes, or it was used already.",
	INVALID_TWO_FACTOR_COOKIE: "This took longer than ten minutes. Start again with your password.",
	TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "There were too many wrong codes. Start again with your password.",
	INVALID_TOKEN: "This link was used already, or is older than an hour. Ask for a new one.",
	PASSKEY_NOT_FOUND: "Rolebridge does not know this passkey. It may have been removed.",
	PASSKEY_OF_SOMEBODY_ELSE: "This passkey belongs to somebody else. Use one of your own.",
	USER_VERIFICATION_REQUIRED:
		"This key did not check who you are. Use one with a PIN, a fingerprint or a face.",
	PASSWORD_SIGN_IN_OFF: "People sign in here by single sign-on. Use the button for it.",
	FRESH_SIGN_IN_REQUIRED: "You proved who you are more than 15 minutes ago. Press the button again.",
};

function explain(response: Response, code: string | undefined, message: string | undefined): string {
	if (code === "PASSWORD_REFUSED" && message !== undefined) return message;
	if (code !== undefined && code in WORDS) return WORDS[code] ?? "";
	switch (response.status) {
		case 400:
		case 401:
			return "The e-mail address or the password is not right.";
		case 403:
			return "Rolebridge takes no sign-ins from this address. Open it at the address it was set up for (ROLEBRIDGE_URL).";
		case 429:
			return `There were too many attempts. Try again in ${waitWords(response.headers.get("x-retry-after"))}.`;
		default:
			return `Rolebridge could not check this (it answered ${response.status}). Try again in a minute; if it stays, its database may be away.`;
	}
}

function waitWords(text: string | null): string {
	const seconds = Number(text);
	if (!Number.isInteger(seconds) || seconds < 1) return "a minute";
	if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`;
	return seconds === 1 ? "1 second" : `${seconds} seconds`;
}

function asRefusal(body: unknown): { readonly code?: string; readonly message?: string } {
	if (typeof body !== "object" || body === null) return {};
	const code = "code" in body && typeof body.code === "string" ? body.code : undefined;
	const message = "message" in body && typeof body.message === "string" ? body.message : undefined;
	return { ...(code !== undefined && { code }), ...(message !== undefined && { message }) };
}
