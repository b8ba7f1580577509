import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { authorize, DEFAULT_API_KEYS } from "./authorize.ts";
import { type Api, answerCall } from "./connectors-api.ts";
import { changeFaults, type Faults, NO_FAULTS, strike } from "./faults.ts";
import { errorReply, type Reply } from "./replies.ts";
import { HarnessState } from "./state.ts";

export type HarnessSandboxOptions = {
	/** 0 takes a free one. */
	readonly port: number;
	readonly awsSandboxUrl: string;
	/** Keeps the connectors over a restart; null keeps them in memory only. */
	readonly stateFile?: string | null;
	readonly apiKeys?: readonly string[];
	/** Harness's limit for one key. */
	readonly requestsPerMinute?: number;
	readonly now?: () => Date;
};
export type HarnessSandbox = { readonly url: string; readonly port: number; close(): Promise<void> };

/** One request as the tests see it: without the key. */
type LoggedRequest = {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly body: unknown;
	readonly at: string;
	status: number | null;
};
type World = {
	readonly api: Api;
	readonly apiKeys: readonly string[];
	readonly requestsPerMinute: number;
	readonly requests: LoggedRequest[];
	readonly recent: Map<string, number[]>;
	faults: Faults;
};
type Received = {
	readonly url: URL;
	readonly method: string;
	readonly apiKey: string;
	readonly body: unknown;
};

const MAX_BODY_BYTES = 2 * 1024 * 1024;
const MAX_LOGGED = 1_000;

/** Starts the Harness sandbox on 127.0.0.1: the connectors API over HTTP, faults under `/_sandbox/`. */
export async function startHarnessSandbox(options: HarnessSandboxOptions): Promise<HarnessSandbox> {
	const running = new Set<Promise<void>>();
	let ownUrl = "";
	const world: World = {
		apiKeys: options.apiKeys ?? DEFAULT_API_KEYS,
		requestsPerMinute: options.requestsPerMinute ?? 400,
		requests: [],
		recent: new Map(),
		faults: structuredClone(NO_FAULTS),
		api: {
			state: new HarnessState(options.stateFile ?? null),
			faults: () => world.faults,
			awsSandboxUrl: options.awsSandboxUrl,
			ownUrl: () => ownUrl,
			now: options.now ?? (() => new Date()),
			later: (work) => {
				const done: Promise<void> = work().finally(() => running.delete(done));
				running.add(done);
			},
		},
	};
	const server = createServer((request, response) => {
		serve(world, request, response).catch(() => response.destroy());
	});
	const port = await listen(server, options.port);
	ownUrl = `http://127.0.0.1:${port}`;
	const close = async () => {
		await Promise.allSettled(running);
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		world.api.state.flush();
	};
	return { url: ownUrl, port, close };
}

