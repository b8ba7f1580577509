import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { Role, Scope } from "#lib/domain/access.ts";
import { INVITATION_DAYS } from "#lib/domain/people.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

export type InviteInput = {
	/** In lower case. */
	readonly email: string;
	readonly access: { readonly role: Role; readonly scope: Scope };
};
/** The secret is told this once: only its hash is kept. */
export type NewInvitationLink = { readonly id: string; readonly secret: string; readonly expiresAt: Date };

/** Invites somebody to sign up. An older invitation of the same address ends: the newest one counts. */
export async function invite(
	ctx: Context,
	{ email, access }: InviteInput,
): Promise<Result<NewInvitationLink>> {
	const id = newId(ctx.randomBytes);
	const secret = Buffer.from(ctx.randomBytes(32)).toString("base64url");
	const createdAt = ctx.now();
	const expiresAt = new Date(createdAt.getTime() + INVITATION_DAYS * DAY_MS);
	return ctx.db.transaction(async (tx) => {
		if ((await tx.people.findByEmail(email)) !== null)
			return failed({ code: "PERSON_EXISTS", field: "email" });
		const replaced = await tx.invitations.revokeOpen(email, createdAt);
		await tx.invitations.insert({
			...{ id, email, ...access, createdAt, expiresAt },
			secretHash: ctx.sha256Hex(secret),
			invitedBy: ctx.actor.id,
		});
		await tx.audit.append({
			actor: ctx.actor,
			action: "invitation.created",
			subject: `invitation:${id}`,
			at: createdAt,
			details: { email, ...access, replaced },
		});
		return ok({ id, secret, expiresAt });
	});
}
