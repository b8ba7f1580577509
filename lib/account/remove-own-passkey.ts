import type { Context } from "#lib/context.ts";
import { ownProofFailure } from "#lib/domain/proof.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { changeWayIn } from "./change-way-in.ts";
import { mayDropFactor } from "./may-drop-factor.ts";
import type { Own } from "./own.ts";

export async function removeOwnPasskey(ctx: Context, own: Own, passkeyId: string): Promise<Result<true>> {
	const stale = ownProofFailure(own, ctx.now());
	if (stale !== null) return failed({ code: stale });
	const may = await mayDropFactor(ctx);
	if (!may.ok) return may;
	await changeWayIn(ctx, {
		own,
		kind: "passkey-removed",
		act: async (waysIn) => ((await waysIn.removePasskey(ctx.actor.id, passkeyId)) ? {} : null),
	});
	return ok(true);
}
