import type { Context } from "#lib/context.ts";
import type { StoredInvitation } from "#lib/db/invitations-port.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import { isUnlimited, type Role } from "#lib/domain/access.ts";
import { isInvitationOpen } from "#lib/domain/people.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { isSameText } from "#lib/domain/same-text.ts";

export type InvitationKey = { readonly id: string; readonly secret: string };

/** What the person who holds the link sees. */
export type InvitationView = {
	readonly email: string;
	readonly role: Role;
	readonly invitedBy: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
	/** False: people come in by single sign-on only. */
	readonly isPasswordAllowed: boolean;
};

/** No secret has this hash: an unknown id is compared with it, for as long as with any other. */
const NOTHING = "0".repeat(64);

/** What an invitation says; one answer for all that is not valid, so that nothing is learnt by trying. */
export async function openInvitation(ctx: Context, key: InvitationKey): Promise<Result<InvitationView>> {
	const invitation = await ctx.db.invitations.find(key.id);
	const inviter = await validInviter(ctx, ctx.db, invitation, key);
	if (invitation === null || inviter === null) return failed({ code: "INVITATION_NOT_VALID" });
	const { email, role, expiresAt } = invitation;
	const { isSsoOnly } = await ctx.db.signInSettings.get();
	return ok({
		...{ email, role, invitedBy: inviter.name },
		expiresAt: expiresAt.getTime(),
		isPasswordAllowed: !isSsoOnly,
	});
}

/** Whoever invited, where the invitation still holds: it ends with their own right to invite. */
export async function validInviter(
	ctx: Context,
	db: Pick<DbTransaction, "people">,
	invitation: StoredInvitation | null,
	{ secret }: InvitationKey,
): Promise<{ readonly name: string } | null> {
	// Hashed in any case, so that an unknown id takes as long as a known one.
	const isRight = isSameText(ctx.sha256Hex(secret), invitation?.secretHash ?? NOTHING);
	if (invitation === null || !isRight || !isInvitationOpen(invitation, ctx.now())) return null;
	const inviter = await db.people.find(invitation.invitedBy);
	const mayInvite = inviter?.role === "administrator" && isUnlimited(inviter.scope);
	return mayInvite ? inviter : null;
}
