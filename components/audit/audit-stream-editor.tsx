"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { NotificationSecret } from "#components/settings/notification-secret.tsx";
import { SettingsForm } from "#components/settings/settings-form.tsx";
import { saveAuditStreamAction } from "#lib/actions/audit-actions.ts";
import { AuditStreamFormSchema } from "#lib/schemas/audit-schemas.ts";

/** What of the stored webhook may be shown; null: there is none yet. */
type Stored = { readonly version: number; readonly isEnabled: boolean; readonly label: string } | null;

/** The form, and the signing key that saving made: it outlives the form, which each version begins anew. */
export function AuditStreamEditor({ stored }: { readonly stored: Stored }) {
	const [secret, setSecret] = useState<string | null>(null);
	return (
		<div className="flex flex-col gap-5">
			{secret !== null && <NotificationSecret secret={secret} doneHref={null} />}
			<StreamForm key={stored?.version} stored={stored} onSecret={setSecret} />
		</div>
	);
}

type StreamFormProps = { readonly stored: Stored; readonly onSecret: (secret: string | null) => void };

function StreamForm({ stored, onSecret }: StreamFormProps) {
	const save = useTrustAction(saveAuditStreamAction);
	const form = useZodForm({
		schema: AuditStreamFormSchema,
		defaultValues: { url: "", isEnabled: stored?.isEnabled ?? true, replaceSecret: false },
	});
	return (
		<SettingsForm
			form={form}
			label="Webhook"
			save={(stream) => save({ version: stored?.version ?? null, stream })}
			onSaved={({ secret }) => onSecret(secret)}
			done="Webhook saved."
		>
			<TextField
				form={form}
				name="url"
				label="Webhook URL"
				type="url"
				mono
				optional={stored !== null}
				clean={cleanToken}
				hint={
					stored === null
						? "An https:// address. Each message is signed with a signing key that is shown once."
						: `Stored encrypted (${stored.label}). Leave this empty to keep it.`
				}
			/>
			{stored !== null && (
				<CheckboxField
					form={form}
					name="replaceSecret"
					label="Replace the signing key"
					hint="A new key is made and shown once. The present one stops at once."
				/>
			)}
			<CheckboxField
				form={form}
				name="isEnabled"
				label="Switched on"
				hint="While it is off, nothing is sent. Switched on again, it goes on where it was."
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Saving…">
					Save
				</SubmitButton>
			</div>
		</SettingsForm>
	);
}
