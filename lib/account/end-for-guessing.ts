import type { Context } from "#lib/context.ts";
import { changeWayIn } from "./change-way-in.ts";
import type { Own } from "./own.ts";

/** Ends the session that asks: somebody guesses in it who has it from somebody else. */
export async function endForGuessing(ctx: Context, own: Own): Promise<void> {
	await changeWayIn(ctx, {
		own,
		kind: "guessing-stopped",
		act: async (waysIn) => ((await waysIn.endSession(ctx.actor.id, own.sessionId)) ? {} : null),
	});
}
