"use client";

import { type FieldPath, type FieldValues, useController } from "react-hook-form";
import type { ZodForm } from "./zod-form.ts";

/** One field of a form: its value, which the server's page carries too, and the ways to change it. */
export function useField<Input extends FieldValues, Output>(
	form: ZodForm<Input, Output>,
	name: FieldPath<Input>,
) {
	const { field } = useController<Input, FieldPath<Input>, Output>({ control: form.control, name });
	const value: unknown = field.value;
	return {
		name: field.name,
		value,
		/** As it is now, also where several fields are changed before the next render. */
		valueNow: (): unknown => form.getValues(name),
		change: (next: unknown) => field.onChange(next),
		onBlur: field.onBlur,
		/** For the element that gets the focus when the field is wrong. */
		ref: field.ref,
	};
}

/** What an element of text shows; a form may hold a number that is typed as text. */
export function textOf(value: unknown): string {
	return value === undefined || value === null ? "" : String(value);
}

/** Narrows the value of several boxes. */
export function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
