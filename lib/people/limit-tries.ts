import type { Context } from "#lib/context.ts";

/** Thirty at once, then one in three seconds, for each address. Guessing is hopeless anyway; this keeps it cheap too. */
const TERMS = { base: 1 / 3, burst: 30, want: 1, leave: 0 };

/** Whether somebody without a session may try a link's secret now. */
export async function limitTries({ db, actor }: Context): Promise<boolean> {
	const { granted } = await db.budgets.take(`invitation:${actor.address ?? "unknown"}`, TERMS);
	return granted > 0;
}
