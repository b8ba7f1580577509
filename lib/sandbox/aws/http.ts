import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpRequest } from "./sigv4.ts";

const MAX_BODY_BYTES = 8_000_000;

export type HttpReply = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string | Uint8Array;
};

export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of incoming) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size > MAX_BODY_BYTES) throw new Error("The request is larger than the sandbox takes.");
		chunks.push(bytes);
	}
	const [path = "/", ...query] = (incoming.url ?? "/").split("?");
	return {
		method: incoming.method ?? "GET",
		path,
		query: query.join("?"),
		headers: Object.fromEntries(
			Object.entries(incoming.headers).map(([name, value]) => [
				name,
				Array.isArray(value) ? value.join(",") : (value ?? ""),
			]),
		),
		body: Buffer.concat(chunks),
	};
}

export function writeReply(outgoing: ServerResponse, reply: HttpReply): void {
	const body = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
	outgoing.writeHead(reply.status, { "content-length": body.length, ...reply.headers });
	outgoing.end(outgoing.req.method === "HEAD" ? undefined : body);
}

export function jsonReply(value: unknown, status = 200): HttpReply {
	return {
		status,
		headers: { "content-type": "application/json", "cache-control": "no-store" },
		body: JSON.stringify(value),
	};
}
