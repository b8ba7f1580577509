import type { Context } from "#lib/context.ts";
import { changeWayIn } from "./change-way-in.ts";
import type { Own } from "./own.ts";

/** Ends one of one's own sessions; one that is gone already, or somebody else's, is left as it is. */
export async function endOwnSession(ctx: Context, own: Own, sessionId: string): Promise<void> {
	await changeWayIn(ctx, {
		own,
		kind: "session-ended",
		act: async (waysIn) => ((await waysIn.endSession(ctx.actor.id, sessionId)) ? { count: 1 } : null),
	});
}

/** Ends every one but the session that asks; how many those were. */
export async function endOtherSessions(ctx: Context, own: Own): Promise<number> {
	let count = 0;
	await changeWayIn(ctx, {
		own,
		kind: "session-ended",
		act: async (waysIn) => {
			count = await waysIn.endOtherSessions(ctx.actor.id, own.sessionId);
			return count === 0 ? null : { count };
		},
	});
	return count;
}
