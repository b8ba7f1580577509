import type { Context } from "#lib/context.ts";
import type { ProblemGroup } from "#lib/db/rollouts-port.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { type NextWave, nextWave } from "#lib/domain/rollout/waves.ts";
import type { Coverage, Rollout, RolloutChangeKind, SeenStackSet } from "#lib/domain/rollout.ts";
import { type WaveSteps, waveSteps } from "#lib/organizations/wave-steps.ts";
import { readStanding, readWaveProgress } from "./rollout-standing.ts";

/** How a rollout stands; plain data, times in milliseconds since 1970. */
export type RolloutWatchView = {
	readonly now: number;
	readonly version: number;
	readonly status: Rollout["status"];
	readonly coverage: Coverage;
	readonly units: readonly UnitRow[];
	/** So many more units than are shown. */
	readonly moreUnits: number;
	readonly problems: readonly ProblemGroup[];
	readonly changes: readonly ChangeRow[];
	readonly reading: ReadingView;
	readonly stackSet: SeenStackSet | null;
	readonly waves: WavesView | null;
};
export type UnitRow = {
	/** Null: accounts of which no unit is known. */
	readonly id: string | null;
	readonly path: string;
	readonly coverage: Coverage;
	readonly problems: number;
};
export type ChangeRow = {
	readonly accountId: string;
	readonly kind: RolloutChangeKind;
	readonly details: Readonly<Record<string, string>>;
	readonly at: number;
	readonly index: string;
};
/** What is known of the looks at AWS. */
export type ReadingView = {
	readonly isRead: boolean;
	readonly readerFoundAt: number | null;
	readonly reconciledAt: number | null;
	readonly failure: { readonly code: FailureCode; readonly detail: string } | null;
};
export type WavesView = {
	readonly begun: number;
	readonly total: number;
	readonly next: NextWave;
	/** How the next one begins in AWS; null: every wave has begun. */
	readonly steps: WaveSteps | null;
};

const UNITS_SHOWN = 100;
const CHANGES_SHOWN = 20;

/** From the database only; the worker reads AWS. */
export async function readRolloutWatch(ctx: Context, rollout: Rollout): Promise<RolloutWatchView> {
	const now = ctx.now();
	const [{ total, units, problems }, changes, waves] = await Promise.all([
		readStanding(ctx, rollout),
		ctx.db.rollouts.changes(rollout.id, { limit: CHANGES_SHOWN }),
		readWaves(ctx, rollout),
	]);
	const rows = units.map(({ unit, coverage, problems: count }) => ({
		id: unit?.id ?? null,
		path: unit?.path ?? "",
		coverage,
		problems: count,
	}));
	return {
		now: now.getTime(),
		version: rollout.version,
		status: rollout.status,
		coverage: total,
		units: rows.slice(0, UNITS_SHOWN),
		moreUnits: Math.max(0, rows.length - UNITS_SHOWN),
		problems,
		changes: changes.map((change) => ({ ...change, at: change.at.getTime() })),
		reading: {
			isRead: rollout.kind === "organization",
			readerFoundAt: rollout.readerFoundAt?.getTime() ?? null,
			reconciledAt: rollout.reconciledAt?.getTime() ?? null,
			failure: rollout.reconcileFailure,
		},
		stackSet: rollout.stackSet,
		waves,
	};
}

/** Null: there is one wave only, or none has begun. */
async function readWaves(ctx: Context, rollout: Rollout): Promise<WavesView | null> {
	const { launch, launchedAt } = rollout;
	if (launch === null || launchedAt === null || launch.waves.length < 2) return null;
	const begun = Math.max(1, launch.wavesBegun);
	const next: NextWave =
		begun >= launch.waves.length ? { kind: "none" } : nextWave(launch, await readWaveProgress(ctx, rollout));
	return { begun, total: launch.waves.length, next, steps: waveSteps(ctx, rollout) };
}
