"use client";

import type { FieldValues } from "react-hook-form";
import { STEP_TITLES, type Step } from "#lib/domain/setup.ts";
import type { ActionAnswer } from "./action-failure.ts";
import type { DraftStep } from "./keep-draft.ts";
import { WizardForm, type WizardFormProps } from "./wizard-form.tsx";

/** What the server gives every step's form. */
export type StepPlace = {
	readonly connectorId: string;
	/** Of the connector as it is on the page. */
	readonly version: number;
	readonly backHref: string;
};

/** The step's saving action, handed in by the server's part of the step. */
export type SaveStep<Part> = (
	input: { readonly connectorId: string; readonly version: number } & Part,
) => Promise<ActionAnswer<{ readonly version: number }>>;

export type StepFormProps<Input extends FieldValues, Output> = Pick<
	WizardFormProps<Input, Output>,
	"form" | "save" | "nextHref" | "onRefused" | "children"
> & {
	readonly step: Extract<DraftStep, Step>;
	readonly place: StepPlace;
};

/** The form of one step of a connector's set-up. */
export function StepForm<Input extends FieldValues, Output>({
	step,
	place: { connectorId, version, backHref },
	...rest
}: StepFormProps<Input, Output>) {
	return (
		<WizardForm
			{...rest}
			label={STEP_TITLES[step]}
			draft={{ connectorId, step }}
			version={version}
			backHref={backHref}
			exitHref="/"
		/>
	);
}
