import type { Context } from "#lib/context.ts";
import { partitionOfRegion } from "#lib/domain/partition.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { waveProblems } from "#lib/domain/rollout/waves.ts";
import type { Rollout, RolloutLaunch } from "#lib/domain/rollout.ts";
import { openRollout, type RolloutTarget, saveRollout } from "./open-rollout.ts";

type Input = RolloutTarget & {
	/** The way is told with the launch itself; waves that have begun are this server's to count. */
	readonly launch: Omit<RolloutLaunch, "way" | "wavesBegun">;
};

/** Step 3. What accounts already have by a launch stays; later waves and the stop may still be changed. */
export async function saveLaunchStep(ctx: Context, { launch, ...target }: Input): Promise<Result<Rollout>> {
	const opened = await openRollout(ctx, target);
	if (!opened.ok) return opened;
	const rollout = opened.value;
	if (rollout.features === null) return failed({ code: "ROLLOUT_INCOMPLETE" });
	const wanted: RolloutLaunch = {
		...launch,
		way: rollout.launch?.way ?? "stack",
		wavesBegun: rollout.launch?.wavesBegun ?? 0,
	};
	const fits = fitsRollout(rollout, wanted);
	if (!fits.ok) return fits;
	return saveRollout(ctx, target, {
		edit: { launch: wanted },
		action: "rollout.launch.saved",
		step: "launch",
		reconcile: "launched",
	});
}

function fitsRollout(rollout: Rollout, wanted: RolloutLaunch): Result<true> {
	const wrong = (field: string, detail: string) => failed({ code: "INPUT_INVALID" as const, field, detail });
	const { kind, partition, managementAccountId } = rollout;
	if (partitionOfRegion(wanted.region) !== partition) {
		return wrong("region", "This region belongs to another AWS partition than the accounts.");
	}
	const [problem] = kind === "organization" ? waveProblems(wanted.waves) : [];
	if (problem !== undefined) return wrong("waves", problem.message);
	if (kind === "list" && wanted.waves.length > 0) {
		return wrong("waves", "A list has no organizational units.");
	}
	if (wanted.delegatedAdministratorId !== null && wanted.delegatedAdministratorId === managementAccountId) {
		return wrong("delegatedAdministratorId", "This is the management account. Leave the field empty.");
	}
	const frozen = frozenField(rollout, wanted);
	if (frozen === null) return ok(true);
	const detail = "Stacks in AWS were made with it.";
	return failed({ code: "ROLLOUT_LAUNCHED", field: frozen, detail });
}

/** What stacks in AWS were made with, once it was launched; null: nothing of it is to change. */
function frozenField({ launchedAt, launch: before }: Rollout, after: RolloutLaunch): string | null {
	if (launchedAt === null || before === null) return null;
	for (const field of ["region", "stackName", "stackSetName", "delegatedAdministratorId"] as const) {
		if (before[field] !== after[field]) return field;
	}
	for (const field of ["roleName", "rolePath", "permissionsBoundaryArn"] as const) {
		if (before.role[field] !== after.role[field]) return field;
	}
	const begun = before.waves.slice(0, before.wavesBegun);
	return begun.every((wave, index) => isSame(wave, after.waves[index] ?? [])) ? null : "waves";
}

function isSame(wave: readonly string[], other: readonly string[]): boolean {
	return wave.length === other.length && wave.every((id) => other.includes(id));
}
