"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState, useTransition } from "react";
import type { FieldValues } from "react-hook-form";
import { Form, type SubmitOutcome } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { steadyPress } from "#components/form/steady-press.ts";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StepFoot } from "#components/ui/step-layout.tsx";
import type { Failure } from "#lib/domain/failures.ts";
import { STEP_TITLES } from "#lib/domain/setup.ts";
import type { ActionAnswer } from "./action-failure.ts";
import { type DraftStep, useKeepDraft } from "./keep-draft.ts";
import { StepFailure } from "./step-failure.tsx";
import { stepOutcome } from "./submit-outcome.ts";

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

export type StepFormProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	readonly step: DraftStep;
	readonly place: StepPlace;
	readonly save: (values: Output, version: number) => Promise<ActionAnswer<{ readonly version: number }>>;
	readonly nextHref: (values: Output) => string;
	/** A field was refused: for what the step can say beyond the field's own message. */
	readonly onRefused?: (failure: Failure, values: Output) => void;
	readonly children: ReactNode;
};

/** The frame of a step's form: keeps the typing, saves on "Continue", and never loses what was typed. */
export function StepForm<Input extends FieldValues, Output>(props: StepFormProps<Input, Output>) {
	const { form, step, place, save, nextHref, onRefused, children } = props;
	const router = useRouter();
	const { connectorId } = place;
	const keep = useKeepDraft({ connectorId, step, form });
	// The version of what was filled in: a page that is refreshed under the form must not raise it.
	const version = useRef(place.version);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const [isGoing, startGoing] = useTransition();
	const [isLeaving, startLeaving] = useTransition();

	async function onSubmit(values: Output): Promise<SubmitOutcome> {
		setFailure(null);
		const outcome = await stepOutcome(() => save(values, version.current));
		if (outcome.kind === "step") {
			setFailure(outcome.failure);
			return undefined;
		}
		if (outcome.kind === "fields") {
			onRefused?.(outcome.failure, values);
			return outcome.outcome;
		}
		version.current = outcome.value.version;
		keep.stop();
		startGoing(() => router.push(nextHref(values)));
		return undefined;
	}

	function saveAndExit() {
		startLeaving(async () => {
			if (await keep.keepNow()) router.push("/");
			else setFailure("unreachable");
		});
	}

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: leaving any field inside keeps what is typed
		<div onBlur={keep.onBlur}>
			<Form form={form} label={STEP_TITLES[step]} onSubmit={onSubmit}>
				<FormError form={form} />
				{children}
				<StepFailure {...{ connectorId, step, failure }} onGiveUp={keep.stop} />
				<StepFoot back={<LinkButton href={place.backHref}>Back</LinkButton>}>
					<Button
						{...steadyPress}
						tone="quiet"
						pending={isLeaving}
						pendingLabel="Saving…"
						onClick={saveAndExit}
					>
						Save and exit
					</Button>
					<SubmitButton form={form} pending={isGoing} pendingLabel="Saving…">
						Continue
					</SubmitButton>
				</StepFoot>
			</Form>
		</div>
	);
}
