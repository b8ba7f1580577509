"use client";

import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanLine } from "#components/form/clean.ts";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { saveChannelAction } from "#lib/actions/notification-actions.ts";
import { type ChannelInput, ChannelSchema } from "#lib/schemas/notification-schemas.ts";
import { NotificationAudienceFields } from "./notification-audience-fields.tsx";
import { NotificationTargetFields } from "./notification-target-fields.tsx";
import { SettingsForm } from "./settings-form.tsx";

export type NotificationFormProps = {
	readonly defaults: ChannelInput;
	/** Null: a new channel. */
	readonly existing: { readonly id: string; readonly version: number; readonly targetLabel: string } | null;
	readonly isMailConfigured: boolean;
	readonly onSaved: (saved: SavedChannel) => void;
};

/** What the server told; a signing key that was made is told this once. */
export type SavedChannel = { readonly id: string; readonly secret: string | null };

export function NotificationForm({ defaults, existing, isMailConfigured, onSaved }: NotificationFormProps) {
	const saveChannel = useTrustAction(saveChannelAction);
	const form = useZodForm({ schema: ChannelSchema, defaultValues: defaults });
	return (
		<SettingsForm
			form={form}
			label="Channel"
			save={(channel) => saveChannel({ existing: versionOf(existing), channel })}
			onSaved={onSaved}
		>
			<TextField
				form={form}
				name="name"
				label="Name"
				clean={cleanLine}
				hint="For yourselves, such as “Payments on call”."
			/>
			<NotificationTargetFields
				form={form}
				storedLabel={existing?.targetLabel ?? null}
				isMailConfigured={isMailConfigured}
			/>
			<NotificationAudienceFields form={form} />
			<CheckboxField
				form={form}
				name="includesDegraded"
				label="Also tell what is degraded"
				hint="The connection works, but something optional does not."
			/>
			<CheckboxField
				form={form}
				name="isEnabled"
				label="Switched on"
				hint="While it is off, nothing is sent except test messages."
			/>
			<div className="flex flex-wrap gap-2.5">
				<SubmitButton form={form} pendingLabel="Saving…">
					{existing === null ? "Add channel" : "Save"}
				</SubmitButton>
				{existing === null && <LinkButton href="/settings/notifications">Cancel</LinkButton>}
			</div>
		</SettingsForm>
	);
}

function versionOf(existing: NotificationFormProps["existing"]) {
	return existing && { id: existing.id, version: existing.version };
}
