// Longer than a fetch(): the platform's fetch resolves names by itself, and follows where it is led.
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import {
	bareHostname,
	type OutgoingGuard,
	type OutgoingTarget,
	type ResolvedAddress,
	resolveOutgoing,
} from "./resolve-outgoing.ts";

export type SafeFetchOptions = OutgoingGuard & {
	/** For resolving, connecting, sending and the whole answer. */
	readonly totalTimeoutMs: number;
	readonly maxAnswerBytes: number;
};

export type SafeRequest = {
	readonly url: string;
	/** POST, where nothing is said. */
	readonly method?: "GET" | "POST";
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly signal?: AbortSignal;
};
/** `body` holds at most the first `maxAnswerBytes`; the rest was never read. */
export type SafeAnswer = {
	readonly status: number;
	readonly statusText: string;
	readonly contentType: string | null;
	readonly body: string;
};

/**
 * Calls a URL that a person typed. The connection goes to exactly the addresses that were checked, whatever DNS
 * says by then; TLS and the Host header keep the name. Redirects are answers like any other and are not followed.
 */
export async function safeRequest(
	options: SafeFetchOptions,
	request: SafeRequest,
): Promise<Result<SafeAnswer>> {
	const timeout = AbortSignal.timeout(options.totalTimeoutMs);
	const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
	const target = await resolveOutgoing(options, request.url);
	if (!target.ok) return target;
	if (signal.aborted) return failed(unreachable(target.value.url, "it took too long"));
	try {
		return ok(await exchange(options, target.value, request, signal));
	} catch (error) {
		return failed(unreachable(target.value.url, reasonOf(error, signal)));
	}
}

function exchange(
	options: SafeFetchOptions,
	{ url, addresses }: OutgoingTarget,
	request: SafeRequest,
	signal: AbortSignal,
): Promise<SafeAnswer> {
	const { promise, resolve, reject } = Promise.withResolvers<SafeAnswer>();
	const hostname = bareHostname(url);
	const isTls = url.protocol === "https:";
	const call = (isTls ? https : http).request({
		method: request.method ?? "POST",
		hostname,
		port: url.port || (isTls ? 443 : 80),
		path: `${url.pathname}${url.search}`,
		headers: {
			...request.headers,
			host: url.host,
			...(request.method !== "GET" && { "content-length": Buffer.byteLength(request.body) }),
		},
		// A pooled connection would be found by its name, past the check.
		agent: false,
		lookup: pinned(addresses),
		...(isTls && isIP(hostname) === 0 && { servername: hostname }),
		signal,
	});
	const connectTimer = setTimeout(
		() => call.destroy(new Error("no connection in time")),
		options.connectTimeoutMs,
	);
	call.once("socket", (socket) => {
		socket.once(isTls ? "secureConnect" : "connect", () => clearTimeout(connectTimer));
	});
	call.on("error", reject);
	call.once("response", (response) => {
		// From here on the body's own end or error decides.
		call.removeAllListeners("close");
		const { statusCode: status = 0, statusMessage: statusText = "", headers } = response;
		const contentType = headers["content-type"] ?? null;
		readBounded(response, options.maxAnswerBytes).then(
			(body) => resolve({ status, statusText, contentType, body }),
			reject,
		);
	});
	call.once("close", () => {
		clearTimeout(connectTimer);
		// A peer that hangs up or switches protocols without an answer must not leave the caller waiting.
		reject(new Error("closed without an answer"));
	});
	call.end(request.body);
	return promise;
}

/** Answers every question of the socket with what was checked, and nothing else. */
export function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
	return (_hostname, options, callback) => {
		const fitting = addresses.filter(({ family }) => !options.family || options.family === family);
		const [first] = fitting;
		if (first === undefined) callback(new Error("no checked address of that family"), "", 0);
		else if (options.all) callback(null, [...fitting]);
		else callback(null, first.address, first.family);
	};
}

async function readBounded(response: http.IncomingMessage, maxBytes: number): Promise<string> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of response) {
		const bytes = Buffer.from(chunk);
		chunks.push(bytes.subarray(0, maxBytes - length));
		length += bytes.byteLength;
		// Leaving the loop destroys the stream, and the connection with it.
		if (length >= maxBytes) break;
	}
	return Buffer.concat(chunks).toString("utf8");
}

/** Only names of errors are told: a message may quote the URL, which may be the secret itself. */
function reasonOf(error: unknown, signal: AbortSignal): string {
	if (signal.aborted) return "it took too long";
	if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
		return /^[A-Z0-9_]{1,60}$/.test(error.code) ? error.code : "no reason given";
	return error instanceof Error && /^[a-z ]{1,60}$/.test(error.message) ? error.message : "no reason given";
}

function unreachable(url: URL, reason: string): Failure {
	return { code: "NOTIFY_UNREACHABLE", detail: `${url.host} could not be reached (${reason}).` };
}
