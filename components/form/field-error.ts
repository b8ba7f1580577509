"use client";

import { type FieldPath, type FieldValues, get, useFormState } from "react-hook-form";
import type { ZodForm } from "./zod-form.ts";

/** The message of one field's error, or undefined. Only this field renders when it changes. */
export function useFieldError<Input extends FieldValues, Output>(
	form: ZodForm<Input, Output>,
	name: FieldPath<Input>,
): string | undefined {
	const { errors } = useFormState({ control: form.control, name });
	const error: unknown = get(errors, name);
	return typeof error === "object" && error !== null ? firstMessage(error) : undefined;
}

/** An error in a list or an object sits on its parts; the first of them speaks for the field. */
function firstMessage(error: object): string {
	if ("message" in error && typeof error.message === "string" && error.message !== "") return error.message;
	for (const [key, part] of Object.entries(error)) {
		if (key === "ref" || typeof part !== "object" || part === null) continue;
		const message = firstMessage(part);
		if (message !== UNEXPLAINED) return message;
	}
	return UNEXPLAINED;
}

const UNEXPLAINED = "this value cannot be used";
