"use client";

import { useWatch } from "react-hook-form";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanDigits, cleanLine } from "#components/form/clean.ts";
import { TagsField } from "#components/form/tags-field.tsx";
import { TextAreaField } from "#components/form/text-area-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { Overview } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { OVERVIEW_FORM_SCHEMAS } from "#lib/schemas/overview-schema.ts";
import { SameAccountNotice, useSameAccount } from "./same-account-notice.tsx";
import { type SaveStep, StepForm, type StepPlace } from "./step-form.tsx";
import { useIdentifierFromName } from "./use-identifier-from-name.ts";

/** As it is typed. */
export type OverviewValues = {
	readonly name: string;
	readonly identifier: string;
	readonly awsAccountId: string;
	readonly description: string;
	readonly tags: { key: string; value: string }[];
	readonly isGovCloud: boolean;
};

type OverviewFormProps = {
	readonly place: StepPlace;
	readonly save: SaveStep<{ readonly overview: Overview }>;
	readonly defaultValues: OverviewValues;
	/** Known to Harness: identifier, account and partition stay what they are. */
	readonly isRegistered: boolean;
	/** Of a connection for another vendor: what it says of its names. Null: a connector of Harness's. */
	readonly vendor?: { readonly destination: Destination; readonly nameHint: string } | null;
};

export function OverviewForm({ place, save, defaultValues, isRegistered, vendor = null }: OverviewFormProps) {
	const schema = OVERVIEW_FORM_SCHEMAS[vendor?.destination ?? "harness-ccm"];
	const form = useZodForm({ schema, defaultValues });
	const { connectorId } = place;
	const sameAccount = useSameAccount(connectorId);
	const followName = useIdentifierFromName({
		first: defaultValues,
		isFixed: isRegistered,
		read: form.getValues,
		write: (identifier) => form.setValue("identifier", identifier),
	});

	function onRefused({ code }: Failure, { awsAccountId }: { readonly awsAccountId: string }) {
		if (code === "CONNECTOR_ACCOUNT_TAKEN" || code === "HARNESS_CONNECTOR_EXISTS")
			sameAccount.find(awsAccountId);
	}

	return (
		<StepForm
			form={form}
			step="overview"
			place={place}
			save={(overview, version) => save({ connectorId, version, overview })}
			nextHref={({ isGovCloud }) =>
				`/connectors/${connectorId}/setup/${isGovCloud ? "features" : "cost-report"}`
			}
			onRefused={onRefused}
		>
			<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2" onChange={followName}>
				<TextField
					form={form}
					name="name"
					label={vendor === null ? "Connector name" : "Connection name"}
					clean={cleanLine}
					hint={vendor?.nameHint ?? "The account carries it in Harness's Perspectives."}
				/>
				{vendor === null && (
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
				)}
			</div>
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
						: "12 digits; spaces and dashes are fine."
				}
			/>
			<SameAccountNotice found={sameAccount.found} />
			{vendor === null && <GovCloudField form={form} isRegistered={isRegistered} />}
			<TextAreaField form={form} name="description" label="Description" optional rows={2} />
			<TagsField
				form={form}
				name="tags"
				label="Tags"
				hint={vendor === null ? "Up to 20; Harness keeps them with the connector." : "Up to 20; kept here."}
			/>
		</StepForm>
	);
}

type Form<Output> = ZodForm<OverviewValues, Output>;

function GovCloudField<Output>({
	form,
	isRegistered,
}: {
	readonly form: Form<Output>;
	readonly isRegistered: boolean;
}) {
	const isGovCloud = useWatch({ control: form.control, name: "isGovCloud" });
	return (
		<div className="flex flex-col gap-3">
			{isRegistered ? (
				<p className="text-ink-2">
					{isGovCloud ? "An AWS GovCloud account." : "No AWS GovCloud account."} This stays as it was
					registered.
				</p>
			) : (
				<CheckboxField
					form={form}
					name="isGovCloud"
					label="AWS GovCloud account"
					hint="Yes for accounts in us-gov-west-1 and us-gov-east-1."
				/>
			)}
			{isGovCloud && (
				<Notice tone="info" live="status" title="The step Cost and Usage Report is skipped">
					AWS bills a GovCloud account through the standard account it belongs to, so it has no report of its
					own, and Harness reads none there. Of Harness's features, AutoStopping works in AWS GovCloud.
				</Notice>
			)}
		</div>
	);
}
