import type { Coverage, OrganizationUnit, RolloutLaunch } from "../rollout.ts";

/** AWS takes at most so many units in one operation of a stack set; a root stands for all of them. */
export const WAVE_UNIT_LIMIT = 50;

/**
 * A root's or unit's own id, then its parents' up to the root: what has a say about an account in it. Empty for
 * null; an id that is not among the units stands alone. A circle, which AWS does not make, ends the walk.
 *
 * @example unitChain(units, "ou-ab12-34cd56ef") // ["ou-ab12-34cd56ef", "ou-ab12-11111111", "r-ab12"]
 */
export function unitChain(
	units: ReadonlyMap<string, Pick<OrganizationUnit, "parentId">>,
	unitId: string | null,
): readonly string[] {
	const chain: string[] = [];
	for (let id = unitId; id !== null && !chain.includes(id); id = units.get(id)?.parentId ?? null)
		chain.push(id);
	return chain;
}

/**
 * The wave that covers an account, from 0: the first that names its unit or one above it. Null: none does, or it is
 * the management account, which no service-managed stack set covers.
 *
 * @param chain of `unitChain`
 * @example waveOf([["ou-ab12-11111111"], ["r-ab12"]], { chain: ["ou-ab12-22222222", "r-ab12"], isManagement: false }) // 1
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export function waveOf(
	waves: RolloutLaunch["waves"],
	account: { readonly chain: readonly string[]; readonly isManagement: boolean },
): number | null {
	if (account.isManagement) return null;
	const wave = waves.findIndex((units) => units.some((unit) => account.chain.includes(unit)));
	return wave < 0 ? null : wave;
}

/** The units of every wave that has begun, each once; the first has as soon as it is launched. */
export function begunUnits({
	waves,
	wavesBegun,
}: Pick<RolloutLaunch, "waves" | "wavesBegun">): readonly string[] {
	return [...new Set(waves.slice(0, Math.max(wavesBegun, 1)).flat())];
}

/** How the accounts of the wave that began last stand. */
export type WaveProgress = Pick<Coverage, "expected" | "deployed" | "verified"> & {
	/** Accounts with a problem: their stack failed, or their role does not hold. */
	readonly failing: number;
};
export type NextWave =
	| { readonly kind: "may-begin"; readonly wave: number; readonly units: readonly string[] }
	/** Its predecessor fails too often; the limit is in percent, as the launch step has it. */
	| { readonly kind: "stopped"; readonly failingPercent: number; readonly limitPercent: number }
	/** Its predecessor is not through: nothing can be said of it yet. */
	| { readonly kind: "too-early"; readonly settled: number; readonly expected: number }
	/** Every wave has begun. */
	| { readonly kind: "none" };

/**
 * Whether the next wave may begin: once every account of the last one is verified or fails, and no greater share of
 * them fails than was said. A wave without accounts stops nothing. At exactly the limit it may.
 *
 * @param last null: nobody has seen its accounts yet, so nothing can be said of them
 * @example nextWave({ waves: [["r-ab12"]], wavesBegun: 1, stopAtFailingPercent: 5 }, last) // { kind: "none" }
 */
export function nextWave(
	launch: Pick<RolloutLaunch, "waves" | "wavesBegun" | "stopAtFailingPercent">,
	last: WaveProgress | null,
): NextWave {
	const wave = Math.max(launch.wavesBegun, 1);
	const units = launch.waves[wave];
	if (units === undefined) return { kind: "none" };
	if (last === null) return { kind: "too-early", settled: 0, expected: 0 };
	const settled = Math.min(last.verified + last.failing, last.expected);
	// The share can only grow: a wave that fails too often already need not be waited for.
	const failingPercent = last.expected === 0 ? 0 : (last.failing / last.expected) * 100;
	if (failingPercent > launch.stopAtFailingPercent) {
		return { kind: "stopped", failingPercent, limitPercent: launch.stopAtFailingPercent };
	}
	if (settled < last.expected) return { kind: "too-early", settled, expected: last.expected };
	return { kind: "may-begin", wave, units };
}

export type WaveProblem = {
	readonly kind: "no-units" | "too-many-units" | "never-covers";
	readonly wave: number;
	readonly message: string;
};

/**
 * What is wrong with waves before they are saved: each needs units, at most as many as AWS takes at once, and none
 * that an earlier wave names already.
 *
 * @example waveProblems([["r-ab12"], ["r-ab12"]])[0]?.kind // "never-covers"
 */
export function waveProblems(waves: RolloutLaunch["waves"]): readonly WaveProblem[] {
	if (waves.length === 0)
		return [problem("no-units", 0, "Choose at least one unit, or the whole organization.")];
	return waves.flatMap((units, wave) => {
		const number = wave + 1;
		if (units.length === 0) return [problem("no-units", wave, `Wave ${number} names no unit.`)];
		if (units.length > WAVE_UNIT_LIMIT) {
			const message = `Wave ${number} names ${units.length} units. AWS takes ${WAVE_UNIT_LIMIT} at once: choose a unit above them, or make another wave.`;
			return [problem("too-many-units", wave, message)];
		}
		const earlier = new Set(waves.slice(0, wave).flat());
		const again = units.find((unit) => earlier.has(unit));
		if (again === undefined) return [];
		return [problem("never-covers", wave, `Wave ${number} names ${again}, which an earlier wave covers.`)];
	});
}

function problem(kind: WaveProblem["kind"], wave: number, message: string): WaveProblem {
	return { kind, wave, message };
}
