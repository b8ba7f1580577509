"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { usePress } from "#components/offboard/use-press.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ResultList, ResultRow } from "#components/ui/result-row.tsx";
import type { State } from "#components/ui/state.ts";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { requestProofAction } from "#lib/actions/lifecycle-actions.ts";
import type { Outcome } from "#lib/domain/check.ts";
import { checkTitle } from "#lib/domain/check-titles.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { ProofProgress } from "#lib/loaders/add-proof-view.ts";

const LOOK_MS = 1_000;
/** A worker that does not answer for so long is not waited for without saying so. */
const PATIENCE_MS = 60_000;

type AskAgainProps = {
	readonly connectorId: string;
	/** Whom the role is for. */
	readonly destination: Destination;
	readonly initial: ProofProgress;
};

export function AskAgain(props: AskAgainProps) {
	return (
		<LiveProvider>
			<Asker {...props} />
		</LiveProvider>
	);
}

function Asker({ connectorId, destination, initial }: AskAgainProps) {
	const router = useRouter();
	const { press, isPending, failure } = usePress();
	const [askedAt, setAskedAt] = useState<number | null>(null);
	const { data, error } = useQuery({
		queryKey: ["proof", connectorId],
		queryFn: ({ signal }) => getLive<ProofProgress>(`/api/live/connectors/${connectorId}/proof`, signal),
		initialData: initial,
		refetchInterval: ({ state }) => (isWaiting(state.data ?? initial, askedAt) ? LOOK_MS : false),
	});
	const waits = isWaiting(data, askedAt);

	async function ask() {
		let at = 0;
		await press(
			async () => {
				const answer = await requestProofAction({ connectorId });
				if (answer.data?.ok) at = answer.data.value.askedAt;
				return answer;
			},
			() => setAskedAt(at),
		);
	}

	if (data.proof === "direct") return <Proven connectorId={connectorId} onSeen={() => router.refresh()} />;
	return (
		<Card
			title="2. Ask AWS"
			subtitle="Rolebridge tries its own external ID. Until all four checks pass, nothing changes."
			aside={
				<Button tone="primary" pending={isPending || waits} pendingLabel="Asking AWS…" onClick={ask}>
					Ask again
				</Button>
			}
			flush
		>
			<LiveErrorNotice error={error} />
			<ActionFailureNotice failure={failure} />
			{data.checks.length === 0 ? (
				<p className="px-4.5 py-4 text-ink-2">It was not asked yet.</p>
			) : (
				<ResultList label="Trust checks">
					{data.checks.map(({ checkId, outcome, observed }) => (
						<ResultRow
							key={checkId}
							state={LOOKS[outcome].state}
							word={LOOKS[outcome].word}
							title={checkTitle(checkId, destination)}
						>
							{observed}
						</ResultRow>
					))}
				</ResultList>
			)}
			<StatusRegion>{!waits && askedAt !== null ? "AWS has answered." : ""}</StatusRegion>
		</Card>
	);
}

function Proven({ connectorId, onSeen }: { readonly connectorId: string; readonly onSeen: () => void }) {
	return (
		<Notice
			tone="ok"
			live="status"
			title="Proof added"
			action={
				<LinkButton href={`/connectors/${connectorId}`} tone="primary" onClick={onSeen}>
					Open the connector
				</LinkButton>
			}
		>
			The role trusts Rolebridge, and refuses every wrong external ID. From now on its health rests on checks
			of our own.
		</Notice>
	);
}

/** Asked, and no answer since. */
function isWaiting({ proof, isAsking, checks }: ProofProgress, askedAt: number | null): boolean {
	if (proof === "direct") return false;
	if (isAsking) return true;
	if (checks.some(({ code }) => code === "EXTERNAL_ID_PROVISIONAL")) return true;
	if (askedAt === null || Date.now() - askedAt > PATIENCE_MS) return false;
	return !checks.some(({ checkedAt }) => checkedAt >= askedAt);
}

const LOOKS = {
	passed: { state: "ok", word: "Passed" },
	failed: { state: "bad", word: "Failed" },
	warning: { state: "warn", word: "Warning" },
	waiting: { state: "wait", word: "Waiting" },
	unknown: { state: "none", word: "Unknown" },
	skipped: { state: "none", word: "Not asked" },
} as const satisfies Record<Outcome, { readonly state: State; readonly word: string }>;
