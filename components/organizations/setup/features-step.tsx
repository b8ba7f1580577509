import type { Draft } from "#components/setup/draft-values.ts";
import { FeaturesAside } from "#components/setup/features-aside.tsx";
import { featureReading } from "#components/setup/features-step.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { saveFeaturesStepAction } from "#lib/actions/rollout-actions.ts";
import { featureChoices } from "#lib/domain/decide-requirements.ts";
import type { OrganizationUnit, Rollout } from "#lib/domain/rollout.ts";
import type { PayerHere } from "#lib/loaders/rollout-setup.ts";
import { rolloutFeatureValues } from "./feature-values.ts";
import { RolloutFeaturesForm } from "./features-form.tsx";
import { RolloutFeaturesProvider } from "./features-provider.tsx";
import { RolloutFrame, stepHref } from "./rollout-frame.tsx";

export type RolloutFeaturesStepProps = {
	readonly rollout: Rollout;
	readonly draft: Draft;
	readonly templateSource: "ours" | "harness";
	/** As last seen; empty: nobody has looked. */
	readonly units: readonly OrganizationUnit[];
	/** The management account's own connector, or what is known of its report. */
	readonly payer: PayerHere;
	readonly now: number;
};

/** Step 2: what Harness may do in every account, in some of them, and with the bill. */
export function RolloutFeaturesStep(props: RolloutFeaturesStepProps) {
	const { rollout, draft, templateSource, units, payer, now } = props;
	const { partition, kind } = rollout;
	const facts = { partition, requiresAutoStopping: false, template: templateSource } as const;
	const choices = memberChoices(featureChoices({ ...facts, hasOwnReport: false }), kind);
	const reading = featureReading(featureChoices({ ...facts, hasOwnReport: true }), null);
	return (
		<RolloutFeaturesProvider
			defaultValues={rolloutFeatureValues({ rollout, draft, choices, payer })}
			parts={reading.parts}
		>
			<RolloutFrame
				rollout={rollout}
				step="features"
				now={now}
				subtitle="What Harness may do there. Every account's role gets the permissions of what is chosen, and no others."
				aside={<FeaturesAside title="What each account's role may do" />}
			>
				{rollout.launchedAt !== null && (
					<Notice tone="info" title="The roles carry what was launched">
						The stack set gives these features to every account, so they stay as they are. To choose others,
						end this rollout and begin another.
					</Notice>
				)}
				<RolloutFeaturesForm
					place={{
						rolloutId: rollout.id,
						version: rollout.version,
						backHref: stepHref(rollout.id, "organization"),
					}}
					save={saveFeaturesStepAction}
					nextHref={stepHref(rollout.id, "launch")}
					kind={kind}
					partition={partition}
					memberChoices={choices}
					templateSource={templateSource}
					details={reading.details}
					units={units}
					payerConnector={payer.connector}
				/>
			</RolloutFrame>
		</RolloutFeaturesProvider>
	);
}

/** Why an account that does not pay has no Cost Visibility, in this step's words. */
function memberChoices(choices: ReturnType<typeof featureChoices>, kind: Rollout["kind"]) {
	const reason =
		kind === "organization"
			? "The management account's report covers every account. One with a report of its own is connected by itself."
			: "A report has a name and a bucket of its own, so an account that has one is connected by itself.";
	return choices.map((choice) =>
		choice.feature === "BILLING" && choice.state === "unavailable" ? { ...choice, reason } : choice,
	);
}
