"use client";

import { useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { Feature } from "#lib/domain/features.ts";
import type { LaunchLinkKind } from "#lib/domain/launch-link.ts";
import type { LaunchLive } from "#lib/launch-links/view.ts";
import { LaunchProgress } from "./launch-progress.tsx";
import { STATIONS } from "./launch-words.ts";
import type { OfferChoice } from "./offer-dialog.tsx";
import { OfferNotice } from "./offer-notice.tsx";
import { useLaunchLive } from "./use-launch-live.ts";

const DeclineDialog = lazy(async () => ({ default: (await import("./decline-dialog.tsx")).DeclineDialog }));
const OfferDialog = lazy(async () => ({ default: (await import("./offer-dialog.tsx")).OfferDialog }));

export type LaunchPageProps = {
	readonly linkId: string;
	readonly kind: LaunchLinkKind;
	/** Whom the role is for. */
	readonly destination?: Destination;
	readonly senderName: string;
	readonly initial: LaunchLive;
	readonly isBlind: boolean;
	/** Nothing can be pressed yet; the page is asked anew until it can. */
	readonly isReady: boolean;
	/** What may be left out; empty: nothing less can be offered. */
	readonly offerable: readonly OfferChoice[];
	/** What stays in any offer. */
	readonly fixed: readonly Feature[];
	// Made by the server, in the order in which they are shown.
	readonly intro: ReactNode;
	readonly asked: ReactNode;
	readonly ways: ReactNode;
	readonly receipt: ReactNode;
	/** For whoever made a stack before the request ended. */
	readonly undo: ReactNode;
};

type Shown = "nothing" | "declining" | "offering" | "declined";

/** The request, alive: it turns into its receipt, or ends, while one looks. */
export function LaunchPage(props: LaunchPageProps) {
	const { linkId, kind, destination = "harness-ccm", senderName, intro, asked, ways, receipt } = props;
	const { live, hasEnded, isUnreachable } = useLaunchLive(linkId, props.initial);
	const [shown, setShown] = useState<Shown>("nothing");
	const isDone = live.stage === "proven" || live.state === "done";
	useReadyPage(props.isReady || isDone || hasEnded);
	useCleanAddress();

	if (shown === "declined") return <Declined senderName={senderName} undo={props.undo} />;
	if (hasEnded) return <Ended undo={props.undo} />;
	return (
		<>
			{intro}
			<StatusRegion>
				{isDone ? STATIONS[kind].proven : live.stage === "found" ? STATIONS[kind].found : ""}
			</StatusRegion>
			{isDone ? (
				<>
					<Notice tone="ok" title="Done, and proven">
						{STATIONS[kind].proven.replace("Proven: ", "Seen in AWS: ")}
						{live.completedAt !== null && <>, {absoluteWords(live.completedAt)}</>}. {senderName} sees it too.
						There is nothing more for you to do.
					</Notice>
					{receipt}
					<PackLink linkId={linkId} />
					<LaunchProgress kind={kind} destination={destination} live={live} isBlind={props.isBlind} />
					{asked}
				</>
			) : (
				<>
					<OfferNotice offer={live.offer} senderName={senderName} />
					{asked}
					{ways}
					<LaunchProgress kind={kind} destination={destination} live={live} isBlind={props.isBlind} />
					{isUnreachable && (
						<Notice tone="warn" title="The server does not answer at the moment">
							This page asks again by itself. What you do in AWS is not affected.
						</Notice>
					)}
					<Otherwise {...props} live={live} onShow={setShown} />
				</>
			)}
			<Suspense>
				{shown === "declining" && (
					<DeclineDialog
						linkId={linkId}
						senderName={senderName}
						onClose={() => setShown("nothing")}
						onDone={() => setShown("declined")}
					/>
				)}
				{shown === "offering" && (
					<OfferDialog
						linkId={linkId}
						senderName={senderName}
						choices={props.offerable}
						fixed={props.fixed}
						onClose={() => setShown("nothing")}
						onDone={() => setShown("nothing")}
					/>
				)}
			</Suspense>
		</>
	);
}

type OtherwiseProps = Pick<LaunchPageProps, "linkId" | "senderName" | "offerable"> & {
	readonly live: LaunchLive;
	readonly onShow: (what: Shown) => void;
};

/** What else one may answer than yes. */
function Otherwise({ linkId, senderName, offerable, live, onShow }: OtherwiseProps) {
	const mayOffer = offerable.length > 0 && (live.offer === null || live.offer.answer !== null);
	return (
		<Card title="Not your account, or not comfortable with this?" label="Other answers">
			<p className="text-ink-2">
				{offerable.length > 0
					? `You can agree to less than was asked, or decline. Either answer goes straight to ${senderName}.`
					: `You can decline, with a word why or without. ${senderName} is told.`}
			</p>
			<div className="mt-3 flex flex-wrap gap-2.5">
				{mayOffer && <Button onClick={() => onShow("offering")}>Agree to less…</Button>}
				<Button onClick={() => onShow("declining")}>Decline…</Button>
				<LinkButton href={`/launch/${linkId}/pack`} tone="quiet">
					Approval pack for a change ticket
				</LinkButton>
			</div>
			<p className="mt-3 text-sm text-ink-2">
				This page can do nothing but show this request and pass on your answer.
			</p>
		</Card>
	);
}

function PackLink({ linkId }: { readonly linkId: string }) {
	return (
		<div>
			<LinkButton href={`/launch/${linkId}/pack`}>Approval pack, to print or to keep</LinkButton>
		</div>
	);
}

function Declined({ senderName, undo }: { readonly senderName: string; readonly undo: ReactNode }) {
	return (
		<Final title="You declined this request">
			<p>{senderName} is told, with your words. The link opens nothing any more; you can close this page.</p>
			<AfterAll undo={undo} />
		</Final>
	);
}

function Ended({ undo }: { readonly undo: ReactNode }) {
	return (
		<Final title="This request has ended">
			<p>
				It was withdrawn by its sender, declined, or is past its time. If it is still wanted, whoever sent it
				can send a new one.
			</p>
			<AfterAll undo={undo} />
		</Final>
	);
}

function AfterAll({ undo }: { readonly undo: ReactNode }) {
	return (
		<div className="mt-6">
			<h2 className="text-ink">If you made the stack already</h2>
			<div className="mt-2">{undo}</div>
		</div>
	);
}

function Final({ title, children }: { readonly title: string; readonly children: ReactNode }) {
	useEffect(() => document.getElementById("launch-final")?.focus(), []);
	return (
		<div className="mt-[6vh]">
			<h1 id="launch-final" tabIndex={-1} className="text-display">
				{title}
			</h1>
			<div className="mt-2 max-w-[36rem] text-ink-2">{children}</div>
		</div>
	);
}

const READY_MS = 5_000;

/** While the button is being got ready, the page is asked anew now and then. */
function useReadyPage(isReady: boolean): void {
	const router = useRouter();
	useEffect(() => {
		if (isReady) return;
		const timer = setInterval(() => router.refresh(), READY_MS);
		return () => clearInterval(timer);
	}, [isReady, router]);
}

/** Who comes by the whole link again is let in by the cookie: the secret leaves the address bar all the same. */
function useCleanAddress(): void {
	useEffect(() => {
		if (window.location.hash === "") return;
		window.history.replaceState(window.history.state, "", window.location.pathname);
	}, []);
}
