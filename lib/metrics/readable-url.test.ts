import { createServer } from "node:http";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";
import { readableUrl } from "./readable-url.ts";
import { watchRequests } from "./watch-requests.ts";

test.each(["/", "/connectors/%E0%A4%A", "/api/v1/connectors?q=%", "/api/v1/connectors/%20", "/api/v10/%"])(
	"leaves %s as it is",
	(url) => expect(readableUrl(url)).toBe(url),
);

test.each(["/api/v1/connectors/%E0%A4%A", "/api/v1/%", "/api/v1/%ff?limit=1"])(
	"makes %s an address of the API where nothing is",
	(url) => expect(readableUrl(url)).toBe("/api/v1/-"),
);

test.each(["__proto__=1", "%5F%5Fproto__=1", "limit=5&__proto__=1"])(
	"gives the API ?%s to refuse, which would else be lost on the way",
	(query) => {
		const params = new URL(readableUrl(`/api/v1/connectors?${query}`), "http://rolebridge.example")
			.searchParams;
		expect(params.get("-")).toBe("1");
		expect(params.get("limit")).toBe(query.startsWith("limit") ? "5" : null);
	},
);

test("a server's handler gets the mended address", async () => {
	const stop = watchRequests({ token: undefined, isBehindProxy: false, isSecure: false }, createMetrics());
	const server = createServer((request, response) => response.end(request.url));
	await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const answer = await fetch(`http://127.0.0.1:${port}/api/v1/connectors/%E0%A4%A`);
	expect(await answer.text()).toBe("/api/v1/-");
	await new Promise((resolve) => server.close(resolve));
	stop();
});
