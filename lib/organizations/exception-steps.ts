import { atConsole } from "#lib/connectors/launch.ts";
import type { Context } from "#lib/context.ts";
import { type GuideStep, overrideGuide } from "#lib/domain/rollout/console-guide.ts";
import { overrideSteps } from "#lib/domain/rollout/exceptions.ts";
import { overrideCommands } from "#lib/domain/rollout/stack-set-cli.ts";
import { begunUnits, unitChain } from "#lib/domain/rollout/waves.ts";
import type { FeatureException } from "#lib/domain/rollout.ts";
import { accountsOf } from "./all-accounts.ts";
import type { LaunchFacts } from "./launch-view.ts";

/** One exception as what is done about it once the stacks are there. */
export type ExceptionStep = {
	/** Its place in step 2, from 1. */
	readonly number: number;
	readonly match: FeatureException["match"];
	/** Null: every account of a unit. */
	readonly accountCount: number | null;
	readonly commands: readonly string[];
	readonly guide: readonly GuideStep[];
};

/** The steps that give exceptions their own values, in the order to take them. By a tag only known accounts count. */
export async function exceptionSteps(
	ctx: Context,
	{ rollout, features, launch, input }: LaunchFacts,
): Promise<readonly ExceptionStep[]> {
	if (features.exceptions.length === 0) return [];
	const units = new Map((await ctx.db.rollouts.units(rollout.id)).map((unit) => [unit.id, unit]));
	const rows = await accountsOf(ctx, rollout.id);
	const members = rows
		.filter(({ isManagement }) => !isManagement)
		.map((row) => ({ ...row, chain: unitChain(units, row.unitId) }));
	return overrideSteps(input, members).map(({ index, match, target, overrides }) => {
		const accountIds = target.kind === "accounts" ? target.accountIds : [];
		const targets = {
			units: target.kind === "unit" ? [target.unitId] : begunUnits(launch),
			accountIds,
		};
		return {
			number: index + 1,
			match,
			accountCount: target.kind === "accounts" ? accountIds.length : null,
			commands: overrideCommands(launch, target, overrides),
			guide: overrideGuide(rollout.partition, launch, targets, overrides).map((step) => ({
				...step,
				url: step.url === null ? null : atConsole(ctx, step.url),
			})),
		};
	});
}
