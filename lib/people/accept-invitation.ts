import { newId } from "#lib/connectors/new-id.ts";
import type { Actor, Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { tellAdministrators } from "#lib/trust/tell-administrators.ts";
import { type InvitationKey, validInviter } from "./open-invitation.ts";

export type AcceptInput = InvitationKey & { readonly name: string; readonly passwordHash: string };

/** Makes the account that an invitation promises, and ends the invitation, both or neither. */
export async function acceptInvitation(
	ctx: Context,
	{ name, passwordHash, ...key }: AcceptInput,
): Promise<Result<{ readonly email: string }>> {
	return ctx.db.transaction(async (tx) => {
		const invitation = await tx.invitations.lock(key.id);
		const inviter = await validInviter(ctx, tx, invitation, key);
		if (invitation === null || inviter === null) return failed({ code: "INVITATION_NOT_VALID" });
		const { email, role, scope } = invitation;
		const id = newId(ctx.randomBytes);
		const at = ctx.now();
		if (!(await tx.people.insert({ id, name, email, role, scope, createdAt: at, passwordHash }))) {
			return failed({ code: "PERSON_EXISTS" });
		}
		await tx.invitations.accept(key.id, at);
		const actor: Actor = { ...ctx.actor, kind: "person", id, name };
		const details = { email, role, scope, person: id, invitedBy: inviter.name };
		const event = { actor, action: "invitation.accepted", subject: `invitation:${key.id}`, at, details };
		await tx.audit.append(event);
		await tellAdministrators(ctx, tx, event);
		return ok({ email });
	});
}
