"use client";

import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveTemplateSettingsAction } from "#lib/actions/settings-actions.ts";
import { TemplateSettingsSchema } from "#lib/schemas/settings-schemas.ts";
import { SettingsForm } from "./settings-form.tsx";

export type TemplateFormProps = {
	readonly templateSource: "ours" | "harness";
	readonly templateUrl: string;
	readonly organizationTemplateUrl: string;
	readonly defaultRegion: string;
	readonly version: number;
};

const SOURCES = [
	{
		value: "ours",
		label: "Rolebridge's template, by its S3 URL",
		hint: "The role also trusts Rolebridge, for reading only: every connection is proven by our own checks. Upload the templates once, then enter their URLs below.",
	},
	{
		value: "harness",
		label: "Harness's published template",
		hint: "The role trusts Harness alone. Nothing can be proven from here: health then rests on Harness's word.",
	},
] as const;

export function TemplateForm({ version, ...defaults }: TemplateFormProps) {
	const saveTemplateSettings = useTrustAction(saveTemplateSettingsAction);
	const form = useZodForm({ schema: TemplateSettingsSchema, defaultValues: defaults });
	return (
		<SettingsForm
			form={form}
			label="Template"
			save={(template) => saveTemplateSettings({ version, template })}
			done="Template settings saved."
		>
			<RadioGroupField form={form} name="templateSource" label="Launch links use" options={SOURCES} />
			<TextField
				form={form}
				name="templateUrl"
				label="Template URL"
				type="url"
				mono
				optional
				clean={cleanToken}
				hint="The S3 URL that templates:publish printed, with its versionId."
			/>
			<TextField
				form={form}
				name="organizationTemplateUrl"
				label="Template URL for whole organizations"
				type="url"
				mono
				optional
				clean={cleanToken}
				hint="The second URL that templates:publish printed. Needed to connect an organization by one stack."
			/>
			<TextField
				form={form}
				name="defaultRegion"
				label="Default region"
				mono
				clean={cleanToken}
				className="max-w-60"
				hint="Where stacks are made unless a set-up says otherwise."
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Saving…" tone="default">
					Save template settings
				</SubmitButton>
			</div>
		</SettingsForm>
	);
}
