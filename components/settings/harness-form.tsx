"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { useToast } from "#components/ui/toast.tsx";
import { saveHarnessAccountAction } from "#lib/actions/settings-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { HarnessAccountSchema } from "#lib/schemas/settings-schemas.ts";
import { saveOutcome } from "./save-outcome.ts";
import { StaleNotice } from "./stale-notice.tsx";

export type StoredHarnessAccount = {
	readonly accountId: string;
	readonly baseUrl: string;
	readonly hasApiKey: boolean;
	/** Null: nothing is stored yet. */
	readonly version: number | null;
};

export type HarnessFormProps = {
	readonly stored: StoredHarnessAccount;
	/** What Harness said when it was asked with what was saved; null: all is well. */
	readonly onChecked: (failure: Failure | null) => void;
};

export function HarnessForm({ stored, onChecked }: HarnessFormProps) {
	const toast = useToast();
	const saveHarnessAccount = useTrustAction(saveHarnessAccountAction);
	const [isStale, setIsStale] = useState(false);
	const { accountId, baseUrl, hasApiKey, version } = stored;
	const form = useZodForm({
		schema: HarnessAccountSchema,
		defaultValues: { accountId, baseUrl, apiKey: "" },
	});
	return (
		<Form
			form={form}
			label="Harness account"
			onSubmit={async (account) => {
				let failure: Failure | null = null;
				const saved = await saveOutcome(async () => {
					const answer = await saveHarnessAccount({ version, account });
					if (answer.data?.ok) failure = answer.data.value.failure;
					return answer;
				});
				setIsStale(saved.isStale);
				if (saved.outcome !== undefined) return saved.outcome;
				form.resetField("apiKey");
				onChecked(failure);
				toast({ state: "ok", text: "Harness account saved." });
			}}
		>
			<FormError form={form} />
			<StaleNotice isStale={isStale} />
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
			<div>
				<SubmitButton form={form} pendingLabel="Saving and asking Harness…">
					Save
				</SubmitButton>
			</div>
		</Form>
	);
}
