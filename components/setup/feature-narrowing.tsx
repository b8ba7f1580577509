"use client";

import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { ChoiceGroup } from "#components/form/choice-group.tsx";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TextAreaField } from "#components/form/text-area-field.tsx";
import { AUTOSTOPPING_INFO } from "#lib/domain/feature-info.ts";
import { AUTOSTOPPING_FEATURES, type Feature, MAX_GOVERNANCE_POLICIES } from "#lib/domain/features.ts";
import { useFeatures } from "./features-context.tsx";

type FeatureNarrowingProps = {
	readonly feature: Feature;
	/** False: the template in force carries nothing narrower. */
	readonly isNarrowable: boolean;
};

/** What can be decided about a feature beyond on and off. */
export function FeatureNarrowing({ feature, isNarrowable }: FeatureNarrowingProps) {
	switch (feature) {
		case "OPTIMIZATION":
			return <AutoStoppingChoices isNarrowable={isNarrowable} />;
		case "GOVERNANCE":
			return <EnforcementPolicies isNarrowable={isNarrowable} />;
		case "COMMITMENT_ORCHESTRATOR":
			return <CommitmentAccess />;
		default:
			return null;
	}
}

const NOT_CARRIED = "Harness's published template cannot carry this.";

function AutoStoppingChoices({ isNarrowable }: { readonly isNarrowable: boolean }) {
	const { form, at } = useFeatures();
	return (
		<ChoiceGroup
			form={form}
			name={at("autoStopping")}
			legend="Narrow it to"
			hint={
				isNarrowable
					? "With none chosen the role gets Harness's own wide policy, with ec2:* and iam:PassRole."
					: NOT_CARRIED
			}
			className="mt-3"
		>
			<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
				{AUTOSTOPPING_FEATURES.map((choice) => (
					<CheckboxField
						key={choice}
						form={form}
						name={at("autoStopping")}
						value={choice}
						label={AUTOSTOPPING_INFO[choice].label}
						hint={AUTOSTOPPING_INFO[choice].summary}
						disabled={!isNarrowable}
					/>
				))}
			</div>
		</ChoiceGroup>
	);
}

function EnforcementPolicies({ isNarrowable }: { readonly isNarrowable: boolean }) {
	const { form, at } = useFeatures();
	return (
		<TextAreaField
			form={form}
			name={at("governancePolicyArns")}
			label="Enforcement policies"
			optional
			mono
			rows={2}
			disabled={!isNarrowable}
			placeholder="arn:aws:iam::123456789012:policy/StopIdleInstances"
			hint={
				isNarrowable
					? `Read-only unless you name IAM policies here, one ARN a line, up to ${MAX_GOVERNANCE_POLICIES}. Rules can then do what these allow.`
					: `Read-only. ${NOT_CARRIED}`
			}
			className="mt-3"
		/>
	);
}

function CommitmentAccess() {
	const { form, at } = useFeatures();
	return (
		<RadioGroupField
			form={form}
			name={at("commitmentWrite")}
			label="Access to commitments"
			options={[
				{ value: "read", label: "Read", hint: "Coverage, utilization and proposals." },
				{
					value: "read-write",
					label: "Read and write",
					hint: "Harness may buy and exchange: a purchase binds for one or three years.",
				},
			]}
			className="mt-3"
		/>
	);
}
