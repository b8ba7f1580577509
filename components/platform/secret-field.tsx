"use client";

import { useId, useState } from "react";
import { useWatch } from "react-hook-form";
import { cleanToken } from "#components/form/clean.ts";
import { TextField } from "#components/form/text-field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { isLikeSecret } from "#lib/domain/platform/secret-reference.ts";
import type { SecretsView } from "#lib/loaders/platform-live.ts";
import type { CredentialsFormOf } from "./credentials-values.ts";
import { useFoundSecrets } from "./use-secrets.ts";

type SecretFieldProps = {
	readonly form: CredentialsFormOf;
	readonly name: "accessKeyRef" | "secretKeyRef" | "sessionTokenRef";
	readonly label: string;
	readonly hint?: string;
	readonly optional?: boolean;
	readonly connectorId: string;
	/** The first page of what can be chosen; null: not read yet. Typing stays possible: nobody depends on the list. */
	readonly first: SecretsView | null;
};

const PLACES = {
	account: "account",
	organization: "organization",
	project: "project",
} as const satisfies Record<SecretsView["secrets"][number]["where"], string>;

/** A secret of Harness by its name. A key that is pasted by mistake is taken out before anything keeps it. */
export function SecretField({ form, name, label, hint, optional, ...asked }: SecretFieldProps) {
	const listId = useId();
	const [wasSecret, setWasSecret] = useState(false);
	const secrets = useFoundSecrets({ ...asked, typed: useWatch({ control: form.control, name }) });

	function clean(raw: string): string {
		const text = cleanToken(raw);
		const isSecret = isLikeSecret(text);
		if (isSecret || text !== "") setWasSecret(isSecret);
		return isSecret ? "" : text;
	}

	return (
		<div>
			<TextField
				form={form}
				name={name}
				label={label}
				mono
				list={listId}
				clean={clean}
				{...(optional === true && { optional })}
				hint={hint ?? "The name of the secret in Harness."}
			/>
			<datalist id={listId}>
				{secrets.map(({ reference, name: title, where }) => (
					<option key={reference} value={reference} label={`${title} (${PLACES[where]})`} />
				))}
			</datalist>
			{wasSecret && (
				<Notice tone="warn" live="alert" title="That looked like a secret key itself" className="mt-2">
					It was taken out and kept nowhere. Store it as a text secret in Harness, then choose that secret
					here. If it went anywhere else, make a new key in AWS.
				</Notice>
			)}
		</div>
	);
}
