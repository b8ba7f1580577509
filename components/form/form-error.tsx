"use client";

import { type FieldValues, useFormState } from "react-hook-form";
import { Notice } from "#components/ui/notice.tsx";
import type { ZodForm } from "./zod-form.ts";

export type FormErrorProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	/** What did not happen: "Nothing was saved". */
	readonly title?: string;
};

/** What concerns the whole form, and, after a submit, how many fields need another look. Silent otherwise. */
export function FormError<Input extends FieldValues, Output>({
	form,
	title = "Nothing was saved",
}: FormErrorProps<Input, Output>) {
	const { errors, submitCount } = useFormState({ control: form.control });
	const { root, ...ofFields } = errors;
	const wrong = Object.keys(ofFields).length;
	const rootMessage = root?.message;
	if (rootMessage === undefined && (submitCount === 0 || wrong < 2)) return null;
	if (root?.type === "waiting") {
		return (
			<Notice tone="wait" title="Waiting for approval" live="status">
				{rootMessage}
			</Notice>
		);
	}
	return (
		<Notice tone="bad" title={title} live="alert">
			{rootMessage}
			{wrong > 1 && submitCount > 0 && (
				<p>{wrong} fields need another look; the first of them has the focus.</p>
			)}
		</Notice>
	);
}
