import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { parseSender } from "./email.ts";
import { createNotify } from "./notify.ts";
import type { NotifyMessage } from "./port.ts";

const message: NotifyMessage = {
	id: "0198-a1",
	kind: "opened",
	title: "Payments fails",
	lines: ["AWS refuses to let us assume the role.", "Since 12:00 UTC."],
	url: "https://rolebridge.example.com/connectors/1?a=b&c=d",
	at: new Date("2026-11-22T12:00:00Z"),
	facts: {},
};

type Mail = { readonly from: string; readonly to: readonly string[]; readonly source: string };
const servers: SMTPServer[] = [];

afterEach(async () => {
	for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(resolve));
});

async function mailServer(options: SMTPServerOptions = {}) {
	const mails: Mail[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ["STARTTLS"],
		disableReverseLookup: true,
		onData(stream, session, done) {
			let source = "";
			stream.on("data", (chunk) => {
				source += String(chunk);
			});
			stream.on("end", () => {
				const { mailFrom, rcptTo } = session.envelope;
				const to = rcptTo.map(({ address }) => address);
				mails.push({ from: mailFrom ? mailFrom.address : "", to, source });
				done(null, "queued as 7");
			});
		},
		...options,
	});
	servers.push(server);
	// A client that is told off hangs up; that is no error of the test's.
	server.on("error", () => {});
	const listener = server.listen(0, "127.0.0.1");
	await once(listener, "listening");
	// Sound: a TCP server that listens has an address object.
	const { port } = listener.address() as AddressInfo;
	return { mails, port };
}

function notifyBy(smtpUrl: string, from = "Rolebridge <rolebridge@example.com>") {
	return createNotify({ mail: { smtpUrl, from }, totalTimeoutMs: 2_000 });
}

/** Header lines, unfolded. */
function headersOf(source = ""): readonly string[] {
	const [head = ""] = source.split("\r\n\r\n");
	return head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
}

async function sendOne(part: Partial<NotifyMessage> = {}) {
	const { mails, port } = await mailServer();
	const sent = await notifyBy(`smtp://127.0.0.1:${port}`).send(
		{ kind: "email", to: "ops@example.org" },
		{ ...message, ...part },
	);
	const [mail] = mails;
	// Soft line breaks of quoted-printable are no part of the text.
	const source = mail?.source.replaceAll("=\r\n", "") ?? "";
	return { sent, headers: headersOf(mail?.source), source, mail };
}

describe("a mail", () => {
	test("arrives at a real server, and its answer is told", async () => {
		const { sent, mail, headers } = await sendOne();
		expect(sent).toEqual({ ok: true, value: { status: "SMTP 250 queued as 7" } });
		expect(mail).toMatchObject({ from: "rolebridge@example.com", to: ["ops@example.org"] });
		expect(headers).toEqual(
			expect.arrayContaining([
				"From: Rolebridge <rolebridge@example.com>",
				"To: ops@example.org",
				"Subject: Payments fails",
				"Message-ID: <0198-a1@example.com>",
				'List-ID: "Rolebridge" <rolebridge.example.com>',
				"Auto-Submitted: auto-generated",
				"Date: Sun, 22 Nov 2026 12:00:00 +0000",
			]),
		);
	});

	test("tells the same as text and as HTML", async () => {
		const { source } = await sendOne({ title: "A <b> & 'c'" });
		expect(source).toContain("Content-Type: text/plain");
		expect(source).toContain("Content-Type: text/html");
		expect(source).toContain('<h1 style=3D"font-size:18px">A &lt;b&gt; &amp; &#39;c&#39;</h1>');
		expect(source.match(/AWS refuses to let us assume the role\./g)).toHaveLength(2);
		expect(source).toContain("&amp;c=3Dd");
	});

	test("sent again bears the same Message-ID, whatever the id looks like", async () => {
		const idOf = async (id: string) => {
			const { headers } = await sendOne({ id });
			return headers.find((line) => line.startsWith("Message-ID:"));
		};
		expect(await idOf("key: <a>\r\nBcc: x@y.z")).toBe(await idOf("key: <a>\r\nBcc: x@y.z"));
		expect(await idOf("key: <a>\r\nBcc: x@y.z")).toMatch(/^Message-ID: <[0-9a-f]{64}@example\.com>$/);
	});

	test("cannot be given more headers or receivers by its title or id", async () => {
		const evil = "x\r\nBcc: evil@example.com\r\n\r\nbody\u0000\u2028Bcc: other@example.com";
		const { mail, headers } = await sendOne({ title: evil, id: evil });
		expect(mail?.to).toEqual(["ops@example.org"]);
		expect(headers.filter((line) => /^(bcc|cc|to):/i.test(line))).toEqual(["To: ops@example.org"]);
		expect(headers.filter((line) => line.startsWith("Subject:"))).toEqual([
			"Subject: x Bcc: evil@example.com body Bcc: other@example.com",
		]);
	});

	test.each([
		"",
		"ops",
		"ops@example.org, evil@example.com",
		"ops@example.org\r\nBcc: evil@example.com",
		"Ops <ops@example.org>",
		"ops@example.org evil@example.com",
		'"a@b"@example.org',
		"ops@[127.0.0.1]",
		"a;b:c@example.org",
	])("goes to one plain address only, not to %j", async (to) => {
		const { mails, port } = await mailServer();
		const sent = await notifyBy(`smtp://127.0.0.1:${port}`).send({ kind: "email", to }, message);
		expect(sent).toMatchObject({ ok: false, failure: { code: "NOTIFY_REFUSED" } });
		expect(mails).toEqual([]);
	});
});

