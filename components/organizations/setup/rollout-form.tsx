"use client";

import type { FieldValues } from "react-hook-form";
import type { ActionAnswer } from "#components/setup/action-failure.ts";
import { WizardForm, type WizardFormProps } from "#components/setup/wizard-form.tsx";
import type { RolloutStep } from "#lib/domain/rollout/steps.ts";

/** What the server gives every step's form. */
export type RolloutPlace = {
	readonly rolloutId: string;
	/** Of the rollout as it is on the page. */
	readonly version: number;
	readonly backHref: string;
};

/** The step's saving action, handed in by the server's part of the step. */
export type SaveRolloutStep<Part> = (
	input: { readonly rolloutId: string; readonly version: number } & Part,
) => Promise<ActionAnswer<{ readonly version: number }>>;

type RolloutFormProps<Input extends FieldValues, Output> = Pick<
	WizardFormProps<Input, Output>,
	"form" | "label" | "save" | "nextHref" | "children"
> & {
	readonly step: RolloutStep;
	readonly place: RolloutPlace;
};

/** The form of one step of a rollout's set-up. */
export function RolloutForm<Input extends FieldValues, Output>({
	step,
	place: { rolloutId, version, backHref },
	...rest
}: RolloutFormProps<Input, Output>) {
	return (
		<WizardForm
			{...rest}
			draft={{ rolloutId, step }}
			version={version}
			backHref={backHref}
			exitHref="/organizations"
		/>
	);
}
