"use client";

import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveLimitsAction } from "#lib/actions/settings-actions.ts";
import { LimitsSchema } from "#lib/schemas/limits-schema.ts";
import { SettingsForm } from "./settings-form.tsx";

/** As typed: numbers are read by the schema. */
export type LimitsFormProps = {
	readonly stsRequestsPerSecond: string;
	readonly harnessRequestsPerMinute: string;
	readonly resultRetentionDays: string;
	readonly ownerTag: string;
	readonly version: number;
};

export function LimitsForm({ version, ...defaults }: LimitsFormProps) {
	const form = useZodForm({ schema: LimitsSchema, defaultValues: defaults });
	return (
		<SettingsForm
			form={form}
			label="Limits"
			save={(limits) => saveLimitsAction({ version, limits })}
			done="Limits saved."
		>
			<TextField
				form={form}
				name="stsRequestsPerSecond"
				label="STS requests per second"
				numeric
				className="max-w-60"
				hint="For each region, all workers together. AWS allows an account 600; leave room for what else runs there."
			/>
			<TextField
				form={form}
				name="harnessRequestsPerMinute"
				label="Harness requests per minute"
				numeric
				className="max-w-60"
				hint="For each Harness account. Harness allows 400 for one API key."
			/>
			<TextField
				form={form}
				name="resultRetentionDays"
				label="Days to keep raw results"
				numeric
				className="max-w-60"
				hint="Older results become daily counts. States and audit entries stay."
			/>
			<TextField
				form={form}
				name="ownerTag"
				label="Owner tag"
				mono
				className="max-w-60"
				hint="The connector tag whose value names its owner."
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Saving…">
					Save
				</SubmitButton>
			</div>
		</SettingsForm>
	);
}
