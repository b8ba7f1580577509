import type { ReactNode } from "react";
import { SavedLine } from "#components/setup/saved-line.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { StepLayout } from "#components/ui/step-layout.tsx";
import { Stepper } from "#components/ui/stepper.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import {
	canEnterPlatformStep,
	isPlatformStepDone,
	isPlatformStepSkipped,
	neighbourPlatformStep,
	PLATFORM_STEP_TITLES,
	PLATFORM_STEPS,
	type PlatformStep,
} from "#lib/domain/platform/platform-setup.ts";

type PlatformFrameProps = {
	readonly connector: Connector;
	readonly step: PlatformStep;
	readonly now: number;
	readonly subtitle: ReactNode;
	readonly aside?: ReactNode;
	readonly children: ReactNode;
};

/** Where one is in the set-up of a platform connector, the step itself, and beside it what it means. */
export function PlatformFrame({ connector, step, now, subtitle, aside, children }: PlatformFrameProps) {
	return (
		<StepLayout steps={<StepsSoFar connector={connector} step={step} now={now} />} aside={aside}>
			<PageHeader headingId="step-heading" title={PLATFORM_STEP_TITLES[step]} subtitle={subtitle} />
			{children}
		</StepLayout>
	);
}

function StepsSoFar({ connector, step, now }: Pick<PlatformFrameProps, "connector" | "step" | "now">) {
	const shown = PLATFORM_STEPS.filter((each) => !isPlatformStepSkipped(each, connector));
	const steps = shown.map((each) => ({
		label: PLATFORM_STEP_TITLES[each],
		state: stateOf(each, connector, step),
		...(canEnterPlatformStep(each, connector) && { href: platformStepHref(connector.id, each) }),
	}));
	return (
		<>
			<p className="mb-1 text-sm text-ink-2 max-lg:hidden">Platform connector</p>
			<Stepper label="Steps" steps={steps} />
			<div className="mt-1 flex flex-col gap-2 text-sm text-ink-2 lg:mt-4">
				{shown.length < PLATFORM_STEPS.length && (
					<p>No step “{PLATFORM_STEP_TITLES.delegate}”: with OIDC a delegate needs nothing of its own.</p>
				)}
				<SavedLine savedAt={connector.version > 1 ? connector.updatedAt.getTime() : null} now={now} />
			</div>
		</>
	);
}

function stateOf(each: PlatformStep, connector: Connector, now: PlatformStep): "now" | "done" | "todo" {
	if (each === now) return "now";
	// A later step is not done by having nothing to save: somebody has to come to it first.
	const isReached = canEnterPlatformStep(each, connector);
	return isReached && isPlatformStepDone(each, connector) ? "done" : "todo";
}

export function platformStepHref(connectorId: string, step: PlatformStep): string {
	return `/connectors/${connectorId}/setup/${step}`;
}

/** Where "Back" leads. */
export function backHref(connector: Connector, step: PlatformStep): string {
	const back = neighbourPlatformStep(step, connector, "previous");
	return back === null ? "/" : platformStepHref(connector.id, back);
}