function listen(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			const address = server.address();
			resolve(typeof address === "object" && address !== null ? address.port : port);
		});
	});
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(request.url ?? "/", "http://127.0.0.1");
	const text = await readBody(request);
	const received: Received = {
		url,
		method: request.method ?? "GET",
		apiKey: String(request.headers["x-api-key"] ?? ""),
		body: text === "" ? undefined : parseJson(text),
	};
	if (url.pathname.startsWith("/_sandbox/")) return send(response, control(world, received));
	if (world.faults.down) return void response.destroy();
	const log = logRequest(world, received);
	const reply = await answer(world, received);
	if (reply === "reset") return void response.destroy();
	log.status = reply.httpStatus;
	send(response, reply);
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request) {
		length += chunk.length;
		if (length > MAX_BODY_BYTES) throw new Error("The request is too long.");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function send(response: ServerResponse, { httpStatus, body }: Reply): void {
	const isPage = typeof body === "string";
	response.writeHead(httpStatus, { "content-type": isPage ? "text/html" : "application/json" });
	response.end(isPage ? body : JSON.stringify(body));
}

function logRequest(world: World, { url, method, body }: Received): LoggedRequest {
	const query = Object.fromEntries(url.searchParams);
	const at = world.api.now().toISOString();
	const logged: LoggedRequest = { method, path: url.pathname, query, body, at, status: null };
	world.requests.push(logged);
	if (world.requests.length > MAX_LOGGED) world.requests.shift();
	return logged;
}

async function answer(world: World, received: Received): Promise<Reply | "reset"> {
	const { url, method, apiKey, body } = received;
	const { onlyPath, onlyMethod } = world.faults;
	const disturbed = url.pathname.includes(onlyPath) && (onlyMethod === "" || onlyMethod === method);
	if (disturbed) {
		if (world.faults.latencyMs > 0) await delay(world.faults.latencyMs);
		if (strike(world.faults, "reset")) return "reset";
		const fault = faultReply(world.faults);
		if (fault !== null) return fault;
	}
	if (isOverLimit(world, apiKey)) return tooMany();
	const accountId = url.searchParams.get("accountIdentifier") ?? "";
	const caller = authorize(world.apiKeys, { apiKey, accountId, method, path: url.pathname });
	if ("httpStatus" in caller) return caller;
	const { mayEdit } = caller;
	const call = { method, path: url.pathname, query: url.searchParams, body, accountId, mayEdit };
	const reply = await answerCall(world.api, call);
	if (disturbed && strike(world.faults, "resetAfter")) return "reset";
	return reply ?? { httpStatus: 404, body: "<html><body>404 Not Found</body></html>" };
}

function faultReply(faults: Faults): Reply | null {
	if (strike(faults, "unauthorized")) return errorReply(401, "INVALID_TOKEN", "The key is not accepted.");
	if (strike(faults, "forbidden")) return errorReply(403, "NG_ACCESS_DENIED", "Missing permission.");
	if (strike(faults, "rateLimited")) return tooMany();
	if (strike(faults, "serverError")) return errorReply(500, "UNKNOWN_ERROR", "An internal error occurred.");
	if (strike(faults, "html")) return { httpStatus: 200, body: "<!doctype html><title>Sign in</title>" };
	if (strike(faults, "garbage")) return { httpStatus: 200, body: { status: "SUCCESS", data: [{ odd: 1 }] } };
	return null;
}

/** Harness sends no Retry-After. */
function tooMany(): Reply {
	return errorReply(429, "TOO_MANY_REQUESTS", "Too many requests.");
}

function isOverLimit({ recent, requestsPerMinute, api }: World, apiKey: string): boolean {
	const now = api.now().getTime();
	const kept = (recent.get(apiKey) ?? []).filter((at) => at > now - 60_000);
	const isOver = kept.length >= requestsPerMinute;
	recent.set(apiKey, isOver ? kept : [...kept, now]);
	return isOver;
}

/** `/_sandbox/faults` (GET, POST changes, DELETE), `/reset` (POST), `/state` and `/requests` (GET). */
function control(world: World, { url, method, body }: Received): Reply {
	const route = `${method} ${url.pathname.slice("/_sandbox/".length)}`;
	if (route === "GET faults") return { httpStatus: 200, body: world.faults };
	if (route === "GET state") return { httpStatus: 200, body: { connectors: world.api.state.all() } };
	if (route === "GET requests") return { httpStatus: 200, body: { requests: world.requests } };
	if (route === "PUT connectors") {
		const list = typeof body === "object" && body !== null && "connectors" in body ? body.connectors : [];
		return { httpStatus: 200, body: { connectors: world.api.state.putAll(Array.isArray(list) ? list : []) } };
	}
	if (route === "GET health") return { httpStatus: 200, body: { ready: true } };
	if (route === "POST faults") {
		const faults = changeFaults(world.faults, body);
		if (faults === null)
			return { httpStatus: 400, body: { error: "No such fault; see GET /_sandbox/faults" } };
		world.faults = faults;
		return { httpStatus: 200, body: faults };
	}
	if (route === "DELETE faults" || route === "POST reset") {
		world.faults = structuredClone(NO_FAULTS);
		if (route === "POST reset") forget(world);
		return { httpStatus: 200, body: world.faults };
	}
	return { httpStatus: 404, body: { error: "No such path under /_sandbox/" } };
}

function forget(world: World): void {
	world.api.state.clear();
	world.requests.length = 0;
	world.recent.clear();
}
