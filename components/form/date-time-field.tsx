"use client";

import type { FieldValues } from "react-hook-form";
import { FieldFrame, type FieldText } from "./field-frame.tsx";
import { type TextInputOptions, useTextInput } from "./text-input.ts";

export type DateTimeFieldProps<Input extends FieldValues, Output> = Omit<
	TextInputOptions<Input, Output>,
	"clean"
> &
	FieldText & { readonly className?: string };

/** A moment by the clock of whoever types it. */
export function DateTimeField<Input extends FieldValues, Output>({
	form,
	name,
	label,
	hint,
	optional,
	className,
}: DateTimeFieldProps<Input, Output>) {
	const { id, error, attributes } = useTextInput({ form, name });
	return (
		<FieldFrame
			id={id}
			label={label}
			hint={hint}
			optional={optional}
			error={error}
			reserve
			className={className}
		>
			<input {...attributes} type="datetime-local" required={!optional} className="control" />
		</FieldFrame>
	);
}
