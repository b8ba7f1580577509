import type { ReactNode } from "react";
import { PageHeader } from "#components/ui/page-header.tsx";
import { StepLayout } from "#components/ui/step-layout.tsx";
import { Stepper } from "#components/ui/stepper.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import { canEnter, isDone, isSkipped, STEP_TITLES, STEPS, type Step } from "#lib/domain/setup.ts";
import { SavedLine } from "./saved-line.tsx";

export type StepFrameProps = {
	readonly connector: Connector;
	readonly step: Step;
	readonly now: number;
	readonly subtitle: ReactNode;
	readonly actions?: ReactNode;
	readonly aside?: ReactNode;
	readonly children: ReactNode;
};

/** Where one is in the set-up, the step itself, and beside it what it means. */
export function StepFrame({ connector, step, now, subtitle, actions, aside, children }: StepFrameProps) {
	return (
		<StepLayout steps={<StepsSoFar connector={connector} step={step} now={now} />} aside={aside}>
			<PageHeader headingId="step-heading" title={STEP_TITLES[step]} subtitle={subtitle} actions={actions} />
			{children}
		</StepLayout>
	);
}

function StepsSoFar({ connector, step, now }: Pick<StepFrameProps, "connector" | "step" | "now">) {
	const skipped = STEPS.filter((each) => isSkipped(each, connector));
	const steps = STEPS.filter((each) => !skipped.includes(each)).map((each) => ({
		label: STEP_TITLES[each],
		state: each === step ? ("now" as const) : isDone(each, connector) ? ("done" as const) : ("todo" as const),
		...(canEnter(each, connector) && { href: `/connectors/${connector.id}/setup/${each}` }),
	}));
	return (
		<>
			<p className="mb-1 text-sm text-ink-2 max-lg:hidden">Connect an AWS account</p>
			<Stepper label="Steps" steps={steps} />
			<div className="mt-1 flex flex-col gap-2 text-sm text-ink-2 lg:mt-4">
				{skipped.map((each) => (
					<p key={each}>
						No step “{STEP_TITLES[each]}”: Harness reads no cost reports of AWS GovCloud accounts.
					</p>
				))}
				<SavedLine savedAt={connector.version > 1 ? connector.updatedAt.getTime() : null} now={now} />
			</div>
		</>
	);
}
