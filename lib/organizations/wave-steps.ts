import { atConsole } from "#lib/connectors/launch.ts";
import type { Context } from "#lib/context.ts";
import { administratorAccountId } from "#lib/domain/launch-link.ts";
import { type GuideStep, nextWaveGuide } from "#lib/domain/rollout/console-guide.ts";
import { ORGANIZATION_TEMPLATE_PARAMETERS } from "#lib/domain/rollout/organization-template.ts";
import { addUnitsCommands, updateOrganizationStackCommand } from "#lib/domain/rollout/stack-set-cli.ts";
import { begunUnits } from "#lib/domain/rollout/waves.ts";
import type { Rollout, RolloutLaunch } from "#lib/domain/rollout.ts";
import { stackConsoleUrl } from "#lib/domain/stack-update.ts";

/** What is done in AWS so that a wave's accounts get their role; plain data. */
export type WaveSteps = {
	/** Where the stack set is administered. */
	readonly administrator: { readonly accountId: string | null; readonly isDelegated: boolean };
	readonly how: WaveHow;
};
export type WaveHow =
	/** The one stack is updated: its units are a parameter of it. */
	| {
			readonly kind: "stack";
			readonly stackName: string;
			readonly region: string;
			/** The stacks of that name in the console; from there it is updated. */
			readonly url: string;
			/** The parameter OrganizationalUnitIds as it is then. */
			readonly units: readonly string[];
			readonly command: string;
	  }
	/** The stack set was made by itself: stacks are added to it. */
	| { readonly kind: "stack-set"; readonly guide: readonly GuideStep[]; readonly commands: readonly string[] }
	/** Files made anew have the wave's units. */
	| { readonly kind: "files" };

/**
 * How the wave that comes next begins, by the way that the launch took. Null: every wave has begun.
 *
 * @example waveSteps(ctx, rollout)?.how.kind // "stack"
 */
export function waveSteps(ctx: Context, rollout: Rollout): WaveSteps | null {
	const { launch } = rollout;
	if (launch === null) return null;
	const begun = Math.max(launch.wavesBegun, 1);
	const units = launch.waves[begun];
	if (units === undefined) return null;
	const administrator = {
		accountId: administratorAccountId(rollout),
		isDelegated: launch.delegatedAdministratorId !== null,
	};
	return { administrator, how: howOf(ctx, rollout, { ...launch, wavesBegun: begun + 1 }, units) };
}

/** @param launch with the wave begun */
function howOf(
	ctx: Context,
	{ partition }: Rollout,
	launch: RolloutLaunch,
	units: readonly string[],
): WaveHow {
	const { way, region, stackName } = launch;
	if (way === "terraform") return { kind: "files" };
	if (way !== "stack") {
		const guide = nextWaveGuide(partition, launch, units);
		return {
			kind: "stack-set",
			guide: guide.map((step) => ({ ...step, url: step.url === null ? null : atConsole(ctx, step.url) })),
			commands: addUnitsCommands(launch, units),
		};
	}
	const all = begunUnits(launch);
	return {
		...{ kind: "stack", stackName, region, units: all },
		url: atConsole(ctx, stackConsoleUrl({ partition, region, stackName, stackId: null })),
		command: updateOrganizationStackCommand(
			launch,
			{ OrganizationalUnitIds: all.join(",") },
			ORGANIZATION_TEMPLATE_PARAMETERS,
		),
	};
}
