"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { SignInSchema } from "#lib/schemas/account-schemas.ts";
import { postToAuth } from "./post-to-auth.ts";

export type SignInFormProps = {
	/** The page to open once signed in. */
	readonly next: string;
};

export function SignInForm({ next }: SignInFormProps) {
	const router = useRouter();
	const [isLeaving, setIsLeaving] = useState(false);
	const form = useZodForm({ schema: SignInSchema, defaultValues: { email: "", password: "" } });
	return (
		<Form
			form={form}
			label="Sign in"
			onSubmit={async (values) => {
				const answer = await postToAuth("sign-in/email", values);
				if (!answer.ok) return { errors: [{ message: answer.message }] };
				setIsLeaving(true);
				router.replace(next);
				router.refresh();
			}}
		>
			<FormError form={form} title="You are not signed in" />
			<TextField form={form} name="email" label="E-mail" type="email" autoComplete="username" />
			<TextField
				form={form}
				name="password"
				label="Password"
				type="password"
				autoComplete="current-password"
			/>
			<SubmitButton form={form} pendingLabel="Signing in…" pending={isLeaving}>
				Sign in
			</SubmitButton>
		</Form>
	);
}
