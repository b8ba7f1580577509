"use client";

import type { FieldValues } from "react-hook-form";
import { cn } from "#lib/cn.ts";
import { FieldFrame, type FieldText } from "./field-frame.tsx";
import { type TextInputOptions, useTextInput } from "./text-input.ts";

export type TextAreaFieldProps<Input extends FieldValues, Output> = TextInputOptions<Input, Output> &
	FieldText & {
		readonly rows?: number;
		readonly mono?: boolean;
		readonly placeholder?: string;
		readonly disabled?: boolean;
		readonly className?: string;
	};

export function TextAreaField<Input extends FieldValues, Output>({
	form,
	name,
	clean,
	label,
	hint,
	optional,
	rows = 3,
	mono = false,
	className,
	...rest
}: TextAreaFieldProps<Input, Output>) {
	const { id, error, attributes } = useTextInput({ form, name, clean });
	// Enter makes a new line here: cleaning waits until the field is left.
	const { onKeyDown: _, ...area } = attributes;
	return (
		<FieldFrame id={id} label={label} hint={hint} optional={optional} error={error} className={className}>
			<textarea
				{...rest}
				{...area}
				rows={rows}
				spellCheck={mono ? false : undefined}
				aria-required={!optional}
				className={cn("control block", mono && "mono whitespace-pre-wrap!")}
			/>
		</FieldFrame>
	);
}
