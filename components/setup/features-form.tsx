"use client";

import { type ReactNode, useState } from "react";
import { ChoiceGroup } from "#components/form/choice-group.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FeatureChoice } from "#lib/domain/decide-requirements.ts";
import type { Feature } from "#lib/domain/features.ts";
import type { PartKind } from "#lib/domain/permissions/part-in-force.ts";
import type { RequirementsOutput } from "#lib/schemas/requirements-schema.ts";
import { FeatureNarrowing } from "./feature-narrowing.tsx";
import { FeatureRow } from "./feature-row.tsx";
import { useFeatures, useFeaturesForm } from "./features-context.tsx";
import { type SaveStep, StepForm, type StepPlace } from "./step-form.tsx";

/** What the server made to be read about one feature. */
export type FeatureReading = {
	readonly feature: Feature;
	readonly gives: ReactNode;
	readonly parts: readonly (PartKind & { readonly list: ReactNode })[];
};

type FeaturesFormProps = {
	readonly place: StepPlace;
	readonly save: SaveStep<{ readonly requirements: RequirementsOutput }>;
	readonly nextHref: string;
	readonly choices: readonly FeatureChoice[];
	readonly templateSource: "ours" | "harness";
	/** Empty: it is read elsewhere on the page. */
	readonly details: readonly FeatureReading[];
};

export function FeaturesForm({ place, save, nextHref, choices, templateSource, details }: FeaturesFormProps) {
	const form = useFeaturesForm();
	return (
		<StepForm
			form={form}
			step="features"
			place={place}
			save={(requirements, version) => save({ connectorId: place.connectorId, version, requirements })}
			nextHref={() => nextHref}
		>
			<FeatureFields {...{ choices, templateSource, details }} />
		</StepForm>
	);
}

export type FeatureFieldsProps = Pick<FeaturesFormProps, "choices" | "templateSource" | "details"> & {
	/** The question for screen readers, where there are several such on a page. */
	readonly legend?: string;
};

/** The features with their narrower choices, for the set-up and for later changes. */
export function FeatureFields({ choices, templateSource, details, legend = "Features" }: FeatureFieldsProps) {
	const { form, at } = useFeatures();
	const [open, setOpen] = useState<readonly Feature[]>([]);
	const isNarrowable = templateSource === "ours";

	function onToggle(feature: Feature, how: "toggle" | "only") {
		setOpen((before) => {
			if (how === "only") return [feature];
			const others = before.filter((each) => each !== feature);
			return how === "toggle" && others.length < before.length ? others : [...others, feature];
		});
	}

	return (
		<>
			{!isNarrowable && details.length > 0 && <HarnessTemplateNotice />}
			<ChoiceGroup form={form} name={at("features")} legend={legend} hideLegend>
				<div className="flex flex-col gap-3">
					{choices.map((choice) => (
						<FeatureRow
							key={choice.feature}
							choice={choice}
							reading={details.find(({ feature }) => feature === choice.feature)}
							isFirst={choice === choices.find(({ state }) => state === "free")}
							isOpen={open.includes(choice.feature)}
							onToggle={(how) => onToggle(choice.feature, how)}
						>
							<FeatureNarrowing feature={choice.feature} isNarrowable={isNarrowable} />
						</FeatureRow>
					))}
				</div>
			</ChoiceGroup>
		</>
	);
}

function HarnessTemplateNotice() {
	return (
		<Notice
			tone="info"
			title="Links use Harness's published template"
			action={
				<LinkButton href="/settings" size="small">
					Open Settings
				</LinkButton>
			}
		>
			It knows the five features and nothing narrower, so AutoStopping cannot be narrowed and Cloud Governance
			takes no policies of yours.
		</Notice>
	);
}
