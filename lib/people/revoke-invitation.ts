import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** Takes an invitation back: its link opens nothing from now on. */
export async function revokeInvitation(ctx: Context, { id }: { readonly id: string }): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		const invitation = await tx.invitations.find(id);
		if (invitation === null || !(await tx.invitations.revoke(id, ctx.now()))) {
			return failed({ code: "INVITATION_NOT_VALID" });
		}
		await tx.audit.append({
			actor: ctx.actor,
			action: "invitation.revoked",
			subject: `invitation:${id}`,
			at: ctx.now(),
			details: { email: invitation.email },
		});
		return ok(true);
	});
}
