import type { Context } from "#lib/context.ts";

/** Who has no right to what they ask for, from one address: 20 at once, then one in five seconds. */
const STRANGER_TERMS = { base: 0.2, burst: 20 };
/** The same for one link from everywhere. */
const GUESS_TERMS = { base: 0.2, burst: 50 };
/** What one link's holders do, together. */
const ACT_TERMS = { base: 0.5, burst: 30 };

/** What their open pages ask by themselves, each visible tab 0.6 times a second; apart, so that reading stops no act. */
const READ_TERMS = { base: 4, burst: 60 };
/** The pack's files are made anew for each asking. */
const FILE_TERMS = { base: 0.5, burst: 20 };

/**
 * Seconds until somebody from here may try again; null: they may. Guessing 256 bits is hopeless; this keeps the trying
 * cheap for us. Addresses share 65,536 buckets, so that these stay few.
 */
export async function takeStrangersTurn(ctx: Context, network: string): Promise<number | null> {
	return waitFor(ctx, `launch:from:${ctx.sha256Hex(network).slice(0, 4)}`, STRANGER_TERMS);
}

/**
 * Counts a wrong secret against the link it was tried on, whether there is such a link or not. Whoever has the right
 * one is not kept out by others' tries: it is asked for only after the secret was found wrong.
 */
export async function takeGuessersTurn(ctx: Context, linkId: string): Promise<number | null> {
	return waitFor(ctx, `launch:guess:${ctx.sha256Hex(linkId).slice(0, 3)}`, GUESS_TERMS);
}

export async function takeHoldersTurn(ctx: Context, linkId: string): Promise<number | null> {
	return waitFor(ctx, `launch:act:${ctx.sha256Hex(linkId).slice(0, 3)}`, ACT_TERMS);
}

export async function takeReadersTurn(ctx: Context, linkId: string): Promise<number | null> {
	return waitFor(ctx, `launch:read:${ctx.sha256Hex(linkId).slice(0, 4)}`, READ_TERMS);
}

export async function takeFilesTurn(ctx: Context, linkId: string): Promise<number | null> {
	return waitFor(ctx, `launch:file:${ctx.sha256Hex(linkId).slice(0, 4)}`, FILE_TERMS);
}

async function waitFor(
	ctx: Context,
	key: string,
	terms: { readonly base: number; readonly burst: number },
): Promise<number | null> {
	const { granted, waitMs } = await ctx.db.budgets.take(key, { ...terms, want: 1, leave: 0 });
	return granted > 0 ? null : Math.max(1, Math.ceil(waitMs / 1_000));
}
