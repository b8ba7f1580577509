import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { mayUsePassword } from "#lib/sign-in-settings/may-use-password.ts";

export type SentResetLink = {
	/** To hand on, told this once, where no e-mail can be sent; null: it went by e-mail, and only its reader has it. */
	readonly url: string | null;
};

/** Lets somebody else choose a new password by a link. Their second factor stays, and is asked for as before. */
export async function sendResetLink(
	ctx: Context,
	{ personId }: { readonly personId: string },
): Promise<Result<SentResetLink>> {
	const person = await ctx.db.people.find(personId);
	if (person === null) return failed({ code: "PERSON_NOT_FOUND" });
	if (personId === ctx.actor.id) return failed({ code: "INPUT_INVALID", detail: OWN });
	const { name, email, role } = person;
	const path = (await mayUsePassword(ctx, email)) ? await ctx.resetLinks.make(email) : null;
	if (path === null)
		return failed({ code: "INPUT_INVALID", detail: `${name} does not sign in by a password.` });
	const { publicUrl } = ctx.config;
	const mail = await ctx.notify.check({ kind: "email", to: email });
	const isMailed = mail.ok && publicUrl !== null;
	// Before anybody has the link: what is not written down does not exist.
	await ctx.db.audit.append({
		actor: ctx.actor,
		action: "person.reset-link-made",
		subject: `person:${personId}`,
		at: ctx.now(),
		details: { name, email, role, isMailed },
	});
	const url = publicUrl === null ? path : new URL(path, publicUrl).href;
	if (!isMailed) return ok({ url });
	const sent = await ctx.notify.send({ kind: "email", to: email }, mailOf(ctx, personId, url));
	return sent.ok ? ok({ url: null }) : sent;
}

const OWN = "Your own password you change under “Your account”.";

function mailOf({ actor, randomBytes, now }: Context, personId: string, url: string) {
	return {
		id: `reset-${personId}-${Buffer.from(randomBytes(12)).toString("base64url")}`,
		kind: "account" as const,
		title: "Choose a new password for Rolebridge",
		lines: [
			`${actor.name} sends you this link, so that you can choose a new password.`,
			"It works once, and for one hour. It ends every session of yours; a second factor stays.",
			"If you do not expect it, do nothing and ask them: your password stays as it is.",
		],
		url,
		at: now(),
		facts: null,
	};
}
