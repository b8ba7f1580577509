import type { Context } from "#lib/context.ts";
import { stopOperation } from "#lib/operations/stop-operation.ts";
import { settleDrafts } from "./settle-drafts.ts";

const OPERATIONS = 1_000;
/** Each round settles a thousand; whom somebody saves at the same moment the next round settles. */
const ROUNDS = 20;

/** After its end a rollout registers nobody, and the connectors that it left unregistered ask their accounts no more. */
export async function settleEnded(ctx: Context, rolloutId: string): Promise<void> {
	for (const operationId of await ctx.db.operations.unfinished(OPERATIONS)) {
		const operation = await ctx.db.operations.find(operationId);
		if (operation?.kind === "register" && operation.input.rolloutId === rolloutId)
			await stopOperation(ctx, { operationId });
	}
	for (let round = 0; round < ROUNDS; round += 1) {
		if ((await settleDrafts(ctx, rolloutId)) === 0) return;
	}
}
