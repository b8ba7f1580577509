"use client";

import { type KeyboardEvent, type SyntheticEvent, useCallback, useId } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { useFieldError } from "./field-error.ts";
import { messageId } from "./field-frame.tsx";
import { useTextBefore } from "./typed-before.ts";
import { textOf, useField } from "./use-field.ts";
import type { ZodForm } from "./zod-form.ts";

type TextElement = HTMLInputElement | HTMLTextAreaElement;

export type TextInputOptions<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	readonly name: FieldPath<Input>;
	/** Takes pasted junk out; runs after a paste, on leaving the field, and before Enter submits. */
	readonly clean?: (raw: string) => string;
};

/** What a text field needs to be part of the form: its id, its error, and the attributes of its element. */
export function useTextInput<Input extends FieldValues, Output>({
	form,
	name,
	clean = asTyped,
}: TextInputOptions<Input, Output>) {
	const id = useId();
	const error = useFieldError(form, name);
	const field = useField(form, name);
	const value = textOf(field.value);
	const element = useTextBefore<TextElement>({
		id,
		text: value,
		// Left already, it is cleaned as on leaving it.
		onTyped: (text, { ownerDocument }) =>
			field.change(ownerDocument.activeElement?.id === id ? text : clean(text)),
	});
	const focusRef = field.ref;

	function cleanNow({ value: typed }: TextElement): void {
		const cleaned = clean(typed);
		if (cleaned !== typed) field.change(cleaned);
	}

	return {
		id,
		error,
		attributes: {
			id,
			name: field.name,
			value,
			ref: useCallback(
				(found: TextElement | null) => {
					element.current = found;
					focusRef(found);
				},
				[element, focusRef],
			),
			"aria-describedby": messageId(id),
			"aria-invalid": error !== undefined,
			onChange: ({ currentTarget, nativeEvent }: SyntheticEvent<TextElement>) => {
				const typed = currentTarget.value;
				field.change(wasPasted(nativeEvent) ? clean(typed) : typed);
			},
			onBlur: ({ currentTarget }: SyntheticEvent<TextElement>) => {
				cleanNow(currentTarget);
				field.onBlur();
			},
			onKeyDown: ({ key, currentTarget }: KeyboardEvent<TextElement>) => {
				if (key === "Enter") cleanNow(currentTarget);
			},
		},
	};
}

function asTyped(raw: string): string {
	return raw;
}

function wasPasted(event: Event): boolean {
	return (
		"inputType" in event && (event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop")
	);
}