describe("a mail server that does not take it", () => {
	test("is quoted when it refuses the receiver", async () => {
		const { port } = await mailServer({
			onRcptTo: (_, __, done) =>
				done(Object.assign(new Error("5.1.1 no such mailbox"), { responseCode: 550 })),
		});
		const sent = await notifyBy(`smtp://127.0.0.1:${port}`).send(
			{ kind: "email", to: "ops@example.org" },
			message,
		);
		expect(sent).toMatchObject({
			failure: { code: "NOTIFY_REFUSED", detail: "SMTP 550 5.1.1 no such mailbox" },
		});
	});

	test("is never given a password in clear", async () => {
		const tried: string[] = [];
		const { port, mails } = await mailServer({
			authOptional: false,
			allowInsecureAuth: true,
			onAuth: (auth, _, done) => {
				tried.push(auth.password ?? "");
				done(null, { user: "a" });
			},
		});
		const sent = await notifyBy(`smtp://user:hidden-pass@127.0.0.1:${port}`).send(
			{ kind: "email", to: "ops@example.org" },
			message,
		);
		expect(sent).toMatchObject({ ok: false });
		expect(JSON.stringify(sent)).not.toContain("hidden-pass");
		expect([tried, mails]).toEqual([[], []]);
	});

	test("is told apart from one that refuses when it is not there, or never greets", async () => {
		const { port } = await mailServer();
		await new Promise<void>((resolve) => servers.splice(0)[0]?.close(resolve));
		const target = { kind: "email", to: "ops@example.org" } as const;
		expect(await notifyBy(`smtp://127.0.0.1:${port}`).send(target, message)).toMatchObject({
			failure: { code: "NOTIFY_UNREACHABLE" },
		});
		const silent = await mailServer({ onConnect: () => {} });
		const notify = createNotify({
			mail: { smtpUrl: `smtp://127.0.0.1:${silent.port}`, from: "a@example.com" },
			totalTimeoutMs: 150,
		});
		expect(await notify.send(target, message)).toMatchObject({ failure: { code: "NOTIFY_UNREACHABLE" } });
	});

	test("is not missed when none is set up", async () => {
		const target = { kind: "email", to: "ops@example.org" } as const;
		const failure = { ok: false, failure: { code: "NOTIFY_MAIL_NOT_CONFIGURED" } };
		expect(await createNotify().check(target)).toEqual(failure);
		expect(await createNotify().send(target, message)).toEqual(failure);
	});
});

test("a sender is an address, or a name with one", () => {
	expect(parseSender("a@example.com")).toEqual({ name: "", address: "a@example.com" });
	expect(parseSender(" Rolebridge (staging) <a@example.com> ")).toEqual({
		name: "Rolebridge (staging)",
		address: "a@example.com",
	});
	for (const wrong of ["", "Rolebridge", "a@b@c", "<a@example.com", "x\r\nBcc: b@c.de <a@example.com>"]) {
		expect(() => parseSender(wrong)).toThrow(/^ROLEBRIDGE_MAIL_FROM/);
	}
});
