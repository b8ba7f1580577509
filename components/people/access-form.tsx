"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { StaleNotice } from "#components/settings/stale-notice.tsx";
import { useToast } from "#components/ui/toast.tsx";
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
	const toast = useToast();
	const changeAccess = useTrustAction(changeAccessAction);
	const [isStale, setIsStale] = useState(false);
	const form = useZodForm({
		schema: AccessFormSchema,
		defaultValues: { role: access.role, ...scopeDefaults(access.scope) },
	});
	return (
		<Form
			form={form}
			label="Access"
			onSubmit={async (typed) => {
				const from = { role: access.role, scope: plain(access.scope) };
				const saved = await saveOutcome(() => changeAccess({ personId, from, to: typedAccess(typed) }));
				setIsStale(saved.isStale);
				if (saved.outcome !== undefined) return saved.outcome;
				toast({ state: "ok", text: "Access saved." });
			}}
		>
			<FormError form={form} />
			<StaleNotice isStale={isStale} />
			<AccessFields form={form} harnessAccounts={harnessAccounts} />
			<div>
				<SubmitButton form={form} pendingLabel="Saving…">
					Save
				</SubmitButton>
			</div>
		</Form>
	);
}

function plain({ harnessAccountRefs, tags }: Scope) {
	return { harnessAccountRefs: [...harnessAccountRefs], tags: tags.map((tag) => ({ ...tag })) };
}
