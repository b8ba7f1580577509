/** What the sign-in service said: done, or a sentence for the form. */
export type AuthAnswer = { readonly ok: true } | { readonly ok: false; readonly message: string };

type Path = "sign-in/email" | "sign-out";

/** Calls the sign-in service from the browser, so that its rate limit and its origin check hold. */
export async function postToAuth(path: Path, body: Record<string, unknown>): Promise<AuthAnswer> {
	let response: Response;
	try {
		response = await fetch(`/api/auth/${path}`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(20_000),
		});
	} catch {
		return {
			ok: false,
			message: "Rolebridge could not be reached. Check your network connection, then try again.",
		};
	}
	return response.ok ? { ok: true } : { ok: false, message: explain(response) };
}

function explain(response: Response): string {
	switch (response.status) {
		case 400:
		case 401:
			return "The e-mail address or the password is not right.";
		case 403:
			return "Rolebridge takes no sign-ins from this address. Open it at the address it was set up for (ROLEBRIDGE_URL).";
		case 429:
			return `There were too many attempts. Try again in ${waitWords(response.headers.get("x-retry-after"))}.`;
		default:
			return `Rolebridge could not check the password (it answered ${response.status}). Try again in a minute; if it stays, its database may be away.`;
	}
}

function waitWords(seconds: string | null): string {
	const count = Number(seconds);
	if (!Number.isInteger(count) || count < 1) return "a minute";
	return count === 1 ? "1 second" : `${count} seconds`;
}
