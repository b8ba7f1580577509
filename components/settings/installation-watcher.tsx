"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { getLive } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import type { InstallationView } from "#lib/loaders/settings.ts";

export type InstallationWatcherProps = {
	readonly what: keyof InstallationView;
	/** The server's clock; a result from then on is the awaited one. */
	readonly since: number;
	readonly onSeen: () => void;
};

/** Looks every second whether a result has come. Loaded only while one is awaited. */
export function InstallationWatcher(props: InstallationWatcherProps) {
	return (
		<LiveProvider>
			<Watcher {...props} />
		</LiveProvider>
	);
}

function Watcher({ what, since, onSeen }: InstallationWatcherProps) {
	const { data } = useQuery({
		queryKey: ["installation"],
		queryFn: ({ signal }) => getLive<InstallationView>("/api/live/installation", signal),
		refetchInterval: 1_000,
	});
	const seenAt = data?.[what] ?? null;
	const isSeen = seenAt !== null && seenAt >= since;
	useEffect(() => {
		if (isSeen) onSeen();
	}, [isSeen, onSeen]);
	return null;
}
