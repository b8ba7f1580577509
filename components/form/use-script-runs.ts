"use client";

import { useSyncExternalStore } from "react";

/** False in the server's page until its script runs: what is pressed before that would do nothing, or lose what was typed. */
export function useScriptRuns(): boolean {
	return useSyncExternalStore(
		neverChanges,
		() => true,
		() => false,
	);
}

function neverChanges(): () => void {
	return () => {};
}
