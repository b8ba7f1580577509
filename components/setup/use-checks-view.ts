"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ChecksView } from "#lib/loaders/checks-view.ts";
import { getLive, nudge } from "./live-fetch.ts";

const LOOK_MS = 750;
/** Nothing runs here: another tab, or the worker by itself, may begin something. */
const LOOK_WHEN_IDLE_MS = 4_000;
const LOOK_AFTER_ERROR_MS = 5_000;

/** The checks as they stand, kept true while one looks. What is due is asked for once, by whoever looks. */
export function useChecksView(connectorId: string, initial: ChecksView) {
	const base = `/api/live/connectors/${connectorId}`;
	const client = useQueryClient();
	const queryKey = ["checks", connectorId];
	const { data: view, error } = useQuery({
		queryKey,
		queryFn: ({ signal }) => getLive<ChecksView>(`${base}/checks`, signal),
		initialData: initial,
		refetchInterval: ({ state }) => {
			if (state.error !== null) return LOOK_AFTER_ERROR_MS;
			return state.data?.isRunning || state.data?.isDue ? LOOK_MS : LOOK_WHEN_IDLE_MS;
		},
		refetchOnWindowFocus: "always",
	});

	async function ask(): Promise<true> {
		await nudge(`${base}/check`);
		await client.invalidateQueries({ queryKey });
		return true;
	}

	// Keyed by the run that is too old: each is followed by one question, however often the page renders.
	const due = useQuery({
		queryKey: ["due", connectorId, view.run?.id ?? "none"],
		queryFn: ask,
		enabled: view.isDue,
		staleTime: Number.POSITIVE_INFINITY,
		refetchOnWindowFocus: false,
	});
	return { view, error: error ?? due.error, ask };
}
