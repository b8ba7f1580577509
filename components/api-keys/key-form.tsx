"use client";

import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { cleanLine } from "#components/form/clean.ts";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { AccessFields } from "#components/people/access-fields.tsx";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { Button } from "#components/ui/button.tsx";
import { createKeyAction } from "#lib/actions/api-key-actions.ts";
import type { ScopeChoice } from "#lib/loaders/people.ts";
import { KEY_DAYS, KeyFormSchema } from "#lib/schemas/api-key-schemas.ts";
import { typedAccess } from "#lib/schemas/people-schemas.ts";

type KeyFormProps = {
	readonly harnessAccounts: readonly ScopeChoice[];
	readonly onCreated: (secret: string) => void;
	readonly onCancel: () => void;
};

export function KeyForm({ harnessAccounts, onCreated, onCancel }: KeyFormProps) {
	const create = useTrustAction(createKeyAction);
	const form = useZodForm({
		schema: KeyFormSchema,
		defaultValues: {
			name: "",
			days: "90",
			role: "viewer",
			reach: "everything",
			harnessAccountRefs: [],
			tags: [],
		},
	});
	return (
		<Form
			form={form}
			label="New API key"
			onSubmit={async ({ name, days, ...typed }) => {
				const told: { secret?: string } = {};
				const { outcome } = await saveOutcome(async () => {
					const answer = await create({ name, days: Number(days), access: typedAccess(typed) });
					if (answer.data?.ok) told.secret = answer.data.value.secret;
					return answer;
				});
				if (told.secret !== undefined) onCreated(told.secret);
				return outcome;
			}}
		>
			<FormError form={form} />
			<TextField
				form={form}
				name="name"
				label="Name"
				clean={cleanLine}
				hint="What uses it, such as “Nightly export”. It stands in the audit log."
			/>
			<AccessFields form={form} harnessAccounts={harnessAccounts} />
			<SelectField form={form} name="days" label="Accepted for" options={DAYS} />
			<div className="flex flex-wrap gap-2.5">
				<SubmitButton form={form} pendingLabel="Creating…">
					Create key
				</SubmitButton>
				<Button onClick={onCancel}>Cancel</Button>
			</div>
		</Form>
	);
}

const DAYS = KEY_DAYS.map((days) => ({
	value: String(days),
	label: days === 365 ? "1 year" : `${days} days`,
}));
