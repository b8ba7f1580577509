"use client";

import { type ReactNode, useId, useRef } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { cn } from "#lib/cn.ts";
import { ChoiceGroup } from "./choice-group.tsx";
import { useTypedBefore } from "./typed-before.ts";
import { useField } from "./use-field.ts";
import type { ZodForm } from "./zod-form.ts";

export type RadioOption = {
	readonly value: string;
	readonly label: string;
	readonly hint?: ReactNode;
	readonly disabled?: boolean;
};

export type RadioGroupFieldProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	readonly name: FieldPath<Input>;
	readonly label: string;
	readonly hint?: ReactNode;
	readonly options: readonly RadioOption[];
	/** Side by side where there is room: for short answers such as yes and no. */
	readonly inline?: boolean;
	readonly className?: string;
};

export function RadioGroupField<Input extends FieldValues, Output>({
	form,
	name,
	label,
	hint,
	options,
	inline = false,
	className,
}: RadioGroupFieldProps<Input, Output>) {
	const id = useId();
	const field = useField(form, name);
	const buttons = useRef<HTMLDivElement>(null);
	useTypedBefore(buttons, (found) => {
		const chosen = found.querySelector<HTMLInputElement>("input:checked");
		if (chosen !== null && chosen.value !== field.value) field.change(chosen.value);
	});
	return (
		<ChoiceGroup form={form} name={name} legend={label} hint={hint} className={className}>
			<div ref={buttons} className={cn("flex flex-col gap-2", inline && "sm:flex-row sm:gap-6")}>
				{options.map((option, index) => (
					<div key={option.value} className="flex min-h-6 items-start gap-2.5">
						<input
							ref={index === 0 ? field.ref : undefined}
							type="radio"
							id={`${id}-${option.value}`}
							name={field.name}
							value={option.value}
							checked={field.value === option.value}
							onChange={() => field.change(option.value)}
							onBlur={field.onBlur}
							disabled={option.disabled}
							aria-describedby={option.hint === undefined ? undefined : `${id}-${option.value}-hint`}
							className="mt-0.75 size-4 flex-none"
						/>
						<div className="min-w-0">
							<label htmlFor={`${id}-${option.value}`} className={option.disabled ? "text-ink-3" : undefined}>
								{option.label}
							</label>
							{option.hint !== undefined && (
								<div id={`${id}-${option.value}-hint`} className="text-sm text-ink-2">
									{option.hint}
								</div>
							)}
						</div>
					</div>
				))}
			</div>
		</ChoiceGroup>
	);
}
