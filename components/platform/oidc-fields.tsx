"use client";

import { cleanToken } from "#components/form/clean.ts";
import { TextField } from "#components/form/text-field.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { OidcSetUp } from "#lib/loaders/platform-setup.ts";
import type { CredentialsFormOf } from "./credentials-values.ts";

type OidcFieldsProps = { readonly form: CredentialsFormOf; readonly oidc: OidcSetUp | null };

/** The role that takes Harness's tokens, and what makes it take them. */
export function OidcFields({ form, oidc }: OidcFieldsProps) {
	return (
		<fieldset className="flex min-w-0 flex-col gap-3 rounded border border-line bg-paper px-4.5 py-4">
			<legend className="sr-only">OIDC</legend>
			{oidc !== null && (
				<Disclosure summary="What to make in AWS first">
					<OidcGuide oidc={oidc} />
				</Disclosure>
			)}
			<TextField
				form={form}
				name="iamRoleArn"
				label="IAM role ARN"
				mono
				clean={cleanToken}
				placeholder="arn:aws:iam::123456789012:role/HarnessOidc"
				hint="The role whose trust policy names the identity provider."
			/>
			<TextField
				form={form}
				name="sessionTagKeys"
				label="Session tag keys"
				mono
				optional
				hint="Between commas. What Harness's token says under these keys becomes tags of the session, for conditions in policies."
			/>
		</fieldset>
	);
}

function OidcGuide({ oidc: { providerUrl, audience, trustPolicy } }: { readonly oidc: OidcSetUp }) {
	return (
		<div className="flex flex-col gap-3 text-sm text-ink-2">
			<p>
				1. In the IAM console, Identity providers, Add provider, OpenID Connect, with these two values. An
				account needs it once.
			</p>
			<CopyField label="Provider URL" value={providerUrl} />
			<CopyField label="Audience" value={audience} />
			<p>
				2. Make a role with a custom trust policy, and attach what it is to do, ec2:DescribeRegions included.
			</p>
			<CodeBlock label="Trust policy for OIDC" code={trustPolicy} />
			<p>
				Only tokens of this Harness account fit. To let in a single organization or project of it, add a
				condition on the subject (sub) of the token.
			</p>
		</div>
	);
}
