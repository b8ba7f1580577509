"use client";

import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { askNowAction } from "#lib/actions/change-actions.ts";
import type { RotationProgress as Progress } from "#lib/domain/change-progress.ts";
import type { ChangesView } from "#lib/loaders/changes-view.ts";
import { ActButton } from "./act-button.tsx";
import { FailureWords } from "./failure-words.tsx";
import { ProgressList, type ProgressStep } from "./progress-list.tsx";
import { useChanges } from "./use-changes.ts";

type RotationProgressProps = { readonly connectorId: string; readonly live: ChangesView };

/** What AWS said to each ID, and which step that proves. */
export function RotationProgress(props: RotationProgressProps) {
	return (
		<LiveProvider>
			<Live {...props} />
		</LiveProvider>
	);
}

function Live({ connectorId, live }: RotationProgressProps) {
	const { view, error } = useChanges(connectorId, live);
	const { rotation } = view.progress;
	const isAsked = view.rotationPhase !== "proved";
	return (
		<Card
			title="How far it is"
			subtitle={
				rotation === undefined ? (
					"AWS is being asked for the first time."
				) : (
					<>
						Asked <RelativeTime at={rotation.checkedAt} now={view.now} />.
						{isAsked && " It is asked again by itself."}
					</>
				)
			}
		>
			<ProgressList label="Steps of the rotation" steps={stepsOf(view.rotationPhase, rotation)} />
			{isAsked && (
				<div className="mt-4 flex flex-wrap items-center gap-2.5">
					<ActButton
						connectorId={connectorId}
						version={live.version}
						act={askNowAction}
						pendingLabel="Asking…"
						done="Asked. The answer appears here."
					>
						Check now
					</ActButton>
				</div>
			)}
			<LiveErrorNotice error={error} />
		</Card>
	);
}

type Phase = ChangesView["rotationPhase"];

function stepsOf(phase: Phase, progress: Progress | undefined): readonly ProgressStep[] {
	const words = progress !== undefined && <Words progress={progress} />;
	return [
		{
			title: "The role takes both IDs",
			state: phase === "pending" ? "now" : "done",
			children: phase === "pending" && words,
		},
		{
			title: "The new ID is in use",
			state: phase === "pending" ? "later" : phase === "proved" ? "now" : "done",
			children: phase === "proved" && <p>Both are proved. Press “Use the new ID”.</p>,
		},
		{
			title: "The role refuses the old ID",
			state: phase === "committed" ? "now" : "later",
			children: phase === "committed" && words,
		},
	];
}

function Words({ progress: { observed, code } }: { readonly progress: Progress }) {
	return (
		<>
			<p role="status">{observed}</p>
			<FailureWords code={code} />
		</>
	);
}
