import type { Context } from "#lib/context.ts";
import type { WayInRepository } from "#lib/db/ways-in-port.ts";
import type { AuthEvent } from "#lib/domain/auth-events.ts";
import type { Own } from "./own.ts";
import { appendAuthEvent, tellOfAuthEvent } from "./record-auth-event.ts";

type Change = {
	readonly own: Own;
	readonly kind: AuthEvent["kind"];
	/** What to write of it; null: there was nothing to change, so nothing is written. */
	readonly act: (waysIn: WayInRepository) => Promise<AuthEvent["details"] | null>;
};

/** Changes somebody's own way in and writes it down, both or neither; then tells them. False: nothing was changed. */
export async function changeWayIn(ctx: Context, { own, kind, act }: Change): Promise<boolean> {
	const event = await ctx.db.transaction(async (tx) => {
		const details = await act(tx.waysIn);
		if (details === null) return null;
		const { id, name, address } = ctx.actor;
		const done = { kind, person: { id, name, email: own.email }, address, details };
		await appendAuthEvent(ctx, tx, done);
		return done;
	});
	if (event !== null) await tellOfAuthEvent(ctx, event);
	return event !== null;
}
