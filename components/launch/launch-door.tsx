"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { CheckIcon } from "#components/ui/icons.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { type OpenOutcome, openLink } from "./launch-fetch.ts";
import { LAUNCH_HEADING } from "./launch-heading.ts";

/**
 * All that a link shows before its button is pressed, the same for every link: the secret waits behind the `#`,
 * where no server, log or preview sees it, and only this button hands it over.
 */
export function LaunchDoor({ linkId }: { readonly linkId: string }) {
	const router = useRouter();
	const secret = useSyncExternalStore(onHashChange, secretInAddress, () => null);
	const [outcome, setOutcome] = useState<OpenOutcome | null>(null);
	const [isPosting, setIsPosting] = useState(false);
	const [isShowing, startShowing] = useTransition();
	useHeadingOfNextPage();

	async function open() {
		setIsPosting(true);
		const came = await openLink(linkId, secret ?? "");
		setIsPosting(false);
		setOutcome(came);
		if (came !== "opened") return;
		window.history.replaceState(window.history.state, "", window.location.pathname);
		startShowing(() => router.refresh());
	}

	const isOpening = isPosting || isShowing || outcome === "opened";
	return (
		<div className="mt-[6vh]">
			<h1 className="text-display">Somebody has sent you a request</h1>
			<p className="mt-2 max-w-[36rem] text-ink-2">
				It is about something in AWS. Open it to read who asks, for what, and why. Reading it changes nothing.
			</p>
			<div className="mt-6 max-w-[36rem]">
				{secret === "" && outcome === null ? (
					<NothingHere />
				) : (
					<Button
						tone="primary"
						size="big"
						disabled={secret === null}
						pending={isOpening}
						pendingLabel="Opening…"
						onClick={open}
					>
						Show the request
					</Button>
				)}
				<Refusal outcome={outcome} />
			</div>
			<ul className="mt-8 flex max-w-[36rem] flex-col gap-2.5 text-ink-2">
				{ASSURANCES.map((each) => (
					<li key={each} className="flex gap-2.5">
						<CheckIcon className="mt-0.75 size-3.5 text-ink-3" />
						<span className="min-w-0">{each}</span>
					</li>
				))}
			</ul>
			<noscript>
				<p className="mt-6">
					This page needs JavaScript: the secret part of the link stays in your browser until you press the
					button.
				</p>
			</noscript>
		</div>
	);
}

const ASSURANCES = [
	"This page never asks for a password, an access key or a code.",
	"Whatever you decide to do, you do in AWS itself, signed in as you always are.",
	"The request names the person who asks. If you did not expect it, ask them by a way you already know.",
] as const;

function Refusal({ outcome }: { readonly outcome: OpenOutcome | null }) {
	switch (outcome) {
		case "nothing":
			return <NothingHere className="mt-4" />;
		case "too-often":
			return (
				<Notice tone="warn" live="alert" className="mt-4" title="Too many tries">
					Wait a minute, then press again.
				</Notice>
			);
		case "unreachable":
			return (
				<Notice tone="bad" live="alert" className="mt-4" title="The server did not answer">
					Nothing was opened. Check your connection, then press again.
				</Notice>
			);
		default:
			return null;
	}
}

/** One answer to every link that opens nothing: what is behind it, or ever was, is not told. */
function NothingHere({ className }: { readonly className?: string }) {
	return (
		<Notice tone="warn" live="alert" className={className ?? ""} title="This link opens nothing">
			<p>
				It has ended, was withdrawn, or is not complete: some programs cut a link off at its <b>#</b>. Open it
				once more from the message it came in.
			</p>
			<p className="mt-1">If it still opens nothing, ask whoever sent it for a new one.</p>
		</Notice>
	);
}

/** When the request takes this page's place, the focus goes to its heading, so that it is read out. */
function useHeadingOfNextPage(): void {
	useEffect(() => () => document.getElementById(LAUNCH_HEADING)?.focus(), []);
}

function onHashChange(listener: () => void): () => void {
	window.addEventListener("hashchange", listener);
	return () => window.removeEventListener("hashchange", listener);
}

function secretInAddress(): string {
	return window.location.hash.slice(1);
}
