"use client";

import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { useToast } from "#components/ui/toast.tsx";
import { renameAction } from "#lib/actions/account-actions.ts";
import { AccountNameSchema } from "#lib/schemas/account-schemas.ts";

export function NameForm({ name }: { readonly name: string }) {
	const toast = useToast();
	const form = useZodForm({ schema: AccountNameSchema, defaultValues: { name } });
	return (
		<Form
			form={form}
			label="Your name"
			onSubmit={async (values) => {
				const { outcome } = await saveOutcome(() => renameAction(values));
				if (outcome !== undefined) return outcome;
				toast({ state: "ok", text: "Name saved." });
			}}
		>
			<FormError form={form} />
			<TextField
				form={form}
				name="name"
				label="Your name"
				autoComplete="name"
				className="max-w-80"
				hint="Stands beside what you do, in the audit log and on launch links."
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Saving…" tone="default">
					Save
				</SubmitButton>
			</div>
		</Form>
	);
}
