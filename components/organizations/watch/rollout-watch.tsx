"use client";

import { useQuery } from "@tanstack/react-query";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive, nudge } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { beginNextWaveAction } from "#lib/actions/rollout-actions.ts";
import type { RolloutHead } from "#lib/loaders/rollout-watch.ts";
import type { RolloutWatchView } from "#lib/loaders/rollout-watch-view.ts";
import { CoverageStrip } from "./coverage-strip.tsx";
import { NextWavePanel } from "./next-wave-panel.tsx";
import { ProblemsCard } from "./problems-card.tsx";
import { ReadingNotice } from "./reading-notice.tsx";
import { RolloutChanges } from "./rollout-changes.tsx";
import { StackSetCard } from "./stack-set-card.tsx";
import { UnitsCard } from "./units-card.tsx";

const LOOK_MS = 5_000;
const LOOK_AFTER_ERROR_MS = 10_000;
const NUDGE_MS = 20_000;

export type RolloutWatchProps = { readonly head: RolloutHead; readonly initial: RolloutWatchView };

/** A rollout while one looks: what was expected, what is there, what stands in the way. */
export function RolloutWatch(props: RolloutWatchProps) {
	return (
		<LiveProvider>
			<Live {...props} />
		</LiveProvider>
	);
}

function Live({ head, initial }: RolloutWatchProps) {
	const { id } = head;
	const isLaunched = head.status === "launched";
	const { data: view, error } = useQuery({
		queryKey: ["rollout", id],
		queryFn: ({ signal }) => getLive<RolloutWatchView>(`/api/live/rollouts/${id}`, signal),
		initialData: initial,
		refetchInterval: ({ state }) =>
			isLaunched ? (state.error === null ? LOOK_MS : LOOK_AFTER_ERROR_MS) : false,
		refetchOnWindowFocus: "always",
	});
	useQuery({
		queryKey: ["rollout-watch", id],
		queryFn: () => nudge(`/api/live/rollouts/${id}/watch`),
		enabled: isLaunched,
		refetchInterval: NUDGE_MS,
	});
	const { coverage, reading } = view;
	const isSeen = !reading.isRead || reading.readerFoundAt !== null || coverage.expected > 0;
	return (
		<>
			<LiveErrorNotice error={error} />
			<ReadingNotice head={head} view={view} />
			<StatusRegion>
				{isSeen ? `${coverage.healthy} of ${coverage.expected} accounts are healthy.` : ""}
			</StatusRegion>
			<Card label="Coverage" flush>
				<CoverageStrip rolloutId={id} coverage={isSeen ? coverage : null} />
			</Card>
			<Exceptions head={head} />
			<ToRegister head={head} view={view} />
			{view.waves !== null && (
				<NextWavePanel begin={beginNextWaveAction} head={head} view={view} waves={view.waves} />
			)}
			<ProblemsCard rolloutId={id} problems={view.problems} coverage={coverage} />
			<UnitsCard rolloutId={id} units={view.units} more={view.moreUnits} />
			{view.stackSet !== null && <StackSetCard stackSet={view.stackSet} />}
			<RolloutChanges changes={view.changes} now={view.now} />
		</>
	);
}

/** What no launch does by itself, and where its steps stand. */
function Exceptions({ head: { id, status, exceptionCount } }: { readonly head: RolloutHead }) {
	if (exceptionCount === 0 || status !== "launched") return null;
	return (
		<p className="text-sm text-ink-2">
			{exceptionCount === 1 ? "1 exception gets its" : `${exceptionCount} exceptions get their`} own features
			by a step after the launch, once the stacks are there.{" "}
			<Link href={`/organizations/${id}/setup/launch`} className="link">
				Show the steps
			</Link>
		</p>
	);
}

/** The one thing to do next, once there is something to register. */
function ToRegister({ head, view }: { readonly head: RolloutHead; readonly view: RolloutWatchView }) {
	const ready = view.coverage.verified - view.coverage.registered;
	if (ready <= 0 || head.status !== "launched") return null;
	return (
		<Card label="Next">
			<div className="flex flex-wrap items-center justify-between gap-3">
				<p>
					<b>{ready === 1 ? "1 account is" : `${ready.toLocaleString("en")} accounts are`}</b> proven and not
					in Harness yet. First you see what would be created, then you decide.
				</p>
				<LinkButton href={`/organizations/${head.id}/register`} tone="primary">
					Register in Harness
				</LinkButton>
			</div>
		</Card>
	);
}
