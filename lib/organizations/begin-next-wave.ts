import type { Context } from "#lib/context.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { type NextWave, nextWave } from "#lib/domain/rollout/waves.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { openRollout, type RolloutTarget, saveRollout } from "./open-rollout.ts";
import { lastWaveProgress } from "./wave-progress.ts";

type Input = RolloutTarget & {
	/** Somebody knows what stands against it and begins it all the same; the audit log says so. */
	readonly force?: boolean;
};

/**
 * Counts the next wave as begun, if the last one lets it or somebody insists. Whoever has the stack then gives it the
 * wave's units: until they do, its accounts are expected and have nothing.
 */
export async function beginNextWave(
	ctx: Context,
	{ force = false, ...target }: Input,
): Promise<Result<Rollout>> {
	const opened = await openRollout(ctx, target);
	if (!opened.ok) return opened;
	const { launch, launchedAt } = opened.value;
	if (launch === null || launchedAt === null) return failed({ code: "ROLLOUT_INCOMPLETE" });
	const next = nextWave(launch, await lastWaveProgress(ctx, opened.value));
	const wave = Math.max(launch.wavesBegun, 1);
	const units = launch.waves[wave];
	const against = next.kind === "may-begin" ? null : whyNot(next);
	if (units === undefined || (against !== null && !force))
		return failed({ code: "ROLLOUT_WAVE_STOPPED", detail: against ?? "" });
	return saveRollout(ctx, target, {
		edit: { launch: { ...launch, wavesBegun: wave + 1 } },
		action: "rollout.wave-begun",
		details: { wave: wave + 1, units, ...(against !== null && { forced: true, against }) },
		reconcile: "launched",
	});
}

function whyNot(next: Exclude<NextWave, { kind: "may-begin" }>): string {
	switch (next.kind) {
		case "none":
			return "Every wave has begun.";
		case "stopped":
			return `${Math.ceil(next.failingPercent)} % of the last wave's accounts fail; waves stop above ${next.limitPercent} %.`;
		case "too-early":
			return next.expected === 0
				? "Nobody has seen the last wave's accounts yet."
				: `${next.settled} of ${next.expected} accounts of the last wave are through.`;
		default:
			return next satisfies never;
	}
}
