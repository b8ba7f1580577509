"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type * as z from "zod/mini";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { Form, type ServerError, type SubmitOutcome } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import type { ActionAnswer } from "#components/setup/action-failure.ts";
import { failureText } from "#components/setup/failure-text.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Failure } from "#lib/domain/failures.ts";
import { ChangePasswordSchema } from "#lib/schemas/account-schemas.ts";
import { NewPasswordFields } from "./new-password-fields.tsx";

export type ChangePasswordFormProps = {
	/** For password managers: whose password it is. */
	readonly email: string;
	/** Nothing else works until it is changed: there is no way back from here. */
	readonly isForced: boolean;
	readonly save: (values: z.input<typeof ChangePasswordSchema>) => Promise<ActionAnswer<true>>;
};

export function ChangePasswordForm({ email, isForced, save }: ChangePasswordFormProps) {
	const router = useRouter();
	const [isLeaving, setIsLeaving] = useState(false);
	// Who has a second factor and did not show it lately is asked for it first.
	const change = useTrustAction(save);
	const form = useZodForm({
		schema: ChangePasswordSchema,
		defaultValues: { currentPassword: "", newPassword: "", repeated: "" },
	});
	return (
		<Form
			form={form}
			label="Change password"
			onSubmit={async (values): Promise<SubmitOutcome> => {
				const errors = await errorsOf(() => change(values));
				if (errors.length > 0) return { errors };
				setIsLeaving(true);
				router.replace("/");
				router.refresh();
			}}
		>
			<FormError form={form} title="The password is unchanged" />
			<input type="hidden" autoComplete="username" value={email} readOnly />
			<TextField
				form={form}
				name="currentPassword"
				label="Current password"
				type="password"
				autoComplete="current-password"
			/>
			<NewPasswordFields form={form} />
			<div className="flex flex-wrap items-center gap-2.5">
				<SubmitButton form={form} pendingLabel="Changing…" pending={isLeaving}>
					Change password
				</SubmitButton>
				{!isForced && <LinkButton href="/">Cancel</LinkButton>}
			</div>
		</Form>
	);
}

async function errorsOf(run: () => Promise<ActionAnswer<true>>): Promise<readonly ServerError[]> {
	const answer = await run().catch(() => null);
	if (answer === null) return [{ message: "Rolebridge could not be reached. The password is unchanged." }];
	if (answer.data?.ok) return [];
	const failure: Failure = answer.data?.failure ?? { code: answer.serverError ?? "INPUT_INVALID" };
	const { title, fixes } = await failureText(failure.code);
	const field = failure.field === undefined ? {} : { field: failure.field };
	return [{ ...field, message: failure.detail ?? `${title}. ${fixes[0]}` }];
}
