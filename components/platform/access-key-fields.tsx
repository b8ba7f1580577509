"use client";

import { useWatch } from "react-hook-form";
import { cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { CredentialsFormOf } from "./credentials-values.ts";
import { IamUserGuide } from "./iam-user-guide.tsx";
import { SecretField } from "./secret-field.tsx";
import { SecretsNote } from "./secrets-note.tsx";
import { useSecrets } from "./use-secrets.ts";

type AccessKeyFieldsProps = { readonly form: CredentialsFormOf; readonly connectorId: string };

/** The key by what it is called in Harness. The key itself has no field here. */
export function AccessKeyFields({ form, connectorId }: AccessKeyFieldsProps) {
	const kind = useWatch({ control: form.control, name: "accessKeyKind" });
	const { data, error, isFetching } = useSecrets(connectorId, "");
	const secrets = { connectorId, first: data ?? null };
	return (
		<fieldset className="flex min-w-0 flex-col gap-3 rounded border border-line bg-paper px-4.5 py-4">
			<legend className="sr-only">Access key</legend>
			<p className="text-sm text-ink-2">
				A secret key never enters Rolebridge: it stays a secret in Harness, and is named here.
			</p>
			<SecretsNote view={data ?? null} isUnreachable={error !== null} isFetching={isFetching} />
			<RadioGroupField form={form} name="accessKeyKind" label="Access key" inline options={KINDS} />
			{kind === "id" ? (
				<TextField
					form={form}
					name="accessKeyId"
					label="Access key ID"
					mono
					clean={cleanToken}
					placeholder="AKIAIOSFODNN7EXAMPLE"
					hint="It begins with AKIA, or ASIA for temporary keys, and is no secret."
				/>
			) : (
				<SecretField form={form} name="accessKeyRef" label="Access key reference" {...secrets} />
			)}
			<SecretField
				form={form}
				name="secretKeyRef"
				label="Secret key reference"
				{...secrets}
				hint="The name of the secret in Harness; account. or org. stands before it where it lies above."
			/>
			<SecretField
				form={form}
				name="sessionTokenRef"
				label="Session token reference"
				{...secrets}
				optional
				hint="Only with temporary keys (ASIA…)."
			/>
			<Disclosure summary="Make an IAM user with programmatic access">
				<IamUserGuide />
			</Disclosure>
		</fieldset>
	);
}

const KINDS = [
	{ value: "id", label: "Type its ID" },
	{ value: "ref", label: "Its ID is a secret in Harness" },
] as const;
