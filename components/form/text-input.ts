"use client";

import { type KeyboardEvent, type SyntheticEvent, useId } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { useFieldError } from "./field-error.ts";
import { messageId } from "./field-frame.tsx";
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
	clean,
}: TextInputOptions<Input, Output>) {
	const id = useId();
	const error = useFieldError(form, name);
	const field = form.register(name);

	function cleanNow(element: TextElement): void {
		if (clean === undefined) return;
		const cleaned = clean(element.value);
		if (cleaned === element.value) return;
		element.value = cleaned;
		void field.onChange({ target: element, type: "change" });
	}

	return {
		id,
		error,
		attributes: {
			id,
			name: field.name,
			ref: field.ref,
			"aria-describedby": messageId(id),
			"aria-invalid": error !== undefined,
			onChange: (event: SyntheticEvent<TextElement>) => {
				if (wasPasted(event.nativeEvent)) cleanNow(event.currentTarget);
				void field.onChange({ target: event.currentTarget, type: "change" });
			},
			onBlur: (event: SyntheticEvent<TextElement>) => {
				cleanNow(event.currentTarget);
				void field.onBlur({ target: event.currentTarget, type: "blur" });
			},
			onKeyDown: (event: KeyboardEvent<TextElement>) => {
				if (event.key === "Enter") cleanNow(event.currentTarget);
			},
		},
	};
}

function wasPasted(event: Event): boolean {
	return (
		"inputType" in event && (event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop")
	);
}
