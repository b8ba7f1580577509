"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { LaunchLive } from "#lib/launch-links/view.ts";
import { postToLink } from "./launch-fetch.ts";

const LOOK_MS = 2_000;
const LOOK_AFTER_ERROR_MS = 10_000;
const NUDGE_MS = 10_000;

export type LaunchWatch = {
	readonly live: LaunchLive;
	readonly hasEnded: boolean;
	readonly isUnreachable: boolean;
};

/** The request as it stands, kept true while one looks; the nudge makes the worker look for the role, in a background tab too. */
export function useLaunchLive(linkId: string, initial: LaunchLive): LaunchWatch {
	const { data, error } = useQuery({
		queryKey: ["launch", linkId],
		queryFn: ({ signal }) => readState(linkId, signal),
		initialData: initial,
		refetchInterval: ({ state }) => {
			if (state.data === "ended" || isOver(state.data)) return false;
			return state.error === null ? LOOK_MS : LOOK_AFTER_ERROR_MS;
		},
		refetchOnWindowFocus: "always",
	});
	const hasEnded = data === "ended";
	const live = hasEnded ? initial : data;
	useQuery({
		queryKey: ["launch-nudge", linkId],
		queryFn: () => postToLink(linkId, "watch"),
		enabled: !hasEnded && !isOver(live),
		refetchInterval: NUDGE_MS,
		refetchIntervalInBackground: true,
	});
	useOpened(linkId);
	useFreshPage(initial, hasEnded ? initial : live);
	return { live, hasEnded, isUnreachable: error !== null };
}

function isOver(live: LaunchLive | undefined): boolean {
	return live?.state === "done";
}

/** Withdrawn, expired and declined answer alike: what was open here is open no more. */
async function readState(linkId: string, signal: AbortSignal): Promise<LaunchLive | "ended"> {
	const response = await fetch(`/launch/${linkId}/state`, {
		signal,
		headers: { accept: "application/json" },
	});
	if (response.status === 404) return "ended";
	if (!response.ok) throw new Error("unreachable");
	return liveOf(response);
}

/** Sound: the route and this page come from the same build and share the type. */
async function liveOf(response: Response): Promise<LaunchLive> {
	return (await response.json()) as LaunchLive;
}

// Strict mode and a refresh run effects again: a page that is shown counts once.
const counted = new Set<string>();

/** An opening counts when this very script says so; a preview that fetches the page runs no script. */
function useOpened(linkId: string): void {
	useEffect(() => {
		if (counted.has(linkId)) return;
		counted.add(linkId);
		void postToLink(linkId, "opened");
	}, [linkId]);
}

/** When what is asked for has changed, the server is asked for the page anew: once for each change. */
function useFreshPage(initial: LaunchLive, live: LaunchLive): void {
	const router = useRouter();
	const wanted = live.requestVersion === initial.requestVersion ? null : live.requestVersion;
	useEffect(() => {
		if (wanted !== null) router.refresh();
	}, [wanted, router]);
}
