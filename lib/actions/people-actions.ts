"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { signInNewcomer } from "#lib/auth/sign-in-newcomer.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { acceptInvitation } from "#lib/people/accept-invitation.ts";
import { changeAccess } from "#lib/people/change-access.ts";
import { invitationUrl } from "#lib/people/invitation-url.ts";
import { invite } from "#lib/people/invite.ts";
import { limitTries } from "#lib/people/limit-tries.ts";
import { mailInvitation } from "#lib/people/mail-invitation.ts";
import { type InvitationView, openInvitation } from "#lib/people/open-invitation.ts";
import { removePerson } from "#lib/people/remove-person.ts";
import { revokeInvitation } from "#lib/people/revoke-invitation.ts";
import { type SentResetLink, sendResetLink } from "#lib/people/send-reset-link.ts";
import {
	AcceptSchema,
	ChangeAccessSchema,
	InvitationIdSchema,
	InvitationKeySchema,
	InviteSchema,
	PersonIdSchema,
} from "#lib/schemas/people-schemas.ts";
import { passwordRules, webAuth } from "#lib/server-context.ts";
import { actionFor, openActionClient, strangerContext } from "./action-client.ts";

const PAGES = "/settings/people";

/** The answer holds the link: its secret is never told again. */
export const inviteAction = actionFor("inviteAction")
	.inputSchema(InviteSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const made = await invite(context, parsedInput);
		if (!made.ok) return made;
		const mailed = parsedInput.isMailed ? await mailInvitation(context, parsedInput, made.value) : null;
		revalidatePath(PAGES, "layout");
		return ok({
			url: invitationUrl(context.config.publicUrl, made.value),
			mailFailure: mailed === null || mailed.ok ? null : mailed.failure,
		});
	});

export const revokeInvitationAction = actionFor("revokeInvitationAction")
	.inputSchema(InvitationIdSchema)
	.action(async ({ parsedInput, ctx: { context } }): Promise<Result<true>> => {
		const revoked = await revokeInvitation(context, parsedInput);
		revalidatePath(PAGES, "layout");
		return revoked;
	});

export const changeAccessAction = actionFor("changeAccessAction")
	.inputSchema(ChangeAccessSchema)
	.action(async ({ parsedInput, ctx: { context } }): Promise<Result<true>> => {
		const changed = await changeAccess(context, parsedInput);
		if (changed.ok) revalidatePath("/", "layout");
		return changed;
	});

export const removePersonAction = actionFor("removePersonAction")
	.inputSchema(PersonIdSchema)
	.action(async ({ parsedInput, ctx: { context } }): Promise<Result<true>> => {
		const removed = await removePerson(context, parsedInput);
		if (removed.ok) revalidatePath(PAGES, "layout");
		return removed;
	});

/** The answer may hold the link: its secret is never told again. */
export const sendResetLinkAction = actionFor("sendResetLinkAction")
	.inputSchema(PersonIdSchema)
	.action(async ({ parsedInput, ctx: { context } }): Promise<Result<SentResetLink>> => {
		return sendResetLink(context, parsedInput);
	});

/** Public: the secret is what lets one in. */
export const openInvitationAction = openActionClient
	.inputSchema(InvitationKeySchema)
	.action(async ({ parsedInput }): Promise<Result<InvitationView>> => {
		const context = await strangerContext();
		if (!(await limitTries(context))) return failed({ code: "TOO_MANY_REQUESTS" });
		return openInvitation(context, parsedInput);
	});

/** Public as well; signs the newcomer in where the installation lets people in by password. */
export const acceptInvitationAction = openActionClient
	.inputSchema(AcceptSchema)
	.action(async ({ parsedInput }): Promise<Result<{ readonly isSignedIn: boolean }>> => {
		const context = await strangerContext();
		if (!(await limitTries(context))) return failed({ code: "TOO_MANY_REQUESTS" });
		const auth = await webAuth();
		const { password, ...rest } = parsedInput;
		const opened = await openInvitation(context, rest);
		if (!opened.ok) return opened;
		if (!opened.value.isPasswordAllowed) return failed({ code: "NOT_ALLOWED" });
		const wrong = await passwordRules.judge(password, { email: opened.value.email, name: rest.name });
		if (wrong !== null) return failed({ code: "INPUT_INVALID", field: "password", detail: wrong });
		const passwordHash = await (await auth.$context).password.hash(password);
		const accepted = await acceptInvitation(context, { ...rest, passwordHash });
		if (!accepted.ok) return accepted;
		const { email } = accepted.value;
		return ok({ isSignedIn: await signInNewcomer(auth, { email, password, headers: await headers() }) });
	});
