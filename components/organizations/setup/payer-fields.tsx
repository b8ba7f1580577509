"use client";

import { useMemo } from "react";
import { useWatch } from "react-hook-form";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { FeaturesWithin } from "#components/setup/features-context.tsx";
import { FeatureFields, type FeatureReading } from "#components/setup/features-form.tsx";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { featureChoices, type RequirementFacts } from "#lib/domain/decide-requirements.ts";
import { FEATURES, type Feature } from "#lib/domain/features.ts";
import type { Partition } from "#lib/domain/partition.ts";
import type { PayerHere } from "#lib/loaders/rollout-setup.ts";
import { useRolloutFeatures } from "./features-provider.tsx";

type PayerFieldsProps = {
	readonly partition: Partition;
	readonly templateSource: "ours" | "harness";
	readonly details: readonly FeatureReading[];
	readonly connector: PayerHere["connector"];
};

/** The management account: no stack set covers it, so it has a stack, a connector and a choice of its own. */
export function PayerFields(props: PayerFieldsProps) {
	const { form } = useRolloutFeatures();
	const isWanted = useWatch({ control: form.control, name: "payer.isWanted" });
	return (
		<section aria-labelledby="management-account" className="mt-3 flex flex-col gap-3">
			<div>
				<h2 id="management-account">In the management account</h2>
				<p className="text-sm text-ink-2">
					It pays for the others, and its cost report covers them. No stack set ever reaches it, so it gets a
					role of its own.
				</p>
			</div>
			{props.connector !== null && <ConnectedAlready connector={props.connector} isWanted={isWanted} />}
			<CheckboxField
				form={form}
				name="payer.isWanted"
				label="Connect the management account too"
				hint="Without it the rollout makes no role there, and Harness sees the members' costs only by a report that is connected otherwise."
			/>
			{isWanted && <Wanted {...props} />}
		</section>
	);
}

function ConnectedAlready({
	connector: { id, name },
	isWanted,
}: {
	readonly connector: NonNullable<PayerHere["connector"]>;
	readonly isWanted: boolean;
}) {
	const link = (
		<Link href={`/connectors/${id}`} className="link">
			{name}
		</Link>
	);
	if (!isWanted) {
		return (
			<Notice tone="info" title="The management account is connected already">
				As {link}. That connector and its role stay as they are, and cover the costs of the members.
			</Notice>
		);
	}
	return (
		<Notice tone="warn" live="status" title="The management account is connected already">
			As {link}. The stack would make a second role there and fails if both have the same name. Leave the
			account out, or choose another role name in the next step.
		</Notice>
	);
}

/** The report stands above the features here, not in a step before. */
function payerChoices(facts: RequirementFacts) {
	const reason = "The report above is what Cost Visibility reads.";
	return featureChoices(facts).map((choice) =>
		choice.feature === "BILLING" && choice.state === "required" ? { ...choice, reason } : choice,
	);
}

const NEEDS_REPORT: readonly Feature[] = ["BILLING", "COMMITMENT_ORCHESTRATOR"];

function Wanted({ partition, templateSource, details }: PayerFieldsProps) {
	const { form, parts } = useRolloutFeatures();
	const hasReport = useWatch({ control: form.control, name: "payer.hasReport" });
	const hasOwnReport = hasReport === "yes" && partition !== "aws-us-gov";
	const choices = useMemo(
		() => payerChoices({ partition, hasOwnReport, requiresAutoStopping: false, template: templateSource }),
		[partition, hasOwnReport, templateSource],
	);

	/** Cost Visibility is required with a report, and cannot be without one; commitments neither. */
	function costsFollowReport() {
		const now = form.getValues("payer.requirements.features");
		const has = form.getValues("payer.hasReport") === "yes";
		const possible = FEATURES.filter((feature) => has || !NEEDS_REPORT.includes(feature));
		form.setValue(
			"payer.requirements.features",
			possible.filter((feature) => now.includes(feature) || (has && feature === "BILLING")),
		);
	}

	return (
		<>
			{partition !== "aws-us-gov" && (
				<div onChange={costsFollowReport}>
					<RadioGroupField
						form={form}
						name="payer.hasReport"
						label="Cost and Usage Report"
						options={[
							{
								value: "yes",
								label: "It has a report",
								hint: "Harness reads the costs of every account from it.",
							},
							{
								value: "no",
								label: "None for now",
								hint: "Then Harness shows no costs of the organization, unless another connector has its report.",
							},
						]}
					/>
				</div>
			)}
			{hasOwnReport && <Report />}
			<FeaturesWithin form={form} name="payer.requirements" parts={parts}>
				<FeatureFields
					choices={choices}
					templateSource={templateSource}
					details={details}
					legend="Features of the management account"
				/>
			</FeaturesWithin>
		</>
	);
}

function Report() {
	const { form } = useRolloutFeatures();
	const reportType = useWatch({ control: form.control, name: "payer.reportType" });
	return (
		<>
			<RadioGroupField
				form={form}
				name="payer.reportType"
				label="Report type"
				inline
				options={[
					{ value: "CUR2.0", label: "CUR 2.0" },
					{ value: "CUR1.0", label: "CUR 1.0" },
				]}
			/>
			<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
				<TextField
					form={form}
					name="payer.reportName"
					label="Cost and usage report name"
					mono
					clean={cleanToken}
					hint={reportType === "CUR2.0" ? "The export's name; case counts." : "Case counts."}
				/>
				<TextField
					form={form}
					name="payer.bucketName"
					label="Cost and usage S3 bucket name"
					mono
					clean={cleanToken}
					hint="The name alone, without s3:// or a folder."
				/>
			</div>
		</>
	);
}
