"use client";

import { type ReactNode, useId } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { cn } from "#lib/cn.ts";
import { useFieldError } from "./field-error.ts";
import { FieldMessage, messageId } from "./field-frame.tsx";
import type { ZodForm } from "./zod-form.ts";

export type ChoiceGroupProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	/** The field whose error the group shows. */
	readonly name: FieldPath<Input>;
	readonly legend: string;
	/** The legend is already on the page as a heading: keep it for screen readers only. */
	readonly hideLegend?: boolean;
	readonly hint?: ReactNode;
	readonly children: ReactNode;
	readonly className?: string;
};

/** A question with several boxes or buttons as its answer; the error belongs to the question. */
export function ChoiceGroup<Input extends FieldValues, Output>({
	form,
	name,
	legend,
	hideLegend = false,
	hint,
	children,
	className,
}: ChoiceGroupProps<Input, Output>) {
	const id = useId();
	const error = useFieldError(form, name);
	return (
		<fieldset aria-describedby={messageId(id)} className={cn("min-w-0", className)}>
			<legend className={hideLegend ? "sr-only" : "mb-1.5 font-medium"}>{legend}</legend>
			{children}
			<FieldMessage id={id} label={legend} hint={hint} error={error} />
		</fieldset>
	);
}
