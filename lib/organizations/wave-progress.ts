import type { Context } from "#lib/context.ts";
import type { RolloutAccountRow } from "#lib/db/rollouts-port.ts";
import type { WaveProgress } from "#lib/domain/rollout/waves.ts";
import { COVERAGE_STAGES, type CoverageStage, type Rollout } from "#lib/domain/rollout.ts";
import { accountsOf } from "./all-accounts.ts";

/** How the accounts of the wave that began last stand, of everything that is stored. */
export async function lastWaveProgress(ctx: Context, { id, launch }: Rollout): Promise<WaveProgress> {
	const last = Math.max(launch?.wavesBegun ?? 0, 1) - 1;
	const progress = { expected: 0, deployed: 0, verified: 0, failing: 0 };
	for (const row of await accountsOf(ctx, id)) if (row.wave === last) count(progress, row);
	return progress;
}

function count(progress: Record<keyof WaveProgress, number>, { stage, problem }: RolloutAccountRow): void {
	if (!hasReached(stage, "expected")) return;
	progress.expected += 1;
	if (hasReached(stage, "deployed")) progress.deployed += 1;
	// What was verified and is in trouble now counts once: as trouble.
	if (problem !== null) progress.failing += 1;
	else if (hasReached(stage, "verified")) progress.verified += 1;
}

function hasReached(stage: CoverageStage | null, wanted: CoverageStage): boolean {
	return stage !== null && COVERAGE_STAGES.indexOf(stage) >= COVERAGE_STAGES.indexOf(wanted);
}
