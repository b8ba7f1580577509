import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { TroubleKind } from "#lib/domain/incidents.ts";

type TroubleKey = {
	readonly kind: TroubleKind;
	/** verifier: a partition; sts: a region; harness: a Harness account's ref. */
	readonly subject: string;
};

/**
 * Something that many connectors rest on does not work. Said any number of times, by any number of workers, it is
 * one open incident; it is told once it was not taken back for half a minute.
 */
export async function reportTrouble(
	ctx: Context,
	trouble: TroubleKey & { readonly code: FailureCode },
): Promise<void> {
	const id = newId(ctx.randomBytes);
	await ctx.db.incidents.reportTrouble({ ...trouble, id, at: ctx.now() });
}

/** It works again. The incident ends when nobody reports the trouble anew within half a minute. */
export async function clearTrouble(ctx: Context, trouble: TroubleKey): Promise<void> {
	await ctx.db.incidents.clearTrouble({ ...trouble, at: ctx.now() });
}
