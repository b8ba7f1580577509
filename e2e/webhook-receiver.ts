import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A receiver of webhooks on this machine, which the product is allowed to reach. */
export async function startReceiver(path: string) {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		let body = "";
		request.on("data", (chunk) => {
			body += chunk;
		});
		request.on("end", () => {
			received.push({ headers: request.headers, body });
			response.writeHead(204).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	// Sound: a server that listens on a port has an address of this kind.
	const { port } = server.address() as AddressInfo;
	return { received, url: `http://127.0.0.1:${port}${path}`, close: () => server.close() };
}

/** As docs/notifications.md tells receivers to do it. */
export function isSignedBy(key: string, { headers, body }: Received): boolean {
	const [, at, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["rolebridge-signature"])) ?? [];
	return createHmac("sha256", key).update(`${at}.${body}`).digest("hex") === signature;
}
