import type { Context } from "#lib/context.ts";

export type Mail = {
	readonly to: string;
	readonly title: string;
	/** Plain sentences, one a line. */
	readonly lines: readonly string[];
	readonly url: string | null;
};

/** One mail to one person. That it could not be sent is logged, and keeps nothing else from happening. */
export async function sendMail(
	ctx: Pick<Context, "notify" | "log" | "now" | "randomBytes">,
	mail: Mail,
): Promise<boolean> {
	const { to, title, lines, url } = mail;
	const id = Buffer.from(ctx.randomBytes(12)).toString("base64url");
	const message = { id, kind: "account" as const, title, lines, url, at: ctx.now(), facts: {} };
	const sent = await ctx.notify.send({ kind: "email", to }, message);
	if (sent.ok) return true;
	// The address itself is not logged: it may be what somebody typed.
	if (sent.failure.code !== "NOTIFY_MAIL_NOT_CONFIGURED") {
		ctx.log.warn({ event: "mail-not-sent", code: sent.failure.code }, "mail not sent");
	}
	return false;
}
