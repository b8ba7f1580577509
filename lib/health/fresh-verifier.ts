import type { Context } from "#lib/context.ts";
import type { VerifierStatus } from "#lib/db/port.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { verifyOurselves } from "./verify-ourselves.ts";

const VERIFIER_FRESH_MS = 60_000;

/** Our own side first; a status older than a minute is refreshed before anybody is judged by it. */
export async function freshVerifier(
	ctx: Context,
	partition: Partition,
	signal: AbortSignal,
): Promise<VerifierStatus | null> {
	const known = await ctx.db.verifiers.find(partition);
	const ageMs =
		known === null ? Number.POSITIVE_INFINITY : ctx.now().getTime() - known.result.checkedAt.getTime();
	if (ageMs >= 0 && ageMs <= VERIFIER_FRESH_MS) return known;
	const [fresh] = await verifyOurselves(ctx, { partition, signal });
	return fresh ?? null;
}
