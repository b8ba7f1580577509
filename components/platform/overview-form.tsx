"use client";

import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanDigits, cleanLine } from "#components/form/clean.ts";
import { TagsField } from "#components/form/tags-field.tsx";
import { TextAreaField } from "#components/form/text-area-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import type { SaveStep, StepPlace } from "#components/setup/step-form.tsx";
import { useIdentifierFromName } from "#components/setup/use-identifier-from-name.ts";
import type { Overview } from "#lib/domain/connector.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { PlatformOverviewFormSchema } from "#lib/schemas/platform-form-schemas.ts";
import { PlatformForm } from "./platform-form.tsx";
import { ScopeFields } from "./scope-fields.tsx";

/** As it is typed. */
export type PlatformOverviewValues = {
	readonly name: string;
	readonly identifier: string;
	readonly awsAccountId: string;
	readonly description: string;
	readonly tags: { key: string; value: string }[];
	readonly isGovCloud: boolean;
	readonly scopeKind: PlatformScope["kind"];
	readonly orgId: string;
	readonly projectId: string;
};

type Saved = Overview & { readonly scope: PlatformScope };
export type OverviewFormOf = ZodForm<PlatformOverviewValues, Saved>;

type OverviewFormProps = {
	readonly place: StepPlace;
	readonly save: SaveStep<{ readonly overview: Saved }>;
	readonly nextHref: string;
	readonly defaultValues: PlatformOverviewValues;
	/** Known to Harness: identifier, scope, account and partition stay what they are. */
	readonly isRegistered: boolean;
};

export function OverviewForm({ place, save, nextHref, defaultValues, isRegistered }: OverviewFormProps) {
	const form: OverviewFormOf = useZodForm({ schema: PlatformOverviewFormSchema, defaultValues });
	const { connectorId } = place;
	const followName = useIdentifierFromName({
		first: defaultValues,
		isFixed: isRegistered,
		read: form.getValues,
		write: (identifier) => form.setValue("identifier", identifier),
	});
	return (
		<PlatformForm
			form={form}
			step="overview"
			place={place}
			save={(overview, version) => save({ connectorId, version, overview })}
			nextHref={() => nextHref}
		>
			<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2" onChange={followName}>
				<TextField
					form={form}
					name="name"
					label="Connector name"
					clean={cleanLine}
					hint="What pipelines and services in Harness choose it by."
				/>
				<TextField
					form={form}
					name="identifier"
					label="Identifier"
					mono
					readOnly={isRegistered}
					hint={
						isRegistered
							? "Known to Harness by this; it stays."
							: "Made from the name; yours to change until Harness knows the connector."
					}
				/>
			</div>
			<ScopeFields form={form} isRegistered={isRegistered} />
			<TextField
				form={form}
				name="awsAccountId"
				label="AWS account ID"
				numeric
				clean={cleanDigits}
				readOnly={isRegistered}
				placeholder="123456789012"
				hint={
					isRegistered
						? "A registered connector stays with its account."
						: "The account Harness works in. With a role, the account the role belongs to."
				}
			/>
			<GovCloud form={form} isRegistered={isRegistered} isGovCloud={defaultValues.isGovCloud} />
			<TextAreaField form={form} name="description" label="Description" optional rows={2} />
			<TagsField
				form={form}
				name="tags"
				label="Tags"
				hint="Up to 20; Harness keeps them with the connector."
			/>
		</PlatformForm>
	);
}

function GovCloud({
	form,
	isRegistered,
	isGovCloud,
}: {
	readonly form: OverviewFormOf;
	readonly isRegistered: boolean;
	readonly isGovCloud: boolean;
}) {
	if (isRegistered) {
		return (
			<p className="text-ink-2">{isGovCloud ? "An AWS GovCloud account." : "No AWS GovCloud account."}</p>
		);
	}
	return (
		<CheckboxField
			form={form}
			name="isGovCloud"
			label="AWS GovCloud account"
			hint="Yes for accounts in us-gov-west-1 and us-gov-east-1. Credentials of one never work in the other."
		/>
	);
}
