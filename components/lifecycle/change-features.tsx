import { FeaturesAside } from "#components/setup/features-aside.tsx";
import { FeaturesProvider } from "#components/setup/features-context.tsx";
import { featureReading } from "#components/setup/features-step.tsx";
import { requirementValues } from "#components/setup/requirement-values.ts";
import { Card } from "#components/ui/card.tsx";
import { cancelFeaturesAction, requestFeaturesAction } from "#lib/actions/change-actions.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import type { FeatureChange } from "#lib/domain/feature-change.ts";
import type { FeaturesChangePage } from "#lib/loaders/changes.ts";
import { ActButton } from "./act-button.tsx";
import { AskAdministrator } from "./ask-administrator.tsx";
import { ChangeFeaturesForm } from "./change-features-form.tsx";
import { ChangeFrame } from "./change-frame.tsx";
import { FeatureDifference } from "./feature-difference.tsx";
import { FeaturesProgress } from "./features-progress.tsx";
import { ShrinkStack } from "./shrink-stack.tsx";
import { StackWays } from "./stack-ways.tsx";

/** Other features for a connector in use: chosen, compared, waited for. */
export function ChangeFeatures({ page }: { readonly page: FeaturesChangePage }) {
	const { connector, blocked, difference, live } = page;
	return (
		<ChangeFrame
			connector={connector}
			title="Edit features"
			subtitle={`What is in use stays in use until the role has what the new choice needs.${hasHarnessSide(connector) ? " Then Harness is told." : ""}`}
			blocked={blocked}
		>
			{difference === null ? (
				<>
					{live.progress.shrink !== undefined && page.stack !== null && (
						<ShrinkStack
							connector={{ connectorId: connector.id, version: connector.version }}
							shrink={live.progress.shrink}
							stack={page.stack}
							now={live.now}
						/>
					)}
					<Choice page={page} />
				</>
			) : (
				<Pending page={page} difference={difference} />
			)}
		</ChangeFrame>
	);
}

function Choice({ page: { connector, choices, templateSource } }: { readonly page: FeaturesChangePage }) {
	const { words, manifest } = profileOf(connector.destination);
	const reading = featureReading(choices, connector.costReport, { manifest, offered: words.features });
	return (
		<FeaturesProvider
			key={connector.version}
			defaultValues={requirementValues(connector.requirements, null, choices)}
			parts={reading.parts}
			offered={words.features.map(({ feature, title, summary }) => ({ feature, title, summary }))}
		>
			<div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
				<ChangeFeaturesForm
					connectorId={connector.id}
					version={connector.version}
					save={requestFeaturesAction}
					choices={choices}
					templateSource={templateSource}
					details={reading.details}
				/>
				<FeaturesAside />
			</div>
		</FeaturesProvider>
	);
}

type PendingProps = { readonly page: FeaturesChangePage; readonly difference: readonly FeatureChange[] };

function Pending({ page: { connector, live, stack }, difference }: PendingProps) {
	const addsNothing = stack?.change?.checklist.length === 0 && stack.change.templateUrl === null;
	return (
		<div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
			<div className="flex min-w-0 flex-col gap-4">
				<FeatureDifference difference={difference} />
				{stack !== null && !addsNothing && (
					<Card
						title="Update the stack"
						subtitle={`The account's administrator does this. What ${wordsOf(connector.destination).product} uses today stays allowed until the new choice takes effect.`}
					>
						<StackWays stack={stack} />
					</Card>
				)}
				{!addsNothing && <AskAdministrator connectorId={connector.id} kind="change-features" />}
			</div>
			<div className="flex min-w-0 flex-col gap-4">
				<FeaturesProgress
					connectorId={connector.id}
					destination={connector.destination}
					live={live}
					isDirect={connector.proof === "direct"}
				/>
				<div className="flex flex-wrap items-center gap-2.5">
					<ActButton
						connectorId={connector.id}
						version={connector.version}
						act={cancelFeaturesAction}
						pendingLabel="Cancelling…"
					>
						Cancel the change
					</ActButton>
				</div>
			</div>
		</div>
	);
}
