import type { Context } from "#lib/context.ts";
import type { Db } from "#lib/db/port.ts";
import { type AuthEvent, isOfStranger } from "#lib/domain/auth-events.ts";
import { sendMail } from "./send-mail.ts";

/** Writes what happened to somebody's way in into the audit log, and tells the person by e-mail where it matters. */
export async function recordAuthEvent(ctx: Context, event: AuthEvent): Promise<void> {
	await appendAuthEvent(ctx, ctx.db, event);
	await tellOfAuthEvent(ctx, event);
}

/** The first half, for what happens in one transaction with its entry. */
export async function appendAuthEvent(
	ctx: Context,
	{ audit }: Pick<Db, "audit">,
	event: AuthEvent,
): Promise<void> {
	const { kind, person, details } = event;
	// What was typed where no account is found may be a password in the wrong field.
	const subject = person?.id ?? "unknown";
	const outcome = isOfStranger(event) ? "refused" : "done";
	await audit.append({
		...{ actor: ctx.actor, action: `account.${kind}`, subject },
		...{ at: ctx.now(), details, outcome },
	});
}

/** The second half, once it is certain. */
export async function tellOfAuthEvent(ctx: Context, { kind, person }: AuthEvent): Promise<void> {
	const told = TOLD[kind];
	if (told === undefined || person === null) return;
	const url = ctx.config.publicUrl === null ? null : `${ctx.config.publicUrl}/account`;
	const lines = [told.what, "If it was not you, tell an administrator of this installation at once."];
	await sendMail(ctx, { to: person.email, title: told.title, lines, url });
}

type Told = { readonly title: string; readonly what: string };

const TOLD: Readonly<Partial<Record<AuthEvent["kind"], Told>>> = {
	"password-changed": {
		title: "Your Rolebridge password was changed",
		what: "The password of your account was changed, and every other session of yours was ended.",
	},
	"password-reset": {
		title: "Your Rolebridge password was changed",
		what: "Somebody chose a new password for your account by a link from your mailbox. Every session was ended.",
	},
	"second-factor-added": {
		title: "An authenticator app was added to your Rolebridge account",
		what: "From now on Rolebridge asks for its code when you sign in.",
	},
	"second-factor-removed": {
		title: "The authenticator app was removed from your Rolebridge account",
		what: "Rolebridge no longer asks for its code when you sign in.",
	},
	"backup-codes-made": {
		title: "New backup codes for your Rolebridge account",
		what: "Ten new backup codes were made; the earlier ones no longer work.",
	},
	"guessing-stopped": {
		title: "Somebody guessed in a session of your Rolebridge account",
		what: "Five wrong passwords or codes were entered where you were signed in already. That session was ended.",
	},
	"passkey-added": {
		title: "A passkey was added to your Rolebridge account",
		what: "Whoever has the device and its screen lock can sign in with it.",
	},
	"passkey-removed": {
		title: "A passkey was removed from your Rolebridge account",
		what: "It no longer signs in to Rolebridge.",
	},
};
