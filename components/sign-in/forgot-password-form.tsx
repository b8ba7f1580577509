"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ForgotPasswordSchema } from "#lib/schemas/account-schemas.ts";
import { postToAuth } from "./post-to-auth.ts";

export function ForgotPasswordForm() {
	const [askedFor, setAskedFor] = useState<string | null>(null);
	const form = useZodForm({ schema: ForgotPasswordSchema, defaultValues: { email: "" } });
	if (askedFor !== null) {
		return (
			<Notice tone="info" live="status" title="Look into your mailbox">
				If somebody signs in here as <b className="[overflow-wrap:anywhere]">{askedFor}</b> with a password, a
				link is on its way. It works once, for one hour. Nothing there after a few minutes? Look among the
				spam, or ask an administrator: at most three links an hour are sent.
			</Notice>
		);
	}
	return (
		<Form
			form={form}
			label="Forgot your password"
			onSubmit={async ({ email }) => {
				const answer = await postToAuth("request-password-reset", { email });
				if (!answer.ok) return { errors: [{ message: answer.message }] };
				setAskedFor(email);
			}}
		>
			<FormError form={form} title="No link was asked for" />
			<TextField
				form={form}
				name="email"
				label="E-mail"
				type="email"
				autoComplete="username"
				hint="The address you sign in with. A link to choose a new password is sent there."
			/>
			<div className="flex flex-wrap gap-2.5">
				<SubmitButton form={form} pendingLabel="Asking…">
					Send the link
				</SubmitButton>
				<LinkButton href="/sign-in">Back</LinkButton>
			</div>
		</Form>
	);
}
