"use client";

import { useQuery } from "@tanstack/react-query";
import type { RoleView } from "#lib/loaders/role-view.ts";
import { getLive, nudge } from "./live-fetch.ts";

const LOOK_MS = 750;
const LOOK_AFTER_ERROR_MS = 5_000;
const HEARTBEAT_MS = 5_000;

/** The role as it stands, kept true while one looks; the heartbeat makes the worker ask, in a background tab too. */
export function useRoleView(connectorId: string, initial: RoleView) {
	const base = `/api/live/connectors/${connectorId}`;
	const { data, error } = useQuery({
		queryKey: ["role", connectorId],
		queryFn: ({ signal }) => getLive<RoleView>(`${base}/role`, signal),
		initialData: initial,
		refetchInterval: ({ state }) => {
			if (state.error !== null) return LOOK_AFTER_ERROR_MS;
			return state.data?.found && state.data.launchReady ? false : LOOK_MS;
		},
		refetchOnWindowFocus: "always",
	});
	useQuery({
		queryKey: ["watch", connectorId],
		queryFn: () => nudge(`${base}/watch`),
		enabled: !data.found && data.state !== "skipped",
		refetchInterval: HEARTBEAT_MS,
		refetchIntervalInBackground: true,
		refetchOnWindowFocus: "always",
	});
	return { view: data, error };
}
