import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { mayReadMetrics } from "./may-read-metrics.ts";
import type { ShownMetrics } from "./show-metrics.ts";

export type MetricsServerOptions = {
	readonly port: number;
	readonly token: string | undefined;
	readonly show: () => Promise<ShownMetrics>;
};

/** A worker's own /metrics. Only with a token is it reachable from other machines. */
export async function startMetricsServer({ port, token, show }: MetricsServerOptions): Promise<Server> {
	const server = createServer({ requestTimeout: 10_000 }, async (request, response) => {
		const end = (status: number, text: string, headers: Record<string, string> = {}) =>
			response
				.writeHead(status, {
					"content-type": "text/plain; charset=utf-8",
					"cache-control": "no-store",
					...headers,
				})
				.end(text);
		if (request.url?.split("?")[0] !== "/metrics" || request.method !== "GET") end(404, "Not found\n");
		else if (!mayReadMetrics(request, token)) end(401, "Not allowed\n", { "www-authenticate": "Bearer" });
		else {
			try {
				const { contentType, text } = await show();
				end(200, text, { "content-type": contentType });
			} catch {
				end(500, "The metrics could not be read\n");
			}
		}
	});
	server.listen(port, token === undefined ? "127.0.0.1" : undefined);
	await once(server, "listening");
	server.unref();
	return server;
}
