import type { Context } from "#lib/context.ts";
import { networkOf } from "#lib/domain/network-of.ts";

/** A key's requests: 20 a second, and 120 at once after a pause. */
const KEY_TERMS = { base: 20, burst: 120 };
/** Refused keys from one address. Guessing 256 bits is hopeless; this keeps the trying cheap for us. */
const STRANGER_TERMS = { base: 1, burst: 60 };

/** Seconds to wait before the key's next request; null: it may go on. */
export async function takeTurn(ctx: Context): Promise<number | null> {
	return waitFor(ctx, `api:key:${ctx.actor.id}`, KEY_TERMS);
}

/** The same for whoever came with a key that is not accepted; networks share 4,096 buckets, so that these stay few. */
export async function takeStrangersTurn(ctx: Context, address: string | null): Promise<number | null> {
	const bucket = ctx.sha256Hex(networkOf(address)).slice(0, 3);
	return waitFor(ctx, `api:stranger:${bucket}`, STRANGER_TERMS);
}

async function waitFor(
	ctx: Context,
	key: string,
	terms: { readonly base: number; readonly burst: number },
): Promise<number | null> {
	const { granted, waitMs } = await ctx.db.budgets.take(key, { ...terms, want: 1, leave: 0 });
	return granted > 0 ? null : Math.max(1, Math.ceil(waitMs / 1_000));
}
