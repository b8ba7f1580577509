"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanDigits, cleanLine, cleanToken } from "#components/form/clean.ts";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { NamedAccount } from "#lib/domain/rollout/naming.ts";
import type { RolloutKind } from "#lib/domain/rollout.ts";
import {
	AccountListFormSchema,
	OrganizationFormSchema,
	type OrganizationStep,
	type OrganizationForm as Values,
} from "#lib/schemas/rollout-organization-schema.ts";
import { AccountListField } from "./account-list-field.tsx";
import { NamesCheck } from "./names-check.tsx";
import { NamesPreview } from "./names-preview.tsx";
import { RolloutForm, type RolloutPlace, type SaveRolloutStep } from "./rollout-form.tsx";

type OrganizationFormProps = {
	readonly place: RolloutPlace;
	readonly save: SaveRolloutStep<{ readonly organization: OrganizationStep }>;
	readonly nextHref: string;
	readonly kind: RolloutKind;
	/** Roles were made: management account and partition stay. */
	readonly isLaunched: boolean;
	readonly defaultValues: Values;
	readonly sample: readonly NamedAccount[];
};

export function OrganizationForm(props: OrganizationFormProps) {
	const { place, save, nextHref, kind, isLaunched, defaultValues, sample } = props;
	const schema = kind === "list" ? AccountListFormSchema : OrganizationFormSchema;
	const form = useZodForm<Values, OrganizationStep>({ schema, defaultValues });
	const [asked, setAsked] = useState(defaultValues);
	const askAgain = () => setAsked({ ...form.getValues() });
	return (
		<RolloutForm
			form={form}
			label={kind === "list" ? "Accounts" : "Organization"}
			step="organization"
			place={place}
			save={(organization, version) => save({ rolloutId: place.rolloutId, version, organization })}
			nextHref={() => nextHref}
		>
			<TextField
				form={form}
				name="name"
				label="Name of this rollout"
				clean={cleanLine}
				placeholder={kind === "list" ? "Accounts without an organization" : "Acme"}
				hint="Only here; Harness does not see it."
			/>
			{kind === "organization" ? (
				<TextField
					form={form}
					name="managementAccountId"
					label="Management account ID"
					numeric
					clean={cleanDigits}
					readOnly={isLaunched}
					placeholder="123456789012"
					hint={
						isLaunched
							? "Roles in AWS were made with it; it stays."
							: "12 digits; spaces and dashes are fine."
					}
				/>
			) : (
				<AccountListField form={form} onSettled={askAgain} />
			)}
			<GovCloudField form={form} isLaunched={isLaunched} />
			{/* biome-ignore lint/a11y/noStaticElementInteractions: leaving a pattern only asks about it again */}
			<div onBlur={askAgain}>
				<Card
					title="Names in Harness"
					subtitle={
						<>
							Made from <Mono>{"{accountId}"}</Mono>, <Mono>{"{accountName}"}</Mono> and <Mono>{"{ou}"}</Mono>
							; what Harness refuses becomes _.
						</>
					}
				>
					<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
						<TextField
							form={form}
							name="connectorName"
							label="Connector name pattern"
							mono
							clean={cleanLine}
							hint="What Perspectives show."
						/>
						<TextField
							form={form}
							name="identifier"
							label="Identifier pattern"
							mono
							clean={cleanToken}
							hint="Harness never changes it again."
						/>
					</div>
					<NamesPreview form={form} kind={kind} sample={sample} />
					<NamesCheck rolloutId={place.rolloutId} kind={kind} asked={asked} />
				</Card>
			</div>
		</RolloutForm>
	);
}

function GovCloudField({
	form,
	isLaunched,
}: {
	readonly form: ZodForm<Values, OrganizationStep>;
	readonly isLaunched: boolean;
}) {
	const isGovCloud = useWatch({ control: form.control, name: "isGovCloud" });
	if (isLaunched) {
		return (
			<p className="text-ink-2">{isGovCloud ? "AWS GovCloud accounts." : "No AWS GovCloud accounts."}</p>
		);
	}
	return (
		<div className="flex flex-col gap-3">
			<CheckboxField
				form={form}
				name="isGovCloud"
				label="AWS GovCloud accounts"
				hint="Yes for accounts in us-gov-west-1 and us-gov-east-1. They have an organization of their own."
			/>
			{isGovCloud && (
				<Notice tone="info" live="status" title="Only AutoStopping works in AWS GovCloud">
					Of Harness's features, Optimization by AutoStopping is the one that works there; costs come with the
					standard account that each belongs to.
				</Notice>
			)}
		</div>
	);
}
