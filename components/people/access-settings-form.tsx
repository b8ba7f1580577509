"use client";

import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { SettingsForm } from "#components/settings/settings-form.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { saveAccessSettingsAction } from "#lib/actions/trust-actions.ts";
import type { AccessSettingsPage } from "#lib/loaders/people.ts";
import { AccessSettingsFormSchema } from "#lib/schemas/people-schemas.ts";

const REQUIRED = { default: null, always: true, never: false } as const;

export function AccessSettingsForm({
	version,
	fourEyes,
	secondFactorRequired,
	mode,
	administrators,
}: AccessSettingsPage) {
	const saveAccessSettings = useTrustAction(saveAccessSettingsAction);
	const form = useZodForm({
		schema: AccessSettingsFormSchema,
		defaultValues: { fourEyes, secondFactor: choiceOf(secondFactorRequired) },
	});
	return (
		<SettingsForm
			form={form}
			label="What a change of trust needs"
			save={(typed) => {
				const secondFactor = REQUIRED[typed.secondFactor];
				return saveAccessSettings({ version, fourEyes: typed.fourEyes, secondFactorRequired: secondFactor });
			}}
			done="Saved."
		>
			<RadioGroupField
				form={form}
				name="secondFactor"
				label="A second factor"
				options={[
					{
						value: "default",
						label: "As the mode asks",
						hint:
							mode === "live"
								? "This is live mode: always."
								: "This is the sandbox: only of whoever has set one up. In live mode: always.",
					},
					{
						value: "always",
						label: "Always",
						hint: "An authenticator app, a passkey, or single sign-on. Who has none sets one up first.",
					},
					{ value: "never", label: "Not needed", hint: "A password alone, asked for anew." },
				]}
			/>
			<CheckboxField
				form={form}
				name="fourEyes"
				label="Two administrators for each change"
				disabled={administrators < 2 && !fourEyes}
				hint={
					administrators < 2
						? "It takes a second administrator, and there is one."
						: "One asks, another approves within seven days. Nobody approves their own request. Switching this off needs approval too."
				}
			/>
			<Allowed to="trust.sign-in">
				<div>
					<SubmitButton form={form} pendingLabel="Saving…">
						Save
					</SubmitButton>
				</div>
			</Allowed>
		</SettingsForm>
	);
}

function choiceOf(required: boolean | null) {
	if (required === null) return "default" as const;
	return required ? ("always" as const) : ("never" as const);
}
