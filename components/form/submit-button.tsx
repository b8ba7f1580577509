"use client";

import type { ReactNode } from "react";
import { type FieldValues, useFormState } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import type { ButtonSize, ButtonTone } from "#components/ui/button-class.ts";
import { steadyPress } from "./steady-press.ts";
import { useScriptRuns } from "./use-script-runs.ts";
import type { ZodForm } from "./zod-form.ts";

export type SubmitButtonProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	readonly children: ReactNode;
	/** While the submit is under way: "Saving…". */
	readonly pendingLabel: string;
	/** Still under way after the submit: the next page is on its way. */
	readonly pending?: boolean;
	/** The id of the form element, where the button stands outside of it. */
	readonly formId?: string;
	readonly tone?: ButtonTone;
	readonly size?: ButtonSize;
	readonly className?: string;
};

export function SubmitButton<Input extends FieldValues, Output>({
	form,
	children,
	pendingLabel,
	pending = false,
	formId,
	tone = "primary",
	size,
	className,
}: SubmitButtonProps<Input, Output>) {
	const { isSubmitting } = useFormState({ control: form.control });
	const runs = useScriptRuns();
	return (
		<Button
			{...steadyPress}
			type="submit"
			form={formId}
			tone={tone}
			size={size}
			className={className}
			// Enter waits for it too: the browser itself would send the form, and the page with it.
			disabled={!runs}
			pending={isSubmitting || pending}
			pendingLabel={pendingLabel}
		>
			{children}
		</Button>
	);
}
