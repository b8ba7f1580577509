"use client";

import type { FieldPath, FieldValues } from "react-hook-form";
import { TextField } from "#components/form/text-field.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";

type Typed = FieldValues & { readonly newPassword: string; readonly repeated: string };

/** A new password, typed twice: for a form with the fields newPassword and repeated. */
export function NewPasswordFields<Input extends Typed, Output>({
	form,
}: {
	readonly form: ZodForm<Input, Output>;
}) {
	return (
		<>
			<TextField
				form={form}
				name={path<Input>("newPassword")}
				label="New password"
				type="password"
				autoComplete="new-password"
				hint="At least 12 characters. A few unrelated words are easy to keep and hard to guess."
			/>
			<TextField
				form={form}
				name={path<Input>("repeated")}
				label="New password again"
				type="password"
				autoComplete="new-password"
			/>
		</>
	);
}

/** Sound for the two fields that every form of this component has. */
function path<Input extends Typed>(name: "newPassword" | "repeated"): FieldPath<Input> {
	return name as FieldPath<Input>;
}
