"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { cleanLine } from "#components/form/clean.ts";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { acceptInvitationAction } from "#lib/actions/people-actions.ts";
import { AcceptFormSchema } from "#lib/schemas/people-schemas.ts";

export type AcceptFormProps = { readonly id: string; readonly secret: string; readonly email: string };

export function AcceptForm({ id, secret, email }: AcceptFormProps) {
	const router = useRouter();
	const [isLeaving, setIsLeaving] = useState(false);
	const form = useZodForm({ schema: AcceptFormSchema, defaultValues: { name: "", password: "" } });
	return (
		<Form
			form={form}
			label="Your account"
			onSubmit={async (typed) => {
				const answered: { isSignedIn?: boolean } = {};
				const { outcome } = await saveOutcome(async () => {
					const answer = await acceptInvitationAction({ id, secret, ...typed });
					if (answer.data?.ok) answered.isSignedIn = answer.data.value.isSignedIn;
					return answer;
				});
				if (outcome !== undefined) return outcome;
				setIsLeaving(true);
				router.replace(answered.isSignedIn ? "/" : "/sign-in");
				router.refresh();
			}}
		>
			<FormError form={form} title="There is no account yet" />
			<TextField form={form} name="name" label="Your name" clean={cleanLine} autoComplete="name" />
			<input type="hidden" autoComplete="username" value={email} readOnly />
			<TextField
				form={form}
				name="password"
				label="Choose a password"
				type="password"
				autoComplete="new-password"
				hint="At least 12 characters. A few unrelated words are easy to keep and hard to guess."
			/>
			<SubmitButton form={form} pendingLabel="Making your account…" pending={isLeaving}>
				Accept the invitation
			</SubmitButton>
		</Form>
	);
}
