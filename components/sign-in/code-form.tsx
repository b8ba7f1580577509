"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { Button } from "#components/ui/button.tsx";
import { CodeSchema } from "#lib/schemas/account-schemas.ts";
import { postToAuth } from "./post-to-auth.ts";

export type CodeFormProps = { readonly onDone: () => void; readonly onBack: () => void };

/** The second half of signing in: a code of the authenticator app, or one of the backup codes. */
export function CodeForm({ onDone, onBack }: CodeFormProps) {
	const [isLeaving, setIsLeaving] = useState(false);
	const form = useZodForm({ schema: CodeSchema, defaultValues: { code: "" } });
	return (
		<Form
			form={form}
			label="Second factor"
			onSubmit={async ({ code: typed }) => {
				const code = typed.replaceAll(/\s/g, "");
				const path = /^\d{6}$/.test(code) ? "two-factor/verify-totp" : "two-factor/verify-backup-code";
				const answer = await postToAuth(path, { code });
				if (!answer.ok) return { errors: [{ field: "code", message: answer.message }] };
				setIsLeaving(true);
				onDone();
			}}
		>
			<FormError form={form} title="You are not signed in" />
			<p role="status">The password is right. Now the code of your authenticator app.</p>
			<TextField
				form={form}
				name="code"
				label="Code"
				mono
				autoComplete="one-time-code"
				hint="Six digits, or one of your backup codes if the app is out of reach."
			/>
			<div className="flex flex-wrap gap-2.5">
				<SubmitButton form={form} pendingLabel="Signing in…" pending={isLeaving}>
					Sign in
				</SubmitButton>
				<Button tone="quiet" onClick={onBack}>
					Back
				</Button>
			</div>
		</Form>
	);
}
