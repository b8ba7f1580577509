"use client";

import { useWatch } from "react-hook-form";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { TextField } from "#components/form/text-field.tsx";
import type { Partition } from "#lib/domain/partition.ts";
import type { CredentialsFormOf, CredentialsValues } from "./credentials-values.ts";
import { StsRoleTrust } from "./sts-role-trust.tsx";

/** What each way to sign in means for a role in another account. */
const WHO_ASSUMES = {
	InheritFromDelegate:
		"The delegate's role assumes it. Harness supports it for Amazon EC2 and Amazon ECS; Amazon EKS needs IRSA.",
	ManualConfig:
		"The user of the access key assumes it. Harness supports it for Amazon EC2 and Amazon ECS; Amazon EKS needs IRSA.",
	Irsa: "The service account's role assumes it. Harness supports it for Amazon EC2, Amazon ECS and Amazon EKS.",
	OidcAuthentication: "The role above assumes it. Not every step of a pipeline supports it.",
} as const satisfies Record<CredentialsValues["type"], string>;

type CrossAccountFieldsProps = { readonly form: CredentialsFormOf; readonly partition: Partition };

/** "Enable cross-account access": one identity signs in, another account's role does the work. */
export function CrossAccountFields({ form, partition }: CrossAccountFieldsProps) {
	const [isOn, type] = useWatch({ control: form.control, name: ["isCrossAccount", "type"] });
	return (
		<div className="flex flex-col gap-3">
			<CheckboxField
				form={form}
				name="isCrossAccount"
				label="Enable cross-account access (STS role)"
				hint={`To work in another account than the credentials belong to. ${WHO_ASSUMES[type]}`}
			/>
			{isOn && (
				<fieldset className="grid min-w-0 gap-x-4 gap-y-2 rounded border border-line bg-paper px-4.5 py-4 sm:grid-cols-2">
					<legend className="sr-only">STS role</legend>
					<TextField
						form={form}
						name="roleArn"
						label="Role ARN"
						mono
						clean={cleanToken}
						placeholder="arn:aws:iam::123456789012:role/Deploy"
						hint="In the account Harness works in. Its trust policy names whoever the credentials are."
					/>
					<TextField
						form={form}
						name="externalId"
						label="External ID"
						mono
						optional
						clean={cleanToken}
						hint="As the role's owner gave it to you. It is handed to Harness; Rolebridge itself never uses it."
					/>
					<StsRoleTrust form={form} partition={partition} />
					{type === "ManualConfig" || type === "InheritFromDelegate" ? (
						<p className="text-sm text-ink-2 sm:col-span-2">
							For Serverless Lambda the delegate then needs the AWS CLI; the next step shows how.
						</p>
					) : null}
				</fieldset>
			)}
		</div>
	);
}
