"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from "react-hook-form";
import type { $ZodType } from "zod/v4/core";

/** What every field takes: the form of one schema, from what is typed (Input) to what is handed on (Output). */
export type ZodForm<Input extends FieldValues, Output> = UseFormReturn<Input, unknown, Output>;

export type ZodFormOptions<Input extends FieldValues, Output> = {
	readonly schema: $ZodType<Output, Input>;
	readonly defaultValues: DefaultValues<Input>;
};

/** One form, one schema: asked when a field is left and on submit, never while typing. */
export function useZodForm<Input extends FieldValues, Output>({
	schema,
	defaultValues,
}: ZodFormOptions<Input, Output>): ZodForm<Input, Output> {
	return useForm<Input, unknown, Output>({
		resolver: zodResolver<Input, unknown, Output, $ZodType<Output, Input>>(schema),
		defaultValues,
		mode: "onBlur",
		reValidateMode: "onBlur",
		shouldFocusError: true,
	});
}
