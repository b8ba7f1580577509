"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive, nudge } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ButtonTone } from "#components/ui/button-class.ts";
import { RefreshIcon } from "#components/ui/icons.tsx";
import type { ChecksView } from "#lib/loaders/checks-view.ts";

export type RunChecksProps = {
	readonly connectorId: string;
	/** A verification was under way when the page was made: it is followed to its end. */
	readonly isRunning: boolean;
	readonly tone?: ButtonTone;
};

export function RunChecks(props: RunChecksProps) {
	return (
		<LiveProvider>
			<Runner {...props} />
		</LiveProvider>
	);
}

function Runner({ connectorId, isRunning, tone = "default" }: RunChecksProps) {
	const router = useRouter();
	const [attempt, setAttempt] = useState(isRunning ? 1 : 0);
	const [refusal, setRefusal] = useState<Error | null>(null);
	const { data, error } = useQuery({
		queryKey: ["checks", connectorId, attempt],
		queryFn: ({ signal }) => getLive<ChecksView>(`/api/live/connectors/${connectorId}/checks`, signal),
		enabled: attempt > 0,
		refetchInterval: ({ state }) => (state.data?.isRunning === false ? false : 1_000),
	});
	const isUnderWay = attempt > 0 && data?.isRunning !== false && refusal === null;
	const isOver = attempt > 0 && data?.isRunning === false;

	useEffect(() => {
		if (isOver) router.refresh();
	}, [isOver, router]);

	return (
		<>
			<Button
				tone={tone}
				pending={isUnderWay}
				pendingLabel={data === undefined ? "Checking…" : `Checking… ${progress(data)}`}
				onClick={async () => {
					setRefusal(null);
					try {
						await nudge(`/api/live/connectors/${connectorId}/check`);
						setAttempt((count) => count + 1);
					} catch (problem) {
						setRefusal(problem instanceof Error ? problem : new Error("unreachable"));
					}
				}}
			>
				<RefreshIcon />
				Run checks again
			</Button>
			<span role="status" className="sr-only">
				{isOver && "The checks have finished."}
			</span>
			<LiveErrorNotice error={refusal ?? error} />
		</>
	);
}

function progress({ rows }: ChecksView): string {
	const wanted = rows.filter(({ state }) => state !== "later");
	const done = wanted.filter(({ state }) => state !== "queued" && state !== "running");
	return `${done.length} of ${wanted.length}`;
}
