import type { Rollout } from "../rollout.ts";

/** The rollout wizard's steps in order. */
export const ROLLOUT_STEPS = ["organization", "features", "launch"] as const;
export type RolloutStep = (typeof ROLLOUT_STEPS)[number];

type Kind = Pick<Rollout, "kind">;
type Progress = Pick<
	Rollout,
	"kind" | "version" | "status" | "managementAccountId" | "features" | "launchedAt"
>;

/** The title of a step: a list of accounts is no organization. */
export function rolloutStepTitle(step: RolloutStep, { kind }: Kind): string {
	switch (step) {
		case "organization":
			return kind === "organization" ? "Organization" : "Accounts";
		case "features":
			return "Features";
		case "launch":
			return "Launch";
		default:
			return step satisfies never;
	}
}

/** Whether what the step asks for has been saved. */
export function isRolloutStepDone(step: RolloutStep, rollout: Progress): boolean {
	switch (step) {
		case "organization":
			// Nothing but this step can be saved first, and each save counts the version up.
			return rollout.kind === "list" ? rollout.version > 1 : rollout.managementAccountId !== null;
		case "features":
			return rollout.features !== null;
		case "launch":
			return rollout.launchedAt !== null;
		default:
			return step satisfies never;
	}
}

/** A step may be entered when every step before it is done. What has ended has no set-up. */
export function canEnterRolloutStep(step: RolloutStep, rollout: Progress): boolean {
	if (rollout.status === "ended") return false;
	return ROLLOUT_STEPS.slice(0, ROLLOUT_STEPS.indexOf(step)).every((earlier) =>
		isRolloutStepDone(earlier, rollout),
	);
}

/** Where to go on: the first step that is not done, else the last. */
export function firstOpenRolloutStep(rollout: Progress): RolloutStep {
	return ROLLOUT_STEPS.find((step) => !isRolloutStepDone(step, rollout)) ?? "launch";
}
