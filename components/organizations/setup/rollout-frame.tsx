import type { ReactNode } from "react";
import { CloseRollout } from "#components/organizations/close-rollout.tsx";
import { SavedLine } from "#components/setup/saved-line.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { StepLayout } from "#components/ui/step-layout.tsx";
import { Stepper } from "#components/ui/stepper.tsx";
import {
	canEnterRolloutStep,
	isRolloutStepDone,
	ROLLOUT_STEPS,
	type RolloutStep,
	rolloutStepTitle,
} from "#lib/domain/rollout/steps.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

export type RolloutFrameProps = {
	readonly rollout: Rollout;
	readonly step: RolloutStep;
	readonly now: number;
	readonly subtitle: ReactNode;
	readonly aside?: ReactNode;
	readonly children: ReactNode;
};

/** Where one is in the set-up, the step itself, and beside it what it means. */
export function RolloutFrame({ rollout, step, now, subtitle, aside, children }: RolloutFrameProps) {
	return (
		<StepLayout steps={<StepsSoFar rollout={rollout} step={step} now={now} />} aside={aside}>
			<PageHeader headingId="step-heading" title={rolloutStepTitle(step, rollout)} subtitle={subtitle} />
			{children}
		</StepLayout>
	);
}

function StepsSoFar({ rollout, step, now }: Pick<RolloutFrameProps, "rollout" | "step" | "now">) {
	const steps = ROLLOUT_STEPS.map((each) => ({
		label: rolloutStepTitle(each, rollout),
		state: stateOf(each, step, rollout),
		...(canEnterRolloutStep(each, rollout) && { href: stepHref(rollout.id, each) }),
	}));
	return (
		<>
			<p className="mb-1 text-sm text-ink-2 max-lg:hidden">
				{rollout.kind === "list" ? "Connect a list of accounts" : "Connect an organization"}
			</p>
			<Stepper label="Steps" steps={steps} />
			<div className="mt-1 text-sm text-ink-2 lg:mt-4">
				<SavedLine savedAt={rollout.version > 1 ? rollout.updatedAt.getTime() : null} now={now} />
				<div className="mt-1 -ml-2.5">
					<CloseRollout
						rolloutId={rollout.id}
						version={rollout.version}
						name={rollout.name}
						isLaunched={rollout.launchedAt !== null}
					/>
				</div>
			</div>
		</>
	);
}

function stateOf(each: RolloutStep, now: RolloutStep, rollout: Rollout): "now" | "done" | "todo" {
	if (each === now) return "now";
	return isRolloutStepDone(each, rollout) ? "done" : "todo";
}

export function stepHref(rolloutId: string, step: RolloutStep): string {
	return `/organizations/${rolloutId}/setup/${step}`;
}
