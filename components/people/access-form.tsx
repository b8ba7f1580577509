"use client";

import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { SettingsForm } from "#components/settings/settings-form.tsx";
import { changeAccessAction } from "#lib/actions/people-actions.ts";
import type { Role, Scope } from "#lib/domain/access.ts";
import type { ScopeChoice } from "#lib/loaders/people.ts";
import { scopeDefaults } from "#lib/schemas/access-schema.ts";
import { AccessFormSchema, typedAccess } from "#lib/schemas/people-schemas.ts";
import { AccessFields } from "./access-fields.tsx";

export type AccessFormProps = {
	readonly personId: string;
	readonly access: { readonly role: Role; readonly scope: Scope };
	readonly harnessAccounts: readonly ScopeChoice[];
};

export function AccessForm({ personId, access, harnessAccounts }: AccessFormProps) {
	const changeAccess = useTrustAction(changeAccessAction);
	const form = useZodForm({
		schema: AccessFormSchema,
		defaultValues: { role: access.role, ...scopeDefaults(access.scope) },
	});
	return (
		<SettingsForm
			form={form}
			label="Access"
			save={(typed) => {
				const from = { role: access.role, scope: plain(access.scope) };
				return changeAccess({ personId, from, to: typedAccess(typed) });
			}}
			done="Access saved."
		>
			<AccessFields form={form} harnessAccounts={harnessAccounts} />
			<div>
				<SubmitButton form={form} pendingLabel="Saving…">
					Save
				</SubmitButton>
			</div>
		</SettingsForm>
	);
}

function plain({ harnessAccountRefs, tags }: Scope) {
	return { harnessAccountRefs: [...harnessAccountRefs], tags: tags.map((tag) => ({ ...tag })) };
}
