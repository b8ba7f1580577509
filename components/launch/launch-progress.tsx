import { lazy, Suspense } from "react";
import { ROW_LOOKS } from "#components/connectors/row-look.ts";
import { Card } from "#components/ui/card.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { relativeWords } from "#components/ui/time-words.ts";
import { checkTitle } from "#lib/domain/check-titles.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { LaunchLinkKind } from "#lib/domain/launch-link.ts";
import type { LaunchLive } from "#lib/launch-links/view.ts";
import { STATIONS } from "./launch-words.ts";
import { Track, type TrackStep } from "./track.tsx";

// The texts of all codes are long; they are loaded when one is needed.
const FailureByCode = lazy(async () => ({
	default: (await import("#components/lifecycle/failure-by-code.tsx")).FailureByCode,
}));

export type LaunchProgressProps = {
	readonly kind: LaunchLinkKind;
	/** Whom the role is for. */
	readonly destination: Destination;
	readonly live: LaunchLive;
	/** The role lets in Harness only: what becomes of it may not be seen from here. */
	readonly isBlind: boolean;
};

/** What is awaited, when it is asked next, and what to do should it be stuck. */
export function LaunchProgress(props: LaunchProgressProps) {
	return (
		<Card label="Progress" flush>
			<Track label="Progress" steps={stepsOf(props)} />
		</Card>
	);
}

function stepsOf({ kind, destination, live, isBlind }: LaunchProgressProps): readonly TrackStep[] {
	const { waiting, arrived, found, proven } = STATIONS[kind];
	const { stage } = live;
	const isThere = stage === "found" || stage === "proven";
	const first: TrackStep =
		stage === "trouble"
			? { title: waiting, state: "stuck", children: <Trouble live={live} /> }
			: {
					title: isThere ? arrived : waiting,
					state: isThere ? "done" : "now",
					...(!isThere && { children: <Waiting kind={kind} live={live} isBlind={isBlind} /> }),
				};
	return [
		first,
		{ title: found, state: isThere ? "done" : "later" },
		{
			title: proven,
			state: stage === "proven" ? "done" : stage === "found" ? "now" : "later",
			...(isThere &&
				live.proofs.length > 0 && { children: <Proofs live={live} destination={destination} /> }),
		},
	];
}

function Waiting({ kind, live, isBlind }: Omit<LaunchProgressProps, "destination">) {
	if (isBlind) {
		return (
			<p>
				A role of this template lets in Harness only, so this page may not see it. When AWS says{" "}
				<b>CREATE_COMPLETE</b>, your part is done.
			</p>
		);
	}
	return (
		<>
			<p>
				This page notices by itself. You may close it once you have pressed <b>{STATIONS[kind].lastButton}</b>
				.
			</p>
			<p>{askedWords(live)}</p>
		</>
	);
}

/** By the server's clock, so that a wrong one here does not matter. */
function askedWords({ isAsking, askedAt, nextAt, now }: LaunchLive): string {
	if (isAsking) return "AWS is being asked now.";
	const asked = askedAt === null ? "AWS was not asked yet" : `AWS was asked ${relativeWords(askedAt, now)}`;
	if (nextAt === null) return `${asked}.`;
	return `${asked}, and is asked again ${nextAt <= now ? "now" : relativeWords(nextAt, now)}.`;
}

function Trouble({ live }: { readonly live: LaunchLive }) {
	return (
		<div role="status" className="flex flex-col gap-2">
			{live.observed !== null && <p className="text-ink [overflow-wrap:anywhere]">{live.observed}</p>}
			{live.code !== null && (
				<Suspense>
					<FailureByCode code={live.code} />
				</Suspense>
			)}
			<p>{askedWords(live)} Nothing is lost: put it right, and this page goes on.</p>
		</div>
	);
}

function Proofs({ live, destination }: Pick<LaunchProgressProps, "live" | "destination">) {
	return (
		<ul className="mt-1.5 flex flex-col gap-1">
			{live.proofs.map(({ id, outcome }) => {
				const { state, word } = ROW_LOOKS[outcome];
				return (
					<li key={id} className="flex flex-wrap items-center justify-between gap-x-3">
						<span className="min-w-0">{checkTitle(id, destination)}</span>
						<Pill state={state} plain>
							{word}
						</Pill>
					</li>
				);
			})}
		</ul>
	);
}
