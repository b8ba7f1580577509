"use client";

import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import {
	askNowAction,
	confirmStackUpdatedAction,
	overwriteInHarnessAction,
} from "#lib/actions/change-actions.ts";
import type { FeaturesProgress as Progress } from "#lib/domain/change-progress.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { ChangesView } from "#lib/loaders/changes-view.ts";
import { ActButton } from "./act-button.tsx";
import { featuresSteps } from "./features-steps.tsx";
import { ProgressList } from "./progress-list.tsx";
import { useChanges } from "./use-changes.ts";

type FeaturesProgressProps = {
	readonly connectorId: string;
	/** Whom the role is for. */
	readonly destination: Destination;
	readonly live: ChangesView;
	/** False: the role cannot be looked into, so a person's word must do. */
	readonly isDirect: boolean;
};

/** From the stack to the role to Harness, as the worker finds it. Another vendor finds out by itself. */
export function FeaturesProgress(props: FeaturesProgressProps) {
	return (
		<LiveProvider>
			<Live {...props} />
		</LiveProvider>
	);
}

function Live({ connectorId, destination, live, isDirect }: FeaturesProgressProps) {
	const { view, error } = useChanges(connectorId, live);
	const { features } = view.progress;
	const act = { connectorId, version: live.version };
	return (
		<Card title="How far it is" subtitle={<Checked progress={features} now={view.now} isDirect={isDirect} />}>
			<ProgressList label="Steps of the change" steps={featuresSteps(features, destination)} />
			<div className="mt-4 flex flex-wrap items-center gap-2.5">
				{isDirect ? (
					<ActButton
						{...act}
						act={askNowAction}
						pendingLabel="Asking…"
						done="Asked. The answer appears here."
					>
						Check now
					</ActButton>
				) : (
					<ActButton {...act} act={confirmStackUpdatedAction} pendingLabel="Updating Harness…" tone="primary">
						The stack is updated
					</ActButton>
				)}
				{features?.waitsFor === "harness" && features.code === "HARNESS_CONNECTOR_CHANGED" && (
					<ActButton {...act} act={overwriteInHarnessAction} pendingLabel="Updating Harness…" tone="primary">
						Overwrite in Harness
					</ActButton>
				)}
			</div>
			<LiveErrorNotice error={error} />
		</Card>
	);
}

type CheckedProps = {
	readonly progress: Progress | undefined;
	readonly now: number;
	readonly isDirect: boolean;
};

function Checked({ progress, now, isDirect }: CheckedProps) {
	if (!isDirect) return "Rolebridge cannot look into this role. Say when its stack is updated.";
	if (progress === undefined) return "The role is being asked for the first time.";
	return (
		<>
			Asked <RelativeTime at={progress.checkedAt} now={now} />. It is asked again by itself.
		</>
	);
}
