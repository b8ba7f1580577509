"use client";

import { useWatch } from "react-hook-form";
import { cleanLine } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import { FEATURES } from "#lib/domain/features.ts";
import type { ChannelInput } from "#lib/schemas/notification-schemas.ts";

export type AudienceFieldsProps = { readonly form: ZodForm<ChannelInput, ChannelInput> };

const WAYS = [
	{ value: "all", label: "All connectors" },
	{ value: "tag", label: "Connectors with a tag" },
	{ value: "feature", label: "Connectors with a feature" },
	{ value: "owner", label: "Connectors of an owner" },
] as const;
const FEATURE_OPTIONS = FEATURES.map((value) => ({ value, label: FEATURE_INFO[value].title }));

/** Which connectors the channel is about. */
export function NotificationAudienceFields({ form }: AudienceFieldsProps) {
	const select = useWatch({ control: form.control, name: "select" });
	return (
		<>
			<RadioGroupField
				form={form}
				name="select"
				label="Told about"
				options={WAYS}
				hint="Trouble on Rolebridge's own side is told on every channel."
			/>
			{select === "tag" && (
				<div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
					<TextField form={form} name="tagKey" label="Tag key" clean={cleanLine} />
					<TextField
						form={form}
						name="tagValue"
						label="Tag value"
						clean={cleanLine}
						hint="Exactly as on the connector, capitals included."
					/>
				</div>
			)}
			{select === "feature" && (
				<SelectField form={form} name="feature" label="Feature" options={FEATURE_OPTIONS} />
			)}
			{select === "owner" && (
				<TextField
					form={form}
					name="owner"
					label="Owner"
					clean={cleanLine}
					hint="The value of the connectors' owner tag, exactly as written there."
				/>
			)}
		</>
	);
}
