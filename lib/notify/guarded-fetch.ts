import { parseAllowedHosts } from "./allowed-hosts.ts";
import { type Resolve, systemResolve } from "./resolve-outgoing.ts";
import { type SafeFetchOptions, safeRequest } from "./safe-fetch.ts";

export type GuardedFetch = (
	url: string,
	init?: {
		readonly method?: string;
		readonly headers?: HeadersInit;
		readonly body?: unknown;
		readonly signal?: AbortSignal | null;
	},
) => Promise<Response>;

const MAX_ANSWER_BYTES = 512 * 1_024;

/**
 * A fetch() for libraries that call what a person typed: only GET and POST of text, only to addresses that may be
 * called, in ten seconds, without following redirects.
 */
export function createGuardedFetch(options: {
	readonly allowedHosts: string;
	readonly resolve?: Resolve;
}): GuardedFetch {
	const guard: SafeFetchOptions = {
		allowed: parseAllowedHosts(options.allowedHosts),
		resolve: options.resolve ?? systemResolve,
		connectTimeoutMs: 3_000,
		totalTimeoutMs: 10_000,
		maxAnswerBytes: MAX_ANSWER_BYTES,
	};
	return async (url, { method = "GET", headers, body, signal } = {}) => {
		if (method !== "GET" && method !== "POST") throw new TypeError(`${method} is not sent from here.`);
		const answer = await safeRequest(guard, {
			url,
			method,
			headers: Object.fromEntries(new Headers(headers)),
			body: textOf(body),
			...(signal && { signal }),
		});
		// The sentence of the refusal is for whoever sets the address up.
		if (!answer.ok) throw new TypeError(answer.failure.detail ?? "The address could not be reached.");
		const { status, contentType } = answer.value;
		if (Buffer.byteLength(answer.value.body) >= MAX_ANSWER_BYTES)
			throw new TypeError("The answer is too long.");
		const isEmpty = status === 204 || status === 304;
		return new Response(isEmpty ? null : answer.value.body, {
			status: status >= 200 && status <= 599 ? status : 502,
			headers: contentType === null ? {} : { "content-type": contentType },
		});
	};
}

function textOf(body: unknown): string {
	if (body === undefined || body === null) return "";
	if (typeof body === "string" || body instanceof URLSearchParams) return body.toString();
	throw new TypeError("Only text is sent from here.");
}
