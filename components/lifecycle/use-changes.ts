"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { getLive } from "#components/setup/live-fetch.ts";
import type { ChangesView } from "#lib/loaders/changes-view.ts";

const LOOK_MS = 1_500;

/** Where the changes stand, kept true while one looks; what was saved meanwhile makes the page anew. */
export function useChanges(connectorId: string, initial: ChangesView) {
	const router = useRouter();
	const { data, error } = useQuery({
		queryKey: ["changes", connectorId],
		queryFn: ({ signal }) => getLive<ChangesView>(`/api/live/connectors/${connectorId}/lifecycle`, signal),
		initialData: initial,
		refetchInterval: LOOK_MS,
		refetchOnWindowFocus: "always",
	});
	const shown = stateOf(initial);
	const found = stateOf(data);

	// Also when the page that came is behind by then: one change may follow the other.
	useEffect(() => {
		if (found !== shown) router.refresh();
	}, [found, shown, router]);

	return { view: data, error };
}

/** Of what the server makes the page from. */
function stateOf({ version, templateCheckedAt, progress }: ChangesView): string {
	return JSON.stringify([version, templateCheckedAt, progress.shrink === undefined]);
}
