import type { Context } from "#lib/context.ts";
import type { ProblemGroup, UnitCoverage } from "#lib/db/rollouts-port.ts";
import type { WaveProgress } from "#lib/domain/rollout/waves.ts";
import type { Coverage, Rollout } from "#lib/domain/rollout.ts";
import { lastWaveProgress } from "#lib/organizations/wave-progress.ts";
import { remembered } from "./remembered.ts";

/** Of a large organization, what is counted over all accounts is counted once for everybody who looks within so long. */
const AGE_MS = 3_000;
/** A smaller one is counted each time. */
const REMEMBERED_FROM = 1_000;
const NOTHING = { expected: 0, deployed: 0, answering: 0, verified: 0, registered: 0, healthy: 0 };

type Counted = { readonly total: Coverage; readonly units: readonly UnitCoverage[] };
type Which = Pick<Rollout, "id" | "status">;

/** How many accounts have come how far; before the launch none is expected. */
export async function readCoverage(ctx: Context, { id, status }: Which): Promise<Counted> {
	if (status === "draft") return { total: NOTHING, units: [] };
	const read = () => ctx.db.rollouts.coverage(id, ctx.now());
	return remembered(ctx, `rollout-coverage ${id}`, AGE_MS, read, isLarge);
}

/** The same with what stands in the way. */
export async function readStanding(
	ctx: Context,
	rollout: Which,
): Promise<Counted & { readonly problems: readonly ProblemGroup[] }> {
	const read = async () => {
		const [counted, problems] = await Promise.all([
			readCoverage(ctx, rollout),
			ctx.db.rollouts.problems(rollout.id, ctx.now()),
		]);
		return { ...counted, problems };
	};
	return remembered(ctx, `rollout-standing ${rollout.id}`, AGE_MS, read, isLarge);
}

/** How the wave that began last stands. */
export async function readWaveProgress(ctx: Context, rollout: Rollout): Promise<WaveProgress | null> {
	const key = `rollout-wave ${rollout.id} ${rollout.version}`;
	const isLargeWave = (progress: WaveProgress | null) => (progress?.expected ?? 0) >= REMEMBERED_FROM;
	return remembered(ctx, key, AGE_MS, () => lastWaveProgress(ctx, rollout), isLargeWave);
}

function isLarge({ total }: Counted): boolean {
	return total.expected >= REMEMBERED_FROM;
}
