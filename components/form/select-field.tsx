"use client";

import { useCallback, useId, useRef } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { ChevronIcon } from "#components/ui/icons.tsx";
import { useFieldError } from "./field-error.ts";
import { FieldFrame, type FieldText, messageId } from "./field-frame.tsx";
import { useTypedBefore } from "./typed-before.ts";
import { textOf, useField } from "./use-field.ts";
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
	const field = useField(form, name);
	const value = textOf(field.value);
	const element = useRef<HTMLSelectElement>(null);
	const focusRef = field.ref;
	useTypedBefore(element, (found) => found.value !== value && field.change(found.value));
	const ref = useCallback(
		(found: HTMLSelectElement | null) => {
			element.current = found;
			focusRef(found);
		},
		[focusRef],
	);
	const isOffered =
		options.some((option) => option.value === value) || (placeholder !== undefined && value === "");
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
					ref={ref}
					id={id}
					name={field.name}
					value={value}
					onChange={(event) => field.change(event.currentTarget.value)}
					onBlur={field.onBlur}
					disabled={disabled}
					aria-describedby={messageId(id)}
					aria-invalid={error !== undefined}
					className="control appearance-none pr-9"
				>
					{/* What is not offered any more is still what is stored: another must not seem to be chosen. */}
					{!isOffered && (
						<option value={value} hidden>
							{value}
						</option>
					)}
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
