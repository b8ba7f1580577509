import { changeWayIn } from "#lib/account/change-way-in.ts";
import { endForGuessing } from "#lib/account/end-for-guessing.ts";
import type { Own } from "#lib/account/own.ts";
import type { Auth } from "#lib/auth/auth.ts";
import { type ChangePassword, changePassword } from "#lib/auth/change-password.ts";
import type { Context } from "#lib/context.ts";
import { ownProofFailure } from "#lib/domain/proof.ts";
import { failed, type Result } from "#lib/domain/result.ts";

type Change = Omit<ChangePassword, "sessionId" | "endForGuessing"> & { readonly own: Own };

/**
 * The present password proves who they are, and that alone only where there is no second factor: with one, the session
 * must have been proved by it a short while ago.
 */
export async function changeOwnPassword(
	ctx: Context,
	auth: Auth,
	{ own, ...change }: Change,
): Promise<Result<true>> {
	const stale = own.hasSecondFactor ? ownProofFailure(own, ctx.now()) : null;
	if (stale !== null) return failed({ code: stale });
	const { sessionId } = own;
	const end = () => endForGuessing(ctx, own);
	const changed = await changePassword(auth, { ...change, sessionId, endForGuessing: end });
	if (!changed.ok) return changed;
	await changeWayIn(ctx, {
		own,
		kind: "password-changed",
		act: async (waysIn) => {
			await waysIn.liftPasswordDuty(ctx.actor.id);
			return {};
		},
	});
	return changed;
}
