import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseAllowedHosts } from "./allowed-hosts.ts";
import type { Resolve } from "./resolve-outgoing.ts";
import { pinned, type SafeFetchOptions, safeRequest } from "./safe-fetch.ts";

type Seen = { readonly method: string; readonly url: string; readonly host: string; readonly body: string };

let server: Server;
let port: number;
let seen: Seen[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const open: Server[] = [];

beforeEach(async () => {
	seen = [];
	answer = (_, response) => void response.end("taken");
	server = createServer((request, response) => {
		let body = "";
		request.on("data", (chunk) => {
			body += String(chunk);
		});
		request.on("end", () => {
			const { method = "", url = "", headers } = request;
			seen.push({ method, url, host: headers.host ?? "", body });
			answer(request, response);
		});
	});
	port = await listen(server);
});

afterEach(() => {
	for (const one of open.splice(0)) one.close();
});

async function listen(one: Server): Promise<number> {
	open.push(one);
	one.listen(0, "127.0.0.1");
	await once(one, "listening");
	// Sound: a TCP server that listens has an address object.
	return (one.address() as AddressInfo).port;
}

/** Answers each question with the next list, and the last one for ever. */
function resolver(...answers: string[][]): Resolve & { asked: string[] } {
	const asked: string[] = [];
	const resolve = async (hostname: string) => {
		asked.push(hostname);
		const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
		return addresses.map((address) => ({
			address,
			family: address.includes(":") ? (6 as const) : (4 as const),
		}));
	};
	return Object.assign(resolve, { asked });
}

function options(part: Partial<SafeFetchOptions> & { readonly list?: string } = {}): SafeFetchOptions {
	const { list = "", ...rest } = part;
	return {
		allowed: parseAllowedHosts(list),
		resolve: resolver(["127.0.0.1"]),
		connectTimeoutMs: 1_000,
		totalTimeoutMs: 2_000,
		maxAnswerBytes: 1_000,
		...rest,
	};
}

const post = (url: string, part: Parameters<typeof options>[0] = {}, signal?: AbortSignal) =>
	safeRequest(options(part), { url, headers: { "x-a": "b" }, body: "{}", ...(signal && { signal }) });
const refused = { ok: false, failure: { code: "NOTIFY_URL_NOT_ALLOWED" } };
const unreachable = { ok: false, failure: { code: "NOTIFY_UNREACHABLE" } };

describe("a server in one's own network", () => {
	test.each(["127.0.0.1", "2130706433", "0x7f.1", "0177.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0"])(
		"is not reached by its address %s",
		async (host) => {
			expect(await post(`http://${host}:${port}/`)).toMatchObject(refused);
			expect(await post(`https://${host}/`)).toMatchObject(refused);
			expect(seen).toEqual([]);
		},
	);

	test("is not reached by a name that leads there, and the refusal does not tell the address", async () => {
		const result = await post(`http://hooks.example.com:${port}/`);
		expect(result).toMatchObject(refused);
		expect(JSON.stringify(result)).not.toContain("127.0.0.1");
		expect(seen).toEqual([]);
	});

	test("is not reached by the system's own names for this machine", async () => {
		const { systemResolve } = await import("./resolve-outgoing.ts");
		for (const name of ["localhost", "LOCALHOST", "localhost."]) {
			expect(await post(`http://${name}:${port}/`, { resolve: systemResolve })).toMatchObject(refused);
		}
		expect(seen).toEqual([]);
	});

	test("is not reached when only one of a name's addresses lies there", async () => {
		for (const addresses of [
			["8.8.8.8", "10.0.0.1"],
			["8.8.8.8", "::ffff:127.0.0.1"],
			["2606:4700::1111", "fd00:ec2::254"],
		]) {
			expect(await post("https://hooks.example.com/", { resolve: resolver(addresses) })).toMatchObject(
				refused,
			);
		}
	});

	test("is reached when its name is listed, by plain HTTP, at any port, with the name in the Host header", async () => {
		const result = await post(`http://hooks.internal:${port}/a?b=c`, { list: "hooks.internal" });
		expect(result).toEqual({
			ok: true,
			value: { status: 200, statusText: "OK", contentType: null, body: "taken" },
		});
		expect(seen).toEqual([{ method: "POST", url: "/a?b=c", host: `hooks.internal:${port}`, body: "{}" }]);
	});

	test("is reached when its address is listed", async () => {
		for (const list of ["127.0.0.0/8", "127.0.0.1"]) {
			expect(await post(`http://127.0.0.1:${port}/`, { list })).toMatchObject({ ok: true });
		}
		expect(seen).toHaveLength(2);
	});
});

describe("a name that changes its mind", () => {
	test("is asked once, and the connection goes to the address that was checked", async () => {
		const resolve = resolver(["127.0.0.1"], ["127.0.0.2"]);
		const result = await post(`http://rebind.internal:${port}/`, { list: "127.0.0.1", resolve });
		expect(result).toMatchObject({ ok: true });
		expect(resolve.asked).toEqual(["rebind.internal"]);
	});

	test("gains nothing by being public first and private afterwards", async () => {
		// Nothing listens at the public address: had the name been asked again, the server would have been found.
		const resolve = resolver(["192.0.2.77"], ["127.0.0.1"]);
		const result = await post(`http://rebind.example.com:${port}/`, {
			list: "192.0.2.77",
			resolve,
			connectTimeoutMs: 200,
		});
		expect(result).toMatchObject(unreachable);
		expect(seen).toEqual([]);
	});

	test("finds no other address in the socket's own look-up, whichever way it asks", () => {
		const lookup = pinned([
			{ address: "8.8.8.8", family: 4 },
			{ address: "2606:4700::1111", family: 6 },
		]);
		const answers: unknown[] = [];
		const keep = (...parts: unknown[]) => void answers.push(parts);
		lookup("localhost", { all: true }, keep);
		lookup("localhost", { family: 6 }, keep);
		lookup("169.254.169.254", {}, keep);
		expect(answers).toEqual([
			[
				null,
				[
					{ address: "8.8.8.8", family: 4 },
					{ address: "2606:4700::1111", family: 6 },
				],
			],
			[null, "2606:4700::1111", 6],
			[null, "8.8.8.8", 4],
		]);
	});
});

describe("a public address", () => {
	const resolve = resolver(["8.8.8.8"]);
	test("is called by HTTPS only, on the usual ports only", async () => {
		expect(await post("http://hooks.example.com/", { resolve })).toMatchObject({
			failure: { detail: "The URL must begin with https://." },
		});
		for (const other of [22, 25, 80, 6379, 10250]) {
			expect(await post(`https://hooks.example.com:${other}/`, { resolve })).toMatchObject({
				failure: { detail: "Only the ports 443 and 8443 are called." },
			});
		}
	});

	test("beside a listed one does not inherit what the listed one may", async () => {
		const both = { list: "10.0.0.1", resolve: resolver(["10.0.0.1", "8.8.8.8"]) };
		expect(await post("http://hooks.example.com/", both)).toMatchObject(refused);
	});
});

test("TLS names the host that was typed, whatever address is connected to", async () => {
	const hello = Promise.withResolvers<Buffer>();
	const tcp = createTcpServer((socket: Socket) => {
		socket.once("data", (bytes) => {
			hello.resolve(Buffer.from(bytes));
			socket.destroy();
		});
		socket.on("error", () => {});
	});
	const tlsPort = await listen(tcp);
	const result = await post(`https://hooks.internal:${tlsPort}/`, { list: "hooks.internal" });
	expect(result).toMatchObject(unreachable);
	expect((await hello.promise).includes("hooks.internal")).toBe(true);
});

describe("an answer", () => {
	const listed = { list: "127.0.0.1" };
	test("that redirects is an answer: nobody follows it", async () => {
		answer = (_, response) => void response.writeHead(302, { location: `http://127.0.0.1:${port}/b` }).end();
		expect(await post(`http://127.0.0.1:${port}/a`, listed)).toMatchObject({ value: { status: 302 } });
		expect(seen.map(({ url }) => url)).toEqual(["/a"]);
	});

	test("without an end is read up to the limit and no further", async () => {
		answer = (request, response) => {
			const more = () => {
				while (!request.socket.destroyed && response.write("x".repeat(4_096)));
			};
			response.on("drain", more);
			more();
		};
		const result = await post(`http://127.0.0.1:${port}/`, listed);
		expect(result.ok && result.value.body).toBe("x".repeat(1_000));
	});

	test("that never comes ends at the time limit", async () => {
		answer = () => {};
		const result = await post(`http://127.0.0.1:${port}/`, { ...listed, totalTimeoutMs: 100 });
		expect(result).toMatchObject({
			failure: {
				code: "NOTIFY_UNREACHABLE",
				detail: `127.0.0.1:${port} could not be reached (it took too long).`,
			},
		});
	});

	test("that trickles in ends at the time limit too", async () => {
		answer = (_, response) => void response.writeHead(200).write("x");
		expect(await post(`http://127.0.0.1:${port}/`, { ...listed, totalTimeoutMs: 100 })).toMatchObject(
			unreachable,
		);
	});

	test("that breaks off, or is no HTTP, is no answer", async () => {
		answer = (request) => void request.socket.destroy();
		expect(await post(`http://127.0.0.1:${port}/`, listed)).toMatchObject(unreachable);
		answer = (request) => void request.socket.end("220 mail.internal ESMTP\r\n");
		expect(await post(`http://127.0.0.1:${port}/`, listed)).toMatchObject(unreachable);
		answer = (request) =>
			void request.socket.end(
				"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
			);
		expect(await post(`http://127.0.0.1:${port}/`, listed)).toMatchObject(unreachable);
	});

	test("is not waited for once the caller gives up", async () => {
		const caller = new AbortController();
		answer = () => caller.abort();
		expect(await post(`http://127.0.0.1:${port}/`, listed, caller.signal)).toMatchObject(unreachable);
	});
});

describe("a failure", () => {
	test("names the host and the system's error code, never the path", async () => {
		server.close();
		await once(server, "close");
		const result = await post(`http://127.0.0.1:${port}/services/secret-token`, { list: "127.0.0.1" });
		expect(result).toMatchObject({
			failure: { detail: `127.0.0.1:${port} could not be reached (ECONNREFUSED).` },
		});
		expect(JSON.stringify(result)).not.toContain("secret-token");
	});

	test("comes when the name does not exist, or its server does not answer in time", async () => {
		const detail = "gone.example.com could not be resolved.";
		const noSuchName: Resolve = async () => {
			throw new Error("ENOTFOUND");
		};
		const silent: Resolve = () => new Promise(() => {});
		for (const resolve of [noSuchName, silent, resolver([])]) {
			const result = await post("https://gone.example.com/", { resolve, connectTimeoutMs: 50 });
			expect(result).toEqual({ ok: false, failure: { code: "NOTIFY_UNREACHABLE", detail } });
		}
	});
});
