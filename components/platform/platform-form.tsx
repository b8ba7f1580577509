"use client";

import type { FieldValues } from "react-hook-form";
import type { StepPlace } from "#components/setup/step-form.tsx";
import { WizardForm, type WizardFormProps } from "#components/setup/wizard-form.tsx";
import { PLATFORM_STEP_TITLES, type PlatformStep } from "#lib/domain/platform/platform-setup.ts";

type PlatformFormProps<Input extends FieldValues, Output> = Pick<
	WizardFormProps<Input, Output>,
	"form" | "save" | "nextHref" | "onRefused" | "children"
> & {
	readonly step: Exclude<PlatformStep, "test">;
	readonly place: StepPlace;
};

/** The form of one step of a platform connector's set-up. */
export function PlatformForm<Input extends FieldValues, Output>({
	step,
	place: { connectorId, version, backHref },
	...rest
}: PlatformFormProps<Input, Output>) {
	return (
		<WizardForm
			{...rest}
			label={PLATFORM_STEP_TITLES[step]}
			draft={{ connectorId, step }}
			version={version}
			backHref={backHref}
			exitHref="/"
		/>
	);
}
