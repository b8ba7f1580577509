"use client";

import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { momentWords } from "./chart-words.ts";
import { useLiveDashboard } from "./live-dashboard.tsx";
import { staleSince } from "./stale-proof.ts";

/** Nothing below is being renewed: whoever believes it should know. */
export function StaleProofNotice() {
	const { view, lookedAt } = useLiveDashboard();
	const since = staleSince(view.totals, lookedAt);
	if (since === null) return null;
	return (
		<Notice
			tone="warn"
			live="status"
			title={`No connector was proven since ${momentWords(since, lookedAt)} UTC`}
		>
			The checks may have stopped. See that a worker runs (<Mono>npm run worker</Mono>) and that Rolebridge
			itself is well, under Settings. Until then every connector becomes unknown as its proof runs out.
		</Notice>
	);
}
