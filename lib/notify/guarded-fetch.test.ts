import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createGuardedFetch } from "./guarded-fetch.ts";

const open: { close(): void }[] = [];
afterEach(() => {
	for (const server of open.splice(0)) server.close();
});

async function serve(answer: RequestListener): Promise<string> {
	const server = createServer(answer);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	open.push(server);
	// Sound: a server that listens on a port has an address of this kind.
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const listed = createGuardedFetch({ allowedHosts: "127.0.0.1" });

describe("a guarded fetch", () => {
	test("calls what is listed, and answers like fetch", async () => {
		const url = await serve((request, response) => {
			response.setHeader("content-type", "application/json");
			response.end(JSON.stringify({ method: request.method, kind: request.headers["content-type"] }));
		});
		expect(await (await listed(url)).json()).toEqual({ method: "GET" });
		const body = new URLSearchParams({ a: "1" });
		const headers = { "content-type": "application/x-www-form-urlencoded" };
		const posted = await listed(url, { method: "POST", headers, body });
		expect(await posted.json()).toEqual({ method: "POST", kind: headers["content-type"] });
	});

	test("calls nothing on this machine that is not listed", async () => {
		const url = await serve((_, response) => response.end());
		const guarded = createGuardedFetch({ allowedHosts: "" });
		await expect(guarded(url)).rejects.toThrow("this machine itself");
	});

	test("does not follow where it is led", async () => {
		const url = await serve((_, response) => response.writeHead(302, { location: "http://10.0.0.1/" }).end());
		expect((await listed(url)).status).toBe(302);
	});

	test("takes no answer without end", async () => {
		const url = await serve((_, response) => response.end("x".repeat(600 * 1_024)));
		await expect(listed(url)).rejects.toThrow("too long");
	});

	test("sends nothing but what GET and POST of text are", async () => {
		const url = await serve((_, response) => response.end());
		await expect(listed(url, { method: "DELETE" })).rejects.toThrow("DELETE");
		await expect(listed(url, { method: "POST", body: new Uint8Array(2) })).rejects.toThrow("Only text");
	});
});
