import type { Context } from "#lib/context.ts";
import { INVITATION_DAYS, ROLE_INFO } from "#lib/domain/people.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { invitationUrl } from "./invitation-url.ts";
import type { InviteInput, NewInvitationLink } from "./invite.ts";

/** Sends the link to whom it is for. Once, and now: the secret is not kept, so no later job could. */
export async function mailInvitation(
	ctx: Context,
	{ email, access }: InviteInput,
	link: NewInvitationLink,
): Promise<Result<{ readonly status: string }>> {
	const { publicUrl } = ctx.config;
	if (publicUrl === null) {
		const detail = "ROLEBRIDGE_URL is not set, so an e-mail could not say where to go.";
		return failed({ code: "NOTIFY_MAIL_NOT_CONFIGURED", detail });
	}
	const { label, summary } = ROLE_INFO[access.role];
	return ctx.notify.send(
		{ kind: "email", to: email },
		{
			id: `invitation-${link.id}`,
			kind: "account",
			title: `${ctx.actor.name} invites you to Rolebridge`,
			lines: [
				`You are invited as ${label.toLowerCase()}. ${summary}`,
				`The link works once, for ${INVITATION_DAYS} days. Who did not expect it need not do anything.`,
			],
			url: invitationUrl(publicUrl, link),
			at: ctx.now(),
			facts: null,
		},
	);
}
