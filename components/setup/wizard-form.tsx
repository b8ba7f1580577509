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
import type { ActionAnswer } from "./action-failure.ts";
import { useKeepDraft } from "./keep-draft.ts";
import type { DraftPlace } from "./leaving-draft.ts";
import { StepFailure } from "./step-failure.tsx";
import { stepOutcome } from "./submit-outcome.ts";

type Answer = ActionAnswer<{ readonly version: number }>;

export type WizardFormProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	/** Names the form: the step's title. */
	readonly label: string;
	/** Whose typing is kept. */
	readonly draft: DraftPlace;
	/** Of what is on the page. */
	readonly version: number;
	readonly backHref: string;
	/** Where "Save and exit" leads. */
	readonly exitHref: string;
	readonly save: (values: Output, version: number) => Promise<Answer>;
	readonly nextHref: (values: Output) => string;
	/** A field was refused: for what the step can say beyond the field's own message. */
	readonly onRefused?: ((failure: Failure, values: Output) => void) | undefined;
	readonly children: ReactNode;
};

/** The frame of a step's form: keeps the typing, saves on "Continue", and never loses what was typed. */
export function WizardForm<Input extends FieldValues, Output>(props: WizardFormProps<Input, Output>) {
	const { form, label, draft, backHref, exitHref, save, nextHref, onRefused, children } = props;
	const router = useRouter();
	const keep = useKeepDraft({ ...draft, form });
	// The version of what was filled in: a page that is refreshed under the form must not raise it.
	const version = useRef(props.version);
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
			if (await keep.keepNow()) router.push(exitHref);
			else setFailure("unreachable");
		});
	}

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: leaving any field inside keeps what is typed
		<div onBlur={keep.onBlur}>
			<Form form={form} label={label} onSubmit={onSubmit}>
				<FormError form={form} />
				{children}
				<StepFailure draft={draft} failure={failure} onGiveUp={keep.stop} />
				<StepFoot back={<LinkButton href={backHref}>Back</LinkButton>}>
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
