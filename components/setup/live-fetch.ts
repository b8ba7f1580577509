import type { FailureCode } from "#lib/domain/failures.ts";

/** A live route's refusal; without a code nothing that we know answered. */
export class LiveError extends Error {
	readonly code: FailureCode | null;
	constructor(code: FailureCode | null) {
		super(code ?? "unreachable");
		this.name = "LiveError";
		this.code = code;
	}
}

/** Reads one of our own live routes. */
export async function getLive<T>(path: string, signal: AbortSignal): Promise<T> {
	const response = await fetch(path, { signal, headers: { accept: "application/json" } });
	if (!response.ok) throw new LiveError(await codeOf(response));
	return bodyOf<T>(response);
}

/** Asks one of our own live routes about something longer than an address can hold. */
export async function askLive<T>(path: string, question: unknown, signal: AbortSignal): Promise<T> {
	const response = await fetch(path, {
		method: "POST",
		signal,
		headers: { accept: "application/json", "content-type": "application/json" },
		body: JSON.stringify(question),
	});
	if (!response.ok) throw new LiveError(await codeOf(response));
	return bodyOf<T>(response);
}

/** Asks for something to be done; what came of it is read by getLive. */
export async function nudge(path: string): Promise<true> {
	const response = await fetch(path, { method: "POST" });
	if (!response.ok) throw new LiveError(await codeOf(response));
	return true;
}

async function codeOf(response: Response): Promise<FailureCode | null> {
	const body: unknown = await response.json().catch(() => null);
	if (typeof body !== "object" || body === null || !("code" in body)) return null;
	return typeof body.code === "string" ? asCode(body.code) : null;
}

/** Sound: our own routes answer with codes of the one list. */
function asCode(text: string): FailureCode {
	return text as FailureCode;
}

/** Sound: the route and this page come from the same build and share the type. */
async function bodyOf<T>(response: Response): Promise<T> {
	return (await response.json()) as T;
}
