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
	const isOther =
		data.version !== initial.version ||
		data.templateCheckedAt !== initial.templateCheckedAt ||
		(data.progress.shrink === undefined) !== (initial.progress.shrink === undefined);

	useEffect(() => {
		if (isOther) router.refresh();
	}, [isOther, router]);

	return { view: data, error };
}
