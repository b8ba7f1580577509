import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { State } from "#components/ui/state.ts";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { absoluteWords, relativeWords } from "#components/ui/time-words.ts";
import type { RoleState, RoleView } from "#lib/loaders/role-view.ts";
import { FailureExplained } from "./failure-explained.tsx";

export type RoleWaitingProps = {
	readonly view: RoleView;
	readonly roleName: string;
	/** The role will not answer us, whatever we ask: links use a template without a statement for us. */
	readonly isUnreachable: boolean;
	readonly action?: ReactNode;
	/** Under the words: "The stack is complete". */
	readonly children?: ReactNode;
};

/** What is awaited, since when, when it is asked next; and, once patience has ended, every cause with its fix. */
export function RoleWaiting({ view, roleName, isUnreachable, action, children }: RoleWaitingProps) {
	const look = LOOKS[view.state];
	return (
		<Card label="The role's answer" state={look.state}>
			<div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
				<div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
					<Pill state={look.state}>{look.word}</Pill>
					<span className="text-sm text-ink-2">{askedWords(view)}</span>
				</div>
				{action}
			</div>
			<StatusRegion>{look.word}</StatusRegion>
			<div className="mt-2.5">
				<Words view={view} roleName={roleName} isUnreachable={isUnreachable} />
			</div>
			{view.state === "waiting" && <Patience view={view} />}
			{view.awsMessage !== null && view.state !== "waiting" && (
				<Disclosure summary="Details" className="mt-2">
					<p className="text-sm [overflow-wrap:anywhere]">AWS said: {view.awsMessage}</p>
					{view.requestId !== null && (
						<p className="text-sm text-ink-2">
							Request <Mono wrap>{view.requestId}</Mono>
						</p>
					)}
				</Disclosure>
			)}
			{children}
		</Card>
	);
}

const LOOKS = {
	waiting: { state: "wait", word: "Waiting for the role" },
	found: { state: "ok", word: "Role found" },
	failed: { state: "bad", word: "The role does not answer" },
	unknown: { state: "none", word: "Cannot tell yet" },
	skipped: { state: "none", word: "Not asked" },
} as const satisfies Record<RoleState, { readonly state: State; readonly word: string }>;

/** "asked 6 s ago, next in 4 s": by the server's clock, so that a wrong one here does not matter. */
function askedWords({ state, askedAt, nextAt, isAsking, now }: RoleView): string {
	if (state === "found") return askedAt === null ? "" : `answered ${relativeWords(askedAt, now)}`;
	if (state === "skipped") return "";
	const asked = askedAt === null ? "not asked yet" : `asked ${relativeWords(askedAt, now)}`;
	if (isAsking) return askedAt === null ? "asking now" : `${asked}, asking now`;
	return nextAt === null || nextAt <= now
		? `${asked}, next now`
		: `${asked}, next ${relativeWords(nextAt, now)}`;
}

function Words({ view, roleName, isUnreachable }: Omit<RoleWaitingProps, "children">) {
	const name = <Mono>{roleName}</Mono>;
	switch (view.state) {
		case "found":
			return <p>{name} answered with its external ID. The connection test shows the rest.</p>;
		case "skipped":
			return <p>{view.observed ?? "Only Harness can say whether this role works."}</p>;
		case "waiting":
			return isUnreachable ? (
				<p>
					A role from Harness's template lets in Harness only, so it will not answer here. When the stack is
					complete, say so and go on: Harness's own test then tells.
				</p>
			) : (
				<p>
					As soon as {name} answers, this page goes on by itself. New roles often take a minute: not there yet
					is not a failure.
				</p>
			);
		case "failed":
		case "unknown":
			return (
				<>
					<p className="font-medium">{view.explanation?.title ?? view.observed}</p>
					{view.explanation !== null && (
						<div className="text-sm text-ink-2 [&_b]:text-ink">
							<FailureExplained explanation={view.explanation} />
						</div>
					)}
				</>
			);
		default:
			return view.state satisfies never;
	}
}

function Patience({ view: { launchedAt, patienceEndsAt, now } }: { readonly view: RoleView }) {
	if (launchedAt === null || patienceEndsAt === null) return null;
	return (
		<div className="mt-3">
			<ProgressBar
				label="Time that AWS may take to make the role known"
				hideLabel
				value={(now - launchedAt) / (patienceEndsAt - launchedAt)}
			/>
			<p className="mt-1.5 text-sm text-ink-2">
				Launched {relativeWords(launchedAt, now)}. Until {absoluteWords(patienceEndsAt)} a refusal means not
				there yet; after that the possible causes are shown here.
			</p>
		</div>
	);
}
