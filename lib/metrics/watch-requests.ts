import { randomBytes } from "node:crypto";
import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { enterLogFields } from "#lib/log-fields.ts";
import { ADDRESS_HEADER } from "#lib/request-origin.ts";
import { mayReadMetrics } from "./may-read-metrics.ts";
import { type Metrics, processMetrics } from "./metrics.ts";
import { readableUrl } from "./readable-url.ts";
import { routeOf } from "./route-of.ts";

type WatchOptions = {
	/** What opens /metrics from elsewhere. */
	readonly token: string | undefined;
	/** A proxy of ours adds the caller's address to X-Forwarded-For. */
	readonly isBehindProxy: boolean;
	/** People reach us by https: every answer says that it stays so. */
	readonly isSecure: boolean;
};
type Started = { readonly request: IncomingMessage; readonly response: ServerResponse };

/**
 * Watches every request of this process from outside the framework, which neither shows a handler who is connected
 * nor tells it when the answer has left: times it, gives it an id for the logs, and marks whom /metrics is open to.
 */
export function watchRequests(
	{ token, isBehindProxy, isSecure }: WatchOptions,
	metrics: Metrics = processMetrics(),
): () => void {
	const begun = new WeakMap<ServerResponse, number>();
	const onStart = (message: unknown) => {
		const { request, response } = asStarted(message);
		request.url = readableUrl(request.url ?? "/");
		begun.set(response, performance.now());
		const requestId = requestIdOf(request);
		enterLogFields({ requestId });
		if (!response.headersSent) {
			response.setHeader("x-request-id", requestId);
			if (isSecure) response.setHeader("strict-transport-security", "max-age=63072000; includeSubDomains");
		}
		// Whoever sends this header does not know its value; what they sent goes no further.
		delete request.headers[READER_HEADER];
		request.headers[ADDRESS_HEADER] = addressOf(request, isBehindProxy);
		if (request.url?.startsWith("/metrics") && mayReadMetrics(request, token)) {
			request.headers[READER_HEADER] = readerMark();
		}
	};
	const onFinish = (message: unknown) => {
		const { request, response } = asStarted(message);
		const startedAt = begun.get(response);
		if (startedAt === undefined) return;
		metrics.requestSeconds.observe(
			{
				method: METHODS.has(request.method ?? "") ? (request.method ?? "") : "other",
				route: routeOf(request.url ?? ""),
				status: String(response.statusCode),
			},
			(performance.now() - startedAt) / 1_000,
		);
	};
	diagnostics.subscribe("http.server.request.start", onStart);
	diagnostics.subscribe("http.server.response.finish", onFinish);
	return () => {
		diagnostics.unsubscribe("http.server.request.start", onStart);
		diagnostics.unsubscribe("http.server.response.finish", onFinish);
	};
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const READER_HEADER = "x-rolebridge-metrics-reader";

/** Whether the watcher found that this request may read /metrics. */
export function isMetricsReader(headers: Headers): boolean {
	return headers.get(READER_HEADER) === readerMark();
}

const shared = globalThis as typeof globalThis & { rolebridgeReaderMark?: string };

/** Known to this process only. */
function readerMark(): string {
	shared.rolebridgeReaderMark ??= randomBytes(24).toString("hex");
	return shared.rolebridgeReaderMark;
}

/** Behind a proxy the last address is the one that it saw itself; those before are the caller's own word. */
function addressOf({ headers, socket }: IncomingMessage, isBehindProxy: boolean): string {
	const forwarded = isBehindProxy
		? String(headers["x-forwarded-for"] ?? "")
				.split(",")
				.at(-1)
				?.trim()
		: "";
	return (forwarded || (socket.remoteAddress ?? "")).replace(/^::ffff:/, "").slice(0, 64);
}

/** A caller may name its request; anything that is no plain id is replaced. */
function requestIdOf({ headers }: IncomingMessage): string {
	const given = headers["x-request-id"];
	return typeof given === "string" && /^[\w-]{8,64}$/.test(given)
		? given
		: randomBytes(9).toString("base64url");
}

/** Sound: Node documents both channels' messages to hold the request and the response. */
function asStarted(message: unknown): Started {
	return message as Started;
}
