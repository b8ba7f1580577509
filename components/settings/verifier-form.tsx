"use client";

import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { StsRegionsNote } from "#components/sts-regions/sts-regions-note.tsx";
import { saveVerifierSettingsAction } from "#lib/actions/settings-actions.ts";
import { VerifierSettingsSchema } from "#lib/schemas/settings-schemas.ts";
import { SettingsForm } from "./settings-form.tsx";

export type VerifierFormProps = {
	readonly verifierMode: "operator" | "vendor";
	readonly canaryRoleArn: string;
	/** Separated by commas. */
	readonly optInRegions: string;
	readonly version: number;
};

const MODES = [
	{
		value: "operator",
		label: "Operator",
		hint: "Roles trust Rolebridge in a statement of its own, with an external ID of its own, for reading only. Harness's entry is proven from the trust policy's text. This is the usual way.",
	},
	{
		value: "vendor",
		label: "Vendor",
		hint: "This installation runs as the very principal that roles trust for Harness. Checks then use Harness's external ID and prove that entry by calling. Only whoever runs Harness's side can choose this.",
	},
] as const;

export function VerifierForm({ version, ...defaults }: VerifierFormProps) {
	const saveVerifierSettings = useTrustAction(saveVerifierSettingsAction);
	const form = useZodForm({ schema: VerifierSettingsSchema, defaultValues: defaults });
	return (
		<SettingsForm
			form={form}
			label="Verifier"
			save={(verifier) => saveVerifierSettings({ version, verifier })}
			done="Verifier settings saved."
		>
			<RadioGroupField form={form} name="verifierMode" label="How roles trust Rolebridge" options={MODES} />
			<TextField
				form={form}
				name="canaryRoleArn"
				label="Canary role ARN"
				mono
				optional
				clean={cleanToken}
				hint="A role in our own account that may do nothing (output CanaryRoleArn of rolebridge-operator.yaml). When even this one refuses us, no connector is blamed."
			/>
			<TextField
				form={form}
				name="optInRegions"
				label="Opt-in regions"
				mono
				optional
				hint="Regions that are off until an account switches them on, such as ap-east-1. Each role is asked there once a day."
			/>
			<StsRegionsNote partition="aws" />
			<div>
				<SubmitButton form={form} pendingLabel="Saving…">
					Save
				</SubmitButton>
			</div>
		</SettingsForm>
	);
}
