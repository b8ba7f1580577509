import { createHash } from "node:crypto";
import nodemailer from "nodemailer";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { oneLine } from "./answer-status.ts";
import type { NotifyMessage } from "./port.ts";

export type MailOptions = {
	/** smtp:// or smtps://, with user and password where the server wants them. */
	readonly smtpUrl: string;
	/** `notify@example.com`, or `Rolebridge <notify@example.com>`. */
	readonly from: string;
	readonly connectTimeoutMs: number;
	readonly totalTimeoutMs: number;
};

export type Mailer = {
	send(to: string, message: NotifyMessage, signal?: AbortSignal): Promise<Result<{ status: string }>>;
};

const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/;
const SENDER = /^(?:([^<>"\p{Cc}]{0,100}) )?<([^<>\s]+)>$/u;

/** Sends one message a connection: notifications are few, and an idle connection breaks unseen. */
export function createMailer(options: MailOptions): Mailer {
	const from = parseSender(options.from);
	const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
	return {
		async send(to, message, signal) {
			// One address, and nothing that another reader of headers could take for two.
			if (!ADDRESS.test(to)) return refused("This is no e-mail address.");
			const transport = createTransport(options);
			const stop = () => transport.close();
			const limit = AbortSignal.timeout(options.totalTimeoutMs);
			const ended = signal ? AbortSignal.any([signal, limit]) : limit;
			ended.addEventListener("abort", stop);
			try {
				const sending = transport.sendMail(mailOf(message, { from, to, domain }));
				const sent = await Promise.race([sending, rejectOnAbort(ended)]);
				return ok({ status: oneLine(`SMTP ${sent.response}`, 200) });
			} catch (error) {
				return failed(failureOf(error));
			} finally {
				ended.removeEventListener("abort", stop);
				transport.close();
			}
		},
	};
}

function createTransport({ smtpUrl, connectTimeoutMs, totalTimeoutMs }: MailOptions) {
	const { username } = new URL(smtpUrl);
	return nodemailer.createTransport({
		// What the URL's own query says (requireTLS=false, tls.rejectUnauthorized=…) goes before the options here.
		url: smtpUrl,
		// A password never travels in clear.
		requireTLS: username !== "",
		connectionTimeout: connectTimeoutMs,
		dnsTimeout: connectTimeoutMs,
		greetingTimeout: totalTimeoutMs,
		socketTimeout: totalTimeoutMs,
		disableFileAccess: true,
		disableUrlAccess: true,
	});
}

type Addressed = { readonly from: Sender; readonly to: string; readonly domain: string };

function mailOf(message: NotifyMessage, { from, to, domain }: Addressed) {
	return {
		from,
		to: { name: "", address: to },
		envelope: { from: from.address, to: [to] },
		subject: oneLine(message.title, 200),
		date: message.at,
		// The same for the same message, so that a mail that was sent twice is shown once.
		messageId: `<${idPart(message.id)}@${domain}>`,
		headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
		list: { id: { comment: "Rolebridge", url: `rolebridge.${domain}` } },
		text: [message.title, "", ...message.lines, ...(message.url === null ? [] : ["", message.url])].join(
			"\n",
		),
		html: htmlOf(message),
	};
}

function htmlOf({ title, lines, url }: NotifyMessage): string {
	const paragraphs = lines.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join("\n");
	const link = url === null ? "" : `<p><a href="${escapeHtml(url)}">Open in Rolebridge</a></p>`;
	return [
		'<!doctype html><html lang="en"><body style="font-family:sans-serif;font-size:15px;line-height:1.5">',
		`<h1 style="font-size:18px">${escapeHtml(title)}</h1>`,
		paragraphs,
		link,
		"</body></html>",
	].join("\n");
}

function escapeHtml(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;")
		.replaceAll("'", "&#39;");
}

type Sender = { readonly name: string; readonly address: string };

/** @throws for the operator when ROLEBRIDGE_MAIL_FROM is no sender. */
export function parseSender(text: string): Sender {
	const [, name = "", inBrackets] = SENDER.exec(text.trim()) ?? [];
	const address = inBrackets ?? text.trim();
	if (ADDRESS.test(address)) return { name: name.trim(), address };
	throw new Error("ROLEBRIDGE_MAIL_FROM must read notify@example.com or Rolebridge <notify@example.com>.");
}

function idPart(id: string): string {
	return /^[\w.-]{1,64}$/.test(id) ? id : createHash("sha256").update(id).digest("hex");
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		const stop = () => reject(new Error("it took too long"));
		if (signal.aborted) stop();
		else signal.addEventListener("abort", stop, { once: true });
	});
}

function refused(detail: string): { ok: false; failure: Failure } {
	return failed({ code: "NOTIFY_REFUSED", detail });
}

/** An answer of the server is told in its own words; of everything else only the code, which quotes nothing. */
function failureOf(error: unknown): Failure {
	const { code, responseCode, response } = asSmtpError(error);
	if (responseCode !== undefined && response !== undefined && code !== "EAUTH") {
		return { code: "NOTIFY_REFUSED", detail: oneLine(`SMTP ${response}`, 200) };
	}
	if (code === "EAUTH") {
		return { code: "NOTIFY_REFUSED", detail: "The mail server does not take the user and password." };
	}
	return { code: "NOTIFY_UNREACHABLE", detail: `The mail server could not be reached (${code}).` };
}

function asSmtpError(error: unknown) {
	const fields = typeof error === "object" && error !== null ? error : {};
	const code = "code" in fields && typeof fields.code === "string" ? fields.code : "ETIMEDOUT";
	const responseCode =
		"responseCode" in fields && typeof fields.responseCode === "number" ? fields.responseCode : undefined;
	const response = "response" in fields && typeof fields.response === "string" ? fields.response : undefined;
	return { code, responseCode, response };
}
