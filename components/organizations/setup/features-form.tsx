"use client";

import type { FeatureReading } from "#components/setup/features-form.tsx";
import { FeatureFields } from "#components/setup/features-form.tsx";
import type { FeatureChoice } from "#lib/domain/decide-requirements.ts";
import type { Partition } from "#lib/domain/partition.ts";
import type { OrganizationUnit, RolloutKind } from "#lib/domain/rollout.ts";
import type { PayerHere } from "#lib/loaders/rollout-setup.ts";
import type { RolloutFeaturesOutput } from "#lib/schemas/rollout-features-schema.ts";
import { FeatureExceptions } from "./feature-exceptions.tsx";
import { useRolloutFeatures } from "./features-provider.tsx";
import { PayerFields } from "./payer-fields.tsx";
import { RolloutForm, type RolloutPlace, type SaveRolloutStep } from "./rollout-form.tsx";

type RolloutFeaturesFormProps = {
	readonly place: RolloutPlace;
	readonly save: SaveRolloutStep<{ readonly features: RolloutFeaturesOutput }>;
	readonly nextHref: string;
	readonly kind: RolloutKind;
	readonly partition: Partition;
	readonly memberChoices: readonly FeatureChoice[];
	readonly templateSource: "ours" | "harness";
	/** Made by the server: what each feature gives and needs. */
	readonly details: readonly FeatureReading[];
	readonly units: readonly OrganizationUnit[];
	readonly payerConnector: PayerHere["connector"];
};

export function RolloutFeaturesForm(props: RolloutFeaturesFormProps) {
	const { place, save, nextHref, kind, partition, memberChoices, templateSource, details } = props;
	const { form } = useRolloutFeatures();
	return (
		<RolloutForm
			form={form}
			label="Features"
			step="features"
			place={place}
			save={(features, version) => save({ rolloutId: place.rolloutId, version, features })}
			nextHref={() => nextHref}
		>
			<section aria-labelledby="every-account" className="flex flex-col gap-3">
				<h2 id="every-account">In every account</h2>
				<FeatureFields
					choices={memberChoices}
					templateSource={templateSource}
					details={details}
					legend="Features of every account"
				/>
			</section>
			<FeatureExceptions
				kind={kind}
				// Why one cannot be had stands above already.
				choices={memberChoices.filter(({ state }) => state !== "unavailable")}
				templateSource={templateSource}
				units={props.units}
			/>
			{kind === "organization" && (
				<PayerFields
					partition={partition}
					templateSource={templateSource}
					details={details}
					connector={props.payerConnector}
				/>
			)}
		</RolloutForm>
	);
}
