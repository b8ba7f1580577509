"use client";

import { useQuery } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { createContext, type ReactNode, useContext, useState } from "react";
import { healthLook } from "#components/connectors/health-pill.tsx";
import { getLive, LiveError } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import type { DashboardView } from "#lib/loaders/dashboard.ts";
import { changesAloud } from "./merge-rows.ts";

const LOOK_MS = 10_000;

type Live = {
	/** As the page was made: which rows are shown, and in which order. */
	readonly made: DashboardView;
	/** As it is now. */
	readonly view: DashboardView;
	/** When it was last known to be so. */
	readonly lookedAt: number;
	/** Polls fail since: when the last one went well. Null: they do not. */
	readonly stopped: { readonly at: number; readonly isSignedOut: boolean } | null;
};

const LiveContext = createContext<Live | null>(null);

export type LiveDashboardProps = {
	readonly initial: DashboardView;
	/** The query as the poll asks it. */
	readonly search: string;
	readonly children: ReactNode;
};

/** Keeps what is on screen true: one poll for the whole page, and none while nobody looks. */
export function LiveDashboard(props: LiveDashboardProps) {
	return (
		<LiveProvider>
			<NuqsAdapter>
				<Poll {...props} />
			</NuqsAdapter>
		</LiveProvider>
	);
}

export function useLiveDashboard(): Live {
	const live = useContext(LiveContext);
	if (live === null) throw new Error("Only inside LiveDashboard.");
	return live;
}

function Poll({ initial, search, children }: LiveDashboardProps) {
	const { data, error, dataUpdatedAt } = useQuery({
		queryKey: ["dashboard", search],
		queryFn: ({ signal }) => getLive<DashboardView>(`/api/live/dashboard?${search}`, signal),
		initialData: initial,
		initialDataUpdatedAt: initial.now,
		staleTime: LOOK_MS - 1_000,
		refetchInterval: LOOK_MS,
	});
	// A page made after the last poll knows more than that poll does.
	const view = data.now >= initial.now ? data : initial;
	const stopped =
		error === null
			? null
			: {
					at: dataUpdatedAt,
					isSignedOut: error instanceof LiveError && error.code === "NOT_SIGNED_IN",
				};
	return (
		<LiveContext value={{ made: initial, view, lookedAt: Math.max(initial.now, dataUpdatedAt), stopped }}>
			{children}
			<ChangesAloud view={view} />
		</LiveContext>
	);
}

function ChangesAloud({ view }: { readonly view: DashboardView }) {
	const [before, setBefore] = useState(view);
	const [words, setWords] = useState("");
	if (before !== view) {
		setBefore(view);
		const said = changesAloud(rowsOf(before), rowsOf(view), ({ health }) =>
			healthLook(health).word.toLowerCase(),
		);
		if (said !== "") setWords(said);
	}
	return <StatusRegion>{words}</StatusRegion>;
}

function rowsOf({ tables }: DashboardView): readonly DashboardRow[] {
	return [...tables.billing.rows, ...tables.resource.rows];
}
