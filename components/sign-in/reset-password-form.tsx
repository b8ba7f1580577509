"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { NewPasswordSchema } from "#lib/schemas/account-schemas.ts";
import { NewPasswordFields } from "./new-password-fields.tsx";
import { postToAuth } from "./post-to-auth.ts";

/** The secret of the link stands after the hash, where only this browser sees it. */
export function ResetPasswordForm() {
	const [isDone, setIsDone] = useState(false);
	const form = useZodForm({ schema: NewPasswordSchema, defaultValues: { newPassword: "", repeated: "" } });
	if (isDone) {
		return (
			<Notice
				tone="ok"
				live="status"
				title="Your password is changed"
				action={
					<LinkButton href="/sign-in" tone="primary">
						Sign in
					</LinkButton>
				}
			>
				Every session of yours was ended. A second factor is asked for as before.
			</Notice>
		);
	}
	return (
		<Form
			form={form}
			label="Choose a new password"
			onSubmit={async ({ newPassword }) => {
				const token = window.location.hash.slice(1);
				if (token === "") {
					return {
						errors: [{ message: "This page needs the whole link from the e-mail: part of it is missing." }],
					};
				}
				const answer = await postToAuth("reset-password", { newPassword, token });
				if (answer.ok) {
					window.history.replaceState(null, "", window.location.pathname);
					setIsDone(true);
					return;
				}
				const field = answer.code === "PASSWORD_REFUSED" ? { field: "newPassword" } : {};
				return { errors: [{ ...field, message: answer.message }] };
			}}
		>
			<FormError form={form} title="The password is unchanged" />
			<NewPasswordFields form={form} />
			<div className="flex flex-wrap gap-2.5">
				<SubmitButton form={form} pendingLabel="Changing…">
					Change password
				</SubmitButton>
			</div>
		</Form>
	);
}
