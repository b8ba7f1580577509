"use client";

import { useWatch } from "react-hook-form";
import type * as z from "zod/mini";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveProviderAction } from "#lib/actions/sign-in-actions.ts";
import { ROLES } from "#lib/domain/access.ts";
import { ROLE_INFO } from "#lib/domain/people.ts";
import { SignInSchema } from "#lib/schemas/sign-in-settings-schemas.ts";
import { SettingsForm } from "./settings-form.tsx";
import { SignInGroupFields } from "./sign-in-group-fields.tsx";

export type SignInProviderFormProps = {
	readonly version: number;
	readonly hasClientSecret: boolean;
	readonly defaults: z.input<typeof SignInSchema>;
};

const DEFAULT_ROLES = [
	{ value: "none", label: "No access" },
	...ROLES.map((role) => ({ value: role, label: ROLE_INFO[role].label })),
];

export function SignInProviderForm({ version, hasClientSecret, defaults }: SignInProviderFormProps) {
	const save = useTrustAction(saveProviderAction);
	const form = useZodForm({ schema: SignInSchema, defaultValues: defaults });
	const isPublicClient = useWatch({ control: form.control, name: "isPublicClient" });
	return (
		<SettingsForm
			form={form}
			label="Provider"
			save={(signIn) => save({ version, signIn })}
			onSaved={() => form.resetField("clientSecret")}
			done="Provider saved."
		>
			<TextField
				form={form}
				name="issuer"
				label="Issuer URL"
				type="url"
				mono
				clean={cleanToken}
				hint="As the provider names itself, for example https://login.example.com. Rolebridge asks it about itself when you save."
			/>
			<TextField form={form} name="clientId" label="Client ID" mono clean={cleanToken} />
			{!isPublicClient && (
				<TextField
					form={form}
					name="clientSecret"
					label="Client secret"
					type="password"
					mono
					optional={hasClientSecret}
					clean={cleanToken}
					autoComplete="new-password"
					hint={
						hasClientSecret
							? "A secret is stored, encrypted. Leave this empty to keep it."
							: "It is stored encrypted and sent to the provider only."
					}
				/>
			)}
			<CheckboxField
				form={form}
				name="isPublicClient"
				label="Without a client secret"
				hint="For a provider where Rolebridge is registered as a public client. PKCE protects the sign-in either way."
			/>
			<TextField
				form={form}
				name="scopes"
				label="Scopes"
				mono
				hint="What is asked for. Many providers give groups only with a scope of their own, often groups."
			/>
			<TextField
				form={form}
				name="groupsClaim"
				label="Groups claim"
				mono
				clean={cleanToken}
				className="max-w-90"
				hint="Where the groups stand, for example groups or realm_access.roles."
			/>
			<SignInGroupFields form={form} />
			<SelectField
				form={form}
				name="defaultRole"
				label="Everybody else"
				options={DEFAULT_ROLES}
				className="max-w-60"
				hint="People whom the provider knows and who are in none of these groups."
			/>
			<TextField
				form={form}
				name="buttonLabel"
				label="Name on the button"
				optional
				className="max-w-90"
				hint="“Sign in with …”: what your people call it, for example Contoso."
			/>
			<CheckboxField
				form={form}
				name="isEnabled"
				label="Offer it on the sign-in page"
				hint="Until then only the test sign-in below uses it."
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Asking the provider and saving…">
					Save
				</SubmitButton>
			</div>
		</SettingsForm>
	);
}
