import type { Context } from "#lib/context.ts";
import type { WaveProgress } from "#lib/domain/rollout/waves.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

/**
 * How the accounts of the wave that began last stand, of everything that is stored. Null: the organization was never
 * read, so that a wave without accounts says nothing.
 */
export async function lastWaveProgress(
	ctx: Context,
	{ id, launch, reconciledAt }: Rollout,
): Promise<WaveProgress | null> {
	const last = Math.max(launch?.wavesBegun ?? 0, 1) - 1;
	const progress = await ctx.db.rollouts.waveProgress(id, last, ctx.now());
	return reconciledAt === null && progress.expected === 0 ? null : progress;
}
