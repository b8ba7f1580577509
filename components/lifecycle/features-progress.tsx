"use client";

import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import {
	askNowAction,
	confirmStackUpdatedAction,
	overwriteInHarnessAction,
} from "#lib/actions/change-actions.ts";
import type { FeaturesProgress as Progress } from "#lib/domain/change-progress.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import type { ChangesView } from "#lib/loaders/changes-view.ts";
import { ActButton } from "./act-button.tsx";
import { FailureWords } from "./failure-words.tsx";
import { ProgressList, type ProgressStep } from "./progress-list.tsx";
import { useChanges } from "./use-changes.ts";

type FeaturesProgressProps = {
	readonly connectorId: string;
	readonly live: ChangesView;
	/** False: the role cannot be looked into, so a person's word must do. */
	readonly isDirect: boolean;
};

/** From the stack to the role to Harness, as the worker finds it. */
export function FeaturesProgress(props: FeaturesProgressProps) {
	return (
		<LiveProvider>
			<Live {...props} />
		</LiveProvider>
	);
}

function Live({ connectorId, live, isDirect }: FeaturesProgressProps) {
	const { view, error } = useChanges(connectorId, live);
	const { features } = view.progress;
	const act = { connectorId, version: live.version };
	return (
		<Card title="How far it is" subtitle={<Checked progress={features} now={view.now} isDirect={isDirect} />}>
			<ProgressList label="Steps of the change" steps={stepsOf(features)} />
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

function stepsOf(progress: Progress | undefined): readonly ProgressStep[] {
	const hasRole = progress?.waitsFor === "harness";
	return [
		{
			title: "The role has the permissions",
			state: hasRole ? "done" : "now",
			children: progress !== undefined && !hasRole && <Missing progress={progress} />,
		},
		{
			title: "Harness is updated",
			state: hasRole ? "stuck" : "later",
			children: hasRole && (
				<>
					<p>{progress.observed}</p>
					<FailureWords code={progress.code} />
				</>
			),
		},
	];
}

function Missing({ progress: { observed, missing, code } }: { readonly progress: Progress }) {
	return (
		<>
			<p role="status">{observed}</p>
			<FailureWords code={code} />
			{missing.map(({ feature, actions }) => (
				<Disclosure key={feature} summary={`${FEATURE_INFO[feature].title}: ${actions.length} missing`}>
					<ul className="flex flex-col gap-1">
						{actions.map((action) => (
							<li key={action}>
								<Mono wrap>{action}</Mono>
							</li>
						))}
					</ul>
				</Disclosure>
			))}
		</>
	);
}
