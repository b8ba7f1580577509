"use client";

import { useId } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { ChevronIcon } from "#components/ui/icons.tsx";
import { useFieldError } from "./field-error.ts";
import { FieldFrame, type FieldText, messageId } from "./field-frame.tsx";
import type { ZodForm } from "./zod-form.ts";

export type SelectOption = { readonly value: string; readonly label: string; readonly disabled?: boolean };

export type SelectFieldProps<Input extends FieldValues, Output> = FieldText & {
	readonly form: ZodForm<Input, Output>;
	readonly name: FieldPath<Input>;
	readonly options: readonly SelectOption[];
	/** The first entry with the empty value: "Choose a region". */
	readonly placeholder?: string;
	readonly disabled?: boolean;
	readonly className?: string;
};

export function SelectField<Input extends FieldValues, Output>({
	form,
	name,
	label,
	hint,
	optional,
	options,
	placeholder,
	disabled,
	className,
}: SelectFieldProps<Input, Output>) {
	const id = useId();
	const error = useFieldError(form, name);
	return (
		<FieldFrame
			id={id}
			label={label}
			hint={hint}
			optional={optional}
			error={error}
			reserve={!optional}
			className={className}
		>
			<div className="relative">
				<select
					{...form.register(name)}
					id={id}
					disabled={disabled}
					aria-describedby={messageId(id)}
					aria-invalid={error !== undefined}
					className="control appearance-none pr-9"
				>
					{placeholder !== undefined && <option value="">{placeholder}</option>}
					{options.map((option) => (
						<option key={option.value} value={option.value} disabled={option.disabled}>
							{option.label}
						</option>
					))}
				</select>
				<ChevronIcon className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 rotate-90 text-ink-2" />
			</div>
		</FieldFrame>
	);
}
