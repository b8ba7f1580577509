"use client";

import { useWatch } from "react-hook-form";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import type { SaveStep, StepPlace } from "#components/setup/step-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Partition } from "#lib/domain/partition.ts";
import type { OidcSetUp } from "#lib/loaders/platform-setup.ts";
import { CredentialsFormSchema } from "#lib/schemas/platform-form-schemas.ts";
import type { CredentialsInput } from "#lib/schemas/platform-schemas.ts";
import { AccessKeyFields } from "./access-key-fields.tsx";
import { BackOffFields } from "./back-off-fields.tsx";
import { CREDENTIAL_TITLES, type CredentialsFormOf, type CredentialsValues } from "./credentials-values.ts";
import { CrossAccountFields } from "./cross-account-fields.tsx";
import { OidcFields } from "./oidc-fields.tsx";
import { PlatformForm } from "./platform-form.tsx";
import { platformStepHref } from "./platform-frame.tsx";
import { RegionField } from "./region-field.tsx";

type CredentialsFormProps = {
	readonly place: StepPlace;
	readonly save: SaveStep<{ readonly credentials: CredentialsInput }>;
	readonly defaultValues: CredentialsValues;
	readonly partition: Partition;
	readonly oidc: OidcSetUp | null;
};

export function CredentialsForm({ place, save, defaultValues, partition, oidc }: CredentialsFormProps) {
	const form: CredentialsFormOf = useZodForm({ schema: CredentialsFormSchema, defaultValues });
	const { connectorId } = place;
	const type = useWatch({ control: form.control, name: "type" });
	return (
		<PlatformForm
			form={form}
			step="credentials"
			place={place}
			save={(credentials, version) => save({ connectorId, version, credentials })}
			nextHref={({ credential }) =>
				platformStepHref(connectorId, credential.type === "OidcAuthentication" ? "connectivity" : "delegate")
			}
		>
			<RadioGroupField form={form} name="type" label="Credentials" options={WAYS} />
			<div className="flex flex-col gap-3 empty:hidden">
				{type === "ManualConfig" && <AccessKeyFields form={form} connectorId={connectorId} />}
				{type === "OidcAuthentication" && <OidcFields form={form} oidc={oidc} />}
				{type === "Irsa" && (
					<Notice tone="info" live="status" title="The delegate's file changes with it">
						The next step makes the service account and puts it into the delegate's YAML.
					</Notice>
				)}
			</div>
			<CrossAccountFields form={form} partition={partition} />
			<RegionField form={form} partition={partition} />
			<BackOffFields form={form} />
		</PlatformForm>
	);
}

const WAYS = [
	{
		value: "InheritFromDelegate",
		label: CREDENTIAL_TITLES.InheritFromDelegate,
		hint: "The delegate runs in AWS, on an EC2 instance or in a cluster, and Harness takes the role of that machine. Often the simplest; nothing is stored in Harness.",
	},
	{
		value: "ManualConfig",
		label: CREDENTIAL_TITLES.ManualConfig,
		hint: "The access key of an IAM user, held as a secret in Harness. It never expires by itself: the other ways are better where they are possible.",
	},
	{
		value: "Irsa",
		label: CREDENTIAL_TITLES.Irsa,
		hint: "IAM roles for service accounts: a Kubernetes delegate in Amazon EKS, whose service account has a role of its own instead of the node's.",
	},
	{
		value: "OidcAuthentication",
		label: CREDENTIAL_TITLES.OidcAuthentication,
		hint: "AWS trusts tokens that Harness signs, for one Harness account. No key, and no delegate needed.",
	},
] as const;
