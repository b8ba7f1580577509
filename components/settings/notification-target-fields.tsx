"use client";

import { useWatch } from "react-hook-form";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";
import type { ChannelInput } from "#lib/schemas/notification-schemas.ts";
import { KIND_WORDS } from "./notification-words.ts";

export type TargetFieldsProps = {
	readonly form: ZodForm<ChannelInput, ChannelInput>;
	/** What of the stored target may be shown; null: a new channel, which still chooses its kind. */
	readonly storedLabel: string | null;
	readonly isMailConfigured: boolean;
};

const HINTS = {
	webhook: "An https:// address. Each message is signed with the channel's signing key.",
	slack: "The address of an incoming webhook, of Slack or of a chat that takes its messages.",
	email: "One address; it may be a list's.",
} as const;

/** What kind of channel it is, and where its messages go. */
export function NotificationTargetFields({ form, storedLabel, isMailConfigured }: TargetFieldsProps) {
	const kind = useWatch({ control: form.control, name: "kind" });
	const isEmail = kind === "email";
	return (
		<>
			{storedLabel === null && (
				<RadioGroupField form={form} name="kind" label="Kind" options={kinds(isMailConfigured)} />
			)}
			<TextField
				form={form}
				name="target"
				label={isEmail ? "E-mail address" : "Webhook URL"}
				type={isEmail ? "email" : "url"}
				mono
				optional={storedLabel !== null}
				clean={cleanToken}
				hint={
					storedLabel === null
						? HINTS[kind]
						: `Stored encrypted (${storedLabel}). Leave this empty to keep it.`
				}
			/>
			{storedLabel !== null && kind === "webhook" && (
				<CheckboxField
					form={form}
					name="replaceSecret"
					label="Replace the signing key"
					hint="A new key is made and shown once. The present one stops at once."
				/>
			)}
		</>
	);
}

function kinds(isMailConfigured: boolean) {
	return [
		{ value: "webhook", label: KIND_WORDS.webhook, hint: "JSON for a program of yours, signed." },
		{ value: "slack", label: KIND_WORDS.slack, hint: "Slack, Mattermost, Rocket.Chat and others." },
		{
			value: "email",
			label: KIND_WORDS.email,
			disabled: !isMailConfigured,
			hint: isMailConfigured ? undefined : "Not set up: the server needs SMTP_URL and ROLEBRIDGE_MAIL_FROM.",
		},
	];
}
