import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createNotify } from "./notify.ts";
import type { NotifyMessage } from "./port.ts";
import { webhookRequest } from "./webhook.ts";

const message: NotifyMessage = {
	id: "0198-a1",
	kind: "opened",
	title: "Payments (1234 5678 9012) fails: AWS refuses to let us assume the role",
	lines: ["Since 12:00 UTC.", "Ünïcode and \u2028 separators."],
	url: "https://rolebridge.example.com/connectors/1",
	at: new Date("2026-11-22T12:00:00Z"),
	facts: { connectorId: "1", state: "failing" },
};
const SECRET = "rbwhs_0123456789";
const SENT_AT = new Date("2026-11-22T12:00:05.700Z");

describe("a webhook's request", () => {
	const request = webhookRequest({ url: "https://hooks.example.com/a", secret: SECRET }, message, SENT_AT);

	test("carries the message as JSON, and its id in a header", () => {
		expect(JSON.parse(request.body)).toEqual({ version: 1, ...message, at: "2026-11-22T12:00:00.000Z" });
		expect(request.headers).toMatchObject({
			"content-type": "application/json",
			"rolebridge-delivery": "0198-a1",
		});
	});

	test("is signed over the time it was sent and the whole body", () => {
		const seconds = 1_795_348_805;
		const expected = createHmac("sha256", SECRET).update(`${seconds}.${request.body}`).digest("hex");
		expect(request.headers["rolebridge-signature"]).toBe(`t=${seconds},v1=${expected}`);
	});

	test("keeps an id with a line break out of the headers", () => {
		const evil = webhookRequest(
			{ url: "https://a.example", secret: SECRET },
			{ ...message, id: "a\r\nx: y" },
			SENT_AT,
		);
		expect(evil.headers["rolebridge-delivery"]).toBe("a--x:-y");
	});
});

type Verify = (secret: string, header: string, body: string, now?: number) => boolean;

/** The very example that receivers copy from the documentation. */
async function documentedVerify(): Promise<Verify> {
	const page = readFileSync(new URL("../../docs/notifications.md", import.meta.url), "utf8");
	const code = /```js\n([\s\S]*?)```/.exec(page)?.[1];
	if (code === undefined) throw new Error("docs/notifications.md holds no example.");
	const file = join(mkdtempSync(join(tmpdir(), "rolebridge-")), "verify.mjs");
	writeFileSync(file, code);
	const { verify } = await import(/* @vite-ignore */ file);
	return verify;
}

describe("the documented way to verify", () => {
	const request = webhookRequest({ url: "https://hooks.example.com/a", secret: SECRET }, message, SENT_AT);
	const header = request.headers["rolebridge-signature"] ?? "";
	const now = SENT_AT.getTime();

	test("takes what was sent", async () => {
		const verify = await documentedVerify();
		expect(verify(SECRET, header, request.body, now)).toBe(true);
	});

	test("refuses another secret, body, time, an old message and a malformed header", async () => {
		const verify = await documentedVerify();
		expect(verify("rbwhs_other", header, request.body, now)).toBe(false);
		expect(verify(SECRET, header, `${request.body} `, now)).toBe(false);
		expect(verify(SECRET, header.replace("t=1", "t=2"), request.body, now)).toBe(false);
		expect(verify(SECRET, header, request.body, now + 301_000)).toBe(false);
		expect(verify(SECRET, header, request.body, now - 301_000)).toBe(false);
		for (const wrong of ["", "t=,v1=", "v1=00", header.slice(0, -2), `t=${"9".repeat(20)},v1=00`]) {
			expect(verify(SECRET, wrong, request.body, now)).toBe(false);
		}
	});
});

describe("sending to a receiver", () => {
	async function receiver(status: number, body: string) {
		const requests: { headers: Record<string, unknown>; body: string }[] = [];
		const server = createServer((request, response) => {
			let text = "";
			request.on("data", (chunk) => {
				text += String(chunk);
			});
			request.on("end", () => {
				requests.push({ headers: request.headers, body: text });
				response.writeHead(status, { location: "/elsewhere" }).end(body);
			});
		}).listen(0, "127.0.0.1");
		await once(server, "listening");
		// Sound: a TCP server that listens has an address object.
		const { port } = server.address() as AddressInfo;
		const url = `http://127.0.0.1:${port}/services/T0/path-secret`;
		return { url, requests, close: () => server.close() };
	}
	const listed = { allowedHosts: "127.0.0.1", now: () => SENT_AT };

	test("verifies at the other end, and tells the answer", async () => {
		const { url, requests, close } = await receiver(202, "");
		const sent = await createNotify(listed).send({ kind: "webhook", url, secret: SECRET }, message);
		close();
		expect(sent).toEqual({ ok: true, value: { status: "HTTP 202 Accepted" } });
		const verify = await documentedVerify();
		const [request] = requests;
		const header = String(request?.headers["rolebridge-signature"]);
		expect(verify(SECRET, header, request?.body ?? "", SENT_AT.getTime())).toBe(true);
	});

	test.each([
		[404, "no_service", "HTTP 404 Not Found: no_service"],
		[500, "", "HTTP 500 Internal Server Error"],
		[302, "<html>moved</html>", "HTTP 302 Found: redirects are not followed"],
		[400, `bad\r\n\u202ehook ${"x".repeat(500)}`, `HTTP 400 Bad Request: bad hook ${"x".repeat(190)}…`],
	])("an answer %i is a refusal in the receiver's own words, bounded", async (status, body, detail) => {
		const { url, close } = await receiver(status, body);
		const sent = await createNotify(listed).send({ kind: "slack", url }, message);
		close();
		expect(sent).toEqual({ ok: false, failure: { code: "NOTIFY_REFUSED", detail } });
	});

	test("no secret is told, even when the receiver repeats it", async () => {
		const { url, close } = await receiver(400, `bad signature for ${SECRET} at /services/T0/path-secret`);
		const sent = await createNotify(listed).send({ kind: "webhook", url, secret: SECRET }, message);
		close();
		expect(JSON.stringify(sent)).not.toMatch(/rbwhs|path-secret/);
	});

	test("nothing is sent where nobody allowed it, and asking beforehand says so", async () => {
		const { url, requests, close } = await receiver(200, "");
		const notify = createNotify({ allowedHosts: "" });
		const target = { kind: "webhook", url, secret: SECRET } as const;
		const refusal = { ok: false, failure: { code: "NOTIFY_URL_NOT_ALLOWED" } };
		expect(await notify.check(target)).toMatchObject(refusal);
		expect(await notify.send(target, message)).toMatchObject(refusal);
		expect(await createNotify(listed).check(target)).toEqual({ ok: true, value: true });
		close();
		expect(requests).toEqual([]);
	});
});
