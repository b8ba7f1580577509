import { saveRequirementsAction } from "#lib/actions/setup-actions.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { FeatureChoice } from "#lib/domain/decide-requirements.ts";
import type { OfferedFeature } from "#lib/domain/destinations/profile.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { FEATURES, type Feature } from "#lib/domain/features.ts";
import type { ManifestStatement } from "#lib/domain/permissions/manifest-types.ts";
import { permissionParts } from "#lib/domain/permissions/parts.ts";
import { neighbourStep } from "#lib/domain/setup.ts";
import type { Draft } from "./draft-values.ts";
import { FeatureActions, FeatureGives } from "./feature-actions.tsx";
import { FeaturesAside } from "./features-aside.tsx";
import { FeaturesProvider } from "./features-context.tsx";
import { FeaturesForm } from "./features-form.tsx";
import { requirementValues } from "./requirement-values.ts";
import { StepFrame } from "./step-frame.tsx";

export type FeaturesStepProps = {
	readonly connector: Connector;
	readonly draft: Draft;
	readonly choices: readonly FeatureChoice[];
	readonly templateSource: "ours" | "harness";
	readonly now: number;
};

/** Step 3: what Harness may do with the account. The long lists of permissions are made here, on the server. */
export function FeaturesStep({ connector, draft, choices, templateSource, now }: FeaturesStepProps) {
	const { id, version, costReport, destination } = connector;
	const { words, manifest } = profileOf(destination);
	const reading = featureReading(choices, costReport, { manifest, offered: words.features });
	const back = neighbourStep("features", connector, "previous") ?? "overview";
	return (
		<FeaturesProvider
			defaultValues={requirementValues(connector.requirements, draft, choices)}
			parts={reading.parts}
			offered={words.features.map(({ feature, title, summary }) => ({ feature, title, summary }))}
		>
			<StepFrame
				connector={connector}
				step="features"
				now={now}
				subtitle={`What ${words.product} may do with this account. The role gets the permissions of what is chosen, and no others.`}
				aside={<FeaturesAside />}
			>
				<FeaturesForm
					place={{
						connectorId: id,
						version,
						backHref: `/connectors/${id}/setup/${back}`,
					}}
					save={saveRequirementsAction}
					nextHref={`/connectors/${id}/setup/role`}
					choices={choices}
					templateSource={templateSource}
					details={reading.details}
				/>
			</StepFrame>
		</FeaturesProvider>
	);
}

type Reading = {
	readonly manifest: readonly ManifestStatement[];
	readonly offered: readonly OfferedFeature[];
};

function benefitsOf(offered: Reading["offered"] | undefined, feature: Feature) {
	return offered?.find((each) => each.feature === feature)?.benefits ?? undefined;
}

/** The lists of permissions, made on the server: what is counted, and what is read. */
export function featureReading(
	choices: readonly FeatureChoice[],
	costReport: Connector["costReport"],
	of: Partial<Reading> = {},
) {
	const reportType = costReport?.kind === "own" ? costReport.reportType : null;
	const parts = FEATURES.flatMap((feature) => permissionParts(feature, reportType, of.manifest));
	return {
		parts: parts.map(({ actions, ...part }) => ({
			...part,
			actions: actions.map(({ action, risk }) => [action, risk] as const),
		})),
		details: choices.map(({ feature }) => ({
			feature,
			gives: <FeatureGives feature={feature} benefits={benefitsOf(of.offered, feature)} />,
			parts: parts
				.filter((part) => part.feature === feature)
				.map(({ actions, ...kind }) => ({ ...kind, list: <FeatureActions actions={actions} /> })),
		})),
	};
}
