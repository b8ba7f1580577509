"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReportStackView } from "#lib/loaders/report-stack-view.ts";
import { getLive, nudge } from "./live-fetch.ts";

const LOOK_MS = 1_500;
const LOOK_AFTER_ERROR_MS = 5_000;
const HEARTBEAT_MS = 5_000;

/** The report's stack as it stands; the heartbeat makes the worker ask S3, in a background tab too. */
export function useReportStackView(connectorId: string, initial: ReportStackView) {
	const path = `/api/live/connectors/${connectorId}/report-stack`;
	const { data, error } = useQuery({
		queryKey: ["report-stack", connectorId],
		queryFn: ({ signal }) => getLive<ReportStackView>(path, signal),
		initialData: initial,
		refetchInterval: ({ state }) => {
			if (state.error !== null) return LOOK_AFTER_ERROR_MS;
			return state.data?.state === "waiting" ? LOOK_MS : false;
		},
		refetchOnWindowFocus: "always",
	});
	useQuery({
		queryKey: ["report-stack-watch", connectorId],
		queryFn: () => nudge(path),
		enabled: data.state === "waiting",
		refetchInterval: HEARTBEAT_MS,
		refetchIntervalInBackground: true,
		refetchOnWindowFocus: "always",
	});
	return { view: data, error };
}
