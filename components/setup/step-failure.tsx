"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Failure } from "#lib/domain/failures.ts";
import { failureOf } from "./action-failure.ts";
import { ActionFailureNotice } from "./action-failure-notice.tsx";
import type { DraftPlace } from "./leaving-draft.ts";
import { useSaved } from "./saved-line.tsx";

type StepFailureProps = {
	readonly draft: DraftPlace;
	readonly failure: Failure | "unreachable" | null;
	/** What is on the page is to be given up for what is stored. */
	readonly onGiveUp?: () => void;
};

/** Why "Continue" did not go on, where no single field is the cause. */
export function StepFailure({ draft, failure, onGiveUp }: StepFailureProps) {
	if (failure === null) return null;
	if (failure === "unreachable") {
		return (
			<Notice tone="bad" live="alert" title="Rolebridge could not be reached. Nothing was saved.">
				What you typed is still here. Check the connection, then press again.
			</Notice>
		);
	}
	if (failure.code === "CONNECTOR_CHANGED_MEANWHILE" || failure.code === "ROLLOUT_CHANGED_MEANWHILE") {
		return <ChangedMeanwhile {...{ draft, onGiveUp }} />;
	}
	return <ActionFailureNotice failure={failure} />;
}

function ChangedMeanwhile({ draft, onGiveUp }: Omit<StepFailureProps, "failure">) {
	const { saveDraft } = useSaved();
	const [isLoading, setIsLoading] = useState(false);

	async function loadTheirs() {
		setIsLoading(true);
		onGiveUp?.();
		// With the kept typing gone, the page shows what is stored.
		const failure = await failureOf(() => saveDraft({ ...draft, values: null }));
		if (failure === null) window.location.reload();
		else setIsLoading(false);
	}

	return (
		<Notice
			tone="warn"
			live="alert"
			title={`Somebody saved this ${"connectorId" in draft ? "connector" : "rollout"} meanwhile`}
			action={
				<Button pending={isLoading} pendingLabel="Loading…" onClick={() => void loadTheirs()}>
					Load their version
				</Button>
			}
		>
			Nothing of theirs was overwritten, and what you typed stays on this page until you load their version.
		</Notice>
	);
}
