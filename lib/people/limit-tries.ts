import type { Context } from "#lib/context.ts";
import { networkOf } from "#lib/domain/network-of.ts";

/** Thirty at once, then one in three seconds, from one place. Guessing is hopeless anyway; this keeps it cheap too. */
const TERMS = { base: 1 / 3, burst: 30, want: 1, leave: 0 };

/**
 * Whether somebody without a session may try a link's secret now. Networks share 65,536 buckets, so that whoever has
 * a whole IPv6 network neither gets a turn nor leaves a row for each of its addresses.
 */
export async function limitTries({ db, actor, sha256Hex }: Context): Promise<boolean> {
	const bucket = sha256Hex(networkOf(actor.address)).slice(0, 4);
	const { granted } = await db.budgets.take(`invitation:${bucket}`, TERMS);
	return granted > 0;
}
