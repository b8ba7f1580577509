"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { usePress } from "#components/offboard/use-press.ts";
import type { ActionAnswer } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { NextWave } from "#lib/domain/rollout/waves.ts";
import type { RolloutHead } from "#lib/loaders/rollout-watch.ts";
import type { RolloutWatchView, WavesView } from "#lib/loaders/rollout-watch-view.ts";
import { WaveSteps } from "./wave-steps.tsx";

export type NextWavePanelProps = {
	readonly begin: (asked: {
		readonly rolloutId: string;
		readonly version: number;
		readonly force: boolean;
	}) => Promise<ActionAnswer<unknown>>;
	readonly head: RolloutHead;
	readonly view: RolloutWatchView;
	readonly waves: WavesView;
};

/** Where the waves are, and whether the next may begin. */
export function NextWavePanel({ begin, head, view, waves }: NextWavePanelProps) {
	const { begun, total, next } = waves;
	const isOpen = view.status === "launched";
	return (
		<Card title={`Wave ${begun} of ${total}`}>
			<div className="flex flex-col gap-3">
				<div className="flex flex-wrap items-center gap-2">
					<NextWords next={next} />
				</div>
				{/* Of each wave anew: who insisted on one has not insisted on the next. */}
				{isOpen && <Begin key={begun} begin={begin} head={head} view={view} waves={waves} />}
			</div>
		</Card>
	);
}

/** What is done in AWS, and the word that it was; against the last wave's standing only after a second thought. */
function Begin({ begin, head, view, waves: { begun, next, steps } }: NextWavePanelProps) {
	const [isAnyway, setIsAnyway] = useState(false);
	const router = useRouter();
	const { press, isPending, failure } = usePress();
	if (steps === null) return null;
	const wave = begun + 1;
	const isFree = next.kind === "may-begin";
	if (!isFree && !isAnyway) return <BeginAnyway wave={wave} next={next} onSure={() => setIsAnyway(true)} />;
	return (
		<>
			<WaveSteps rolloutId={head.id} steps={steps} />
			<Allowed to="connector.connect">
				<div>
					<Button
						pending={isPending}
						pendingLabel="Beginning…"
						onClick={() =>
							press(
								() => begin({ rolloutId: head.id, version: view.version, force: !isFree }),
								() => router.refresh(),
							)
						}
					>
						Wave {wave} has begun
					</Button>
				</div>
			</Allowed>
			<ActionFailureNotice failure={failure} />
		</>
	);
}

type BeginAnywayProps = {
	readonly wave: number;
	readonly next: NextWave;
	readonly onSure: () => void;
};

function BeginAnyway({ wave, next, onSure }: BeginAnywayProps) {
	const [isAsking, setIsAsking] = useState(false);
	const known = knownWords(next);
	return (
		<Allowed to="connector.connect">
			<div>
				<Button onClick={() => setIsAsking(true)}>Begin anyway</Button>
			</div>
			<Dialog
				open={isAsking}
				onClose={() => setIsAsking(false)}
				title={`Begin wave ${wave} anyway?`}
				actions={
					<>
						<Button onClick={() => setIsAsking(false)}>Cancel</Button>
						<Button onClick={onSure}>Show how to begin it</Button>
					</>
				}
			>
				<p>
					{known} What stands in their way may stand in the next wave's as well. The audit log will say that
					it was begun all the same.
				</p>
			</Dialog>
		</Allowed>
	);
}

/** One sentence or two of what is known of the wave that began last. */
function knownWords(next: NextWave): string {
	switch (next.kind) {
		case "stopped":
			return `${Math.ceil(next.failingPercent)} % of this wave's accounts fail; it goes on at ${next.limitPercent} % or less.`;
		case "too-early":
			return next.expected === 0
				? "Nobody has seen this wave's accounts yet."
				: `${next.settled} of ${next.expected} accounts of this wave are through.`;
		case "may-begin":
			return `The next wave covers ${next.units.length === 1 ? "1 unit" : `${next.units.length} units`}.`;
		case "none":
			return "Every wave has begun.";
		default:
			return next satisfies never;
	}
}

const LOOKS = {
	"may-begin": { state: "ok", word: "May begin" },
	stopped: { state: "bad", word: "Stopped" },
	"too-early": { state: "wait", word: "Waiting" },
	none: null,
} as const;

function NextWords({ next }: { readonly next: NextWave }) {
	const look = LOOKS[next.kind];
	return (
		<>
			{look !== null && <Pill state={look.state}>{look.word}</Pill>} <p>{knownWords(next)}</p>
		</>
	);
}
