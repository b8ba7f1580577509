"use client";

import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveHarnessAccountAction } from "#lib/actions/settings-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { HarnessAccountSchema } from "#lib/schemas/settings-schemas.ts";
import { SettingsForm } from "./settings-form.tsx";

export type StoredHarnessAccount = {
	readonly accountId: string;
	readonly baseUrl: string;
	readonly hasApiKey: boolean;
	/** The day on which the stored key's token expires; empty: not said. */
	readonly apiKeyExpiresOn: string;
	/** Null: nothing is stored yet. */
	readonly version: number | null;
};

export type HarnessFormProps = {
	readonly stored: StoredHarnessAccount;
	/** What Harness said when it was asked with what was saved; null: all is well. */
	readonly onChecked: (failure: Failure | null) => void;
};

export function HarnessForm({ stored, onChecked }: HarnessFormProps) {
	const saveHarnessAccount = useTrustAction(saveHarnessAccountAction);
	const { accountId, baseUrl, hasApiKey, apiKeyExpiresOn, version } = stored;
	const form = useZodForm({
		schema: HarnessAccountSchema,
		defaultValues: { accountId, baseUrl, apiKey: "", apiKeyExpiresOn },
	});
	return (
		<SettingsForm
			form={form}
			label="Harness account"
			save={(account) => saveHarnessAccount({ version, account })}
			onSaved={({ failure }) => {
				form.resetField("apiKey");
				onChecked(failure);
			}}
			done="Harness account saved."
		>
			<TextField
				form={form}
				name="accountId"
				label="Harness account ID"
				mono
				clean={cleanToken}
				hint="It stands in Harness's URL after /account/."
			/>
			<TextField
				form={form}
				name="baseUrl"
				label="Harness URL"
				type="url"
				mono
				clean={cleanToken}
				hint="https://app.harness.io, or the address of your own installation."
			/>
			<TextField
				form={form}
				name="apiKey"
				label="API key"
				type="password"
				mono
				optional={hasApiKey}
				clean={cleanToken}
				autoComplete="new-password"
				hint={
					hasApiKey
						? "A key is stored, encrypted. Leave this empty to keep it."
						: "A service account's key that may view and edit cloud cost connectors. It is stored encrypted and sent to Harness only."
				}
			/>
			<TextField
				form={form}
				name="apiKeyExpiresOn"
				label="Token expires on"
				type="date"
				optional
				hint="The day that Harness shows for the token. Administrators are warned 14 days before; leave it empty if it does not expire."
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Saving and asking Harness…">
					Save
				</SubmitButton>
			</div>
		</SettingsForm>
	);
}
