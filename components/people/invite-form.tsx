"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { inviteAction } from "#lib/actions/people-actions.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import type { InvitePage } from "#lib/loaders/people.ts";
import { scopeDefaults } from "#lib/schemas/access-schema.ts";
import { InviteFormSchema, typedAccess } from "#lib/schemas/people-schemas.ts";
import { AccessFields } from "./access-fields.tsx";
import { InvitationMade, type MadeInvitation } from "./invitation-made.tsx";

export function InviteForm({ harnessAccounts, canMail }: InvitePage) {
	const invite = useTrustAction(inviteAction);
	const [made, setMade] = useState<MadeInvitation | null>(null);
	const form = useZodForm({
		schema: InviteFormSchema,
		defaultValues: {
			email: "",
			isMailed: canMail,
			role: "viewer",
			...scopeDefaults(EVERYWHERE),
		},
	});
	if (made !== null) return <InvitationMade made={made} />;
	return (
		<Form
			form={form}
			label="Invitation"
			onSubmit={async ({ email, isMailed, ...typed }) => {
				const answered: { value?: MadeInvitation } = {};
				const saved = await saveOutcome(async () => {
					const answer = await invite({ email, isMailed, access: typedAccess(typed) });
					if (answer.data?.ok) answered.value = { email, isMailed, ...answer.data.value };
					return answer;
				});
				if (answered.value !== undefined) setMade(answered.value);
				return saved.outcome;
			}}
		>
			<FormError form={form} title="Nobody was invited" />
			<TextField
				form={form}
				name="email"
				label="E-mail address"
				type="email"
				clean={cleanToken}
				hint="They sign in with it. Only whoever has the link can accept."
			/>
			<AccessFields form={form} harnessAccounts={harnessAccounts} />
			<CheckboxField
				form={form}
				name="isMailed"
				label="Send the link by e-mail"
				disabled={!canMail}
				hint={
					canMail
						? "It is shown here as well."
						: "E-mail is not set up (SMTP_URL, ROLEBRIDGE_MAIL_FROM, ROLEBRIDGE_URL). The link is shown here to hand on."
				}
			/>
			<div className="flex flex-wrap gap-2.5">
				<SubmitButton form={form} pendingLabel="Inviting…">
					Invite
				</SubmitButton>
				<LinkButton href="/settings/people">Cancel</LinkButton>
			</div>
		</Form>
	);
}
