"use client";

import type { HTMLInputAutoCompleteAttribute } from "react";
import type { FieldValues } from "react-hook-form";
import { cn } from "#lib/cn.ts";
import { FieldFrame, type FieldText } from "./field-frame.tsx";
import { type TextInputOptions, useTextInput } from "./text-input.ts";

export type TextFieldProps<Input extends FieldValues, Output> = TextInputOptions<Input, Output> &
	FieldText & {
		readonly type?: "text" | "email" | "password" | "url" | "search" | "date";
		/** Digits only: the phone shows its number keys. */
		readonly numeric?: boolean;
		/** Something a machine reads: Geist Mono, no spelling marks, no capitals by itself. */
		readonly mono?: boolean;
		readonly placeholder?: string;
		readonly autoComplete?: HTMLInputAutoCompleteAttribute;
		readonly readOnly?: boolean;
		readonly disabled?: boolean;
		/** The id of a datalist: what may be meant, to choose from; anything else can be typed. */
		readonly list?: string;
		readonly className?: string;
	};

export function TextField<Input extends FieldValues, Output>({
	form,
	name,
	clean,
	label,
	hint,
	optional,
	type = "text",
	numeric = false,
	mono = false,
	className,
	autoComplete = "off",
	...rest
}: TextFieldProps<Input, Output>) {
	const { id, error, attributes } = useTextInput({ form, name, clean });
	const forMachines = mono || numeric;
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
			<input
				{...rest}
				{...attributes}
				type={type}
				inputMode={numeric ? "numeric" : undefined}
				autoComplete={autoComplete}
				autoCapitalize={forMachines ? "none" : undefined}
				spellCheck={forMachines ? false : undefined}
				aria-required={!optional}
				className={cn("control", forMachines && "mono")}
			/>
		</FieldFrame>
	);
}
