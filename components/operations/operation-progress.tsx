"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ActionAnswer, failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { stopOperationAction } from "#lib/actions/operation-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { isOver, type OperationProgress as Progress } from "#lib/domain/operation.ts";
import { FailedItems } from "./failed-items.tsx";
import { OPERATION_WORDS } from "./operation-words.ts";

const LOOK_MS = 1_000;
const LOOK_AFTER_ERROR_MS = 5_000;

export type OperationProgressProps = {
	readonly operationId: string;
	/** As the page was made; left out, it is read at once. */
	readonly initial?: Progress;
};

/** A bulk operation while it runs and after: read from the server, so that it survives a reload. */
export function OperationProgress(props: OperationProgressProps) {
	return (
		<LiveProvider>
			<Live {...props} />
		</LiveProvider>
	);
}

function Live({ operationId, initial }: OperationProgressProps) {
	const { data, error, refetch } = useQuery({
		queryKey: ["operation", operationId],
		queryFn: ({ signal }) => getLive<Progress>(`/api/live/operations/${operationId}`, signal),
		...(initial !== undefined && { initialData: initial }),
		refetchInterval: ({ state }) => {
			if (state.error !== null) return LOOK_AFTER_ERROR_MS;
			return state.data !== undefined && isOver(state.data) ? false : LOOK_MS;
		},
	});
	if (data === undefined) return error === null ? <Loading /> : <LiveErrorNotice error={error} />;
	return (
		<>
			<LiveErrorNotice error={error} />
			<Shown progress={data} onStopped={() => void refetch()} />
		</>
	);
}

function Loading() {
	return <ProgressBar label="Reading how far it has come" />;
}

function Shown({ progress, onStopped }: { readonly progress: Progress; readonly onStopped: () => void }) {
	const { id, kind, total, counts, failed } = progress;
	const words = OPERATION_WORDS[kind];
	const ended = isOver(progress);
	const reached = total - counts.queued;
	return (
		<div>
			<div className="mb-2 flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
				<h2>{ended ? words.title : words.doing}</h2>
				{ended ? (
					<Ending progress={progress} />
				) : (
					<Allowed to="connector.change">
						<Stop operationId={id} onStopped={onStopped} />
					</Allowed>
				)}
			</div>
			{!ended && (
				<ProgressBar
					label={words.doing}
					hideLabel
					value={total === 0 ? 0 : reached / total}
					className="mb-2.5"
				/>
			)}
			<p className="text-sm text-ink-2">{countWords(progress)}</p>
			<StatusRegion>{ended ? `${words.title}. ${countWords(progress)}` : ""}</StatusRegion>
			{failed.length > 0 && <FailedItems operation={progress} />}
		</div>
	);
}

function Ending({ progress: { state, counts } }: { readonly progress: Progress }) {
	if (state === "stopped") return <Pill state="none">Stopped</Pill>;
	return counts.failed > 0 ? <Pill state="warn">Done in part</Pill> : <Pill state="ok">Done</Pill>;
}

/** "36 of 40 paused, 3 had nothing to do, 1 failed." */
function countWords({ kind, total, counts, state }: Progress): string {
	const parts = [
		`${counts.done.toLocaleString("en")} of ${total.toLocaleString("en")} ${OPERATION_WORDS[kind].done}`,
	];
	const skippedWord = state === "stopped" ? "not reached or with nothing to do" : "with nothing to do";
	if (counts.skipped > 0) parts.push(`${counts.skipped.toLocaleString("en")} ${skippedWord}`);
	if (counts.failed > 0) parts.push(`${counts.failed.toLocaleString("en")} failed`);
	return `${parts.join(", ")}.`;
}

function Stop({ operationId, onStopped }: { readonly operationId: string; readonly onStopped: () => void }) {
	const [isPending, setIsPending] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	return (
		<div className="flex flex-wrap items-center gap-3">
			<ActionFailureNotice failure={failure} />
			<Button
				size="small"
				pending={isPending}
				pendingLabel="Stopping…"
				onClick={async () => {
					setIsPending(true);
					setFailure(
						await failureOf((): Promise<ActionAnswer<true>> => stopOperationAction({ operationId })),
					);
					setIsPending(false);
					onStopped();
				}}
			>
				Stop
			</Button>
		</div>
	);
}
