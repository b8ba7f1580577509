"use client";

import { useState } from "react";
import { usePress } from "#components/offboard/use-press.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { SenderLinkView } from "#lib/launch-links/view.ts";
import { KIND_WORDS } from "./launch-words.ts";
import type { LinkActs } from "./link-acts.ts";
import { isAlive, isOfferOpen, linkLook } from "./link-words.ts";
import { OfferAnswer } from "./offer-answer.tsx";

export type LinkRowProps = {
	readonly link: SenderLinkView;
	readonly now: number;
	readonly acts: LinkActs;
	/** Something was done: read anew. */
	readonly onChanged: () => void;
};

/** One link as its sender follows it: opened, acted on, answered; and the way to end it. */
export function LinkRow({ link, now, acts, onChanged }: LinkRowProps) {
	const { state, word } = linkLook(link);
	return (
		<li className="border-t border-line px-4.5 py-3 first:border-t-0">
			<div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
				<span className="font-medium">{KIND_WORDS[link.kind]}</span>
				<Pill state={state}>{word}</Pill>
			</div>
			<p className="text-sm text-ink-2">
				Sent <RelativeTime at={link.createdAt} now={now} /> by {link.createdBy}.{" "}
				<Course link={link} now={now} />
			</p>
			{link.note !== "" && (
				<p className="text-sm whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">“{link.note}”</p>
			)}
			{link.state === "declined" && (
				<p className="mt-1 text-sm whitespace-pre-line [overflow-wrap:anywhere]">
					{link.declineMessage === "" ? "Declined without a word." : `They say: “${link.declineMessage}”`}
				</p>
			)}
			{isOfferOpen(link) && <OfferAnswer link={link} acts={acts} onChanged={onChanged} />}
			{isAlive(link) && (
				<div className="mt-1.5 flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm text-ink-2">
					<span>
						Check words <b className="text-ink">{link.checkWords.join(" · ")}</b>
					</span>
					<Revoke link={link} acts={acts} onChanged={onChanged} />
				</div>
			)}
		</li>
	);
}

/** What has happened to it so far, in a sentence. */
function Course({ link, now }: { readonly link: SenderLinkView; readonly now: number }) {
	const { openings, lastOpenedAt, actedAt, completedAt, declinedAt, revokedAt, expiresAt } = link;
	if (completedAt !== null) {
		return (
			<>
				Proven <RelativeTime at={completedAt} now={now} />.
			</>
		);
	}
	if (declinedAt !== null) {
		return (
			<>
				Declined <RelativeTime at={declinedAt} now={now} />.
			</>
		);
	}
	if (revokedAt !== null) {
		return (
			<>
				Revoked <RelativeTime at={revokedAt} now={now} />.
			</>
		);
	}
	return (
		<>
			{openings > 0 && lastOpenedAt !== null && (
				<>
					Opened {openings === 1 ? "once" : `${openings} times`}, last{" "}
					<RelativeTime at={lastOpenedAt} now={now} />.{" "}
				</>
			)}
			{actedAt !== null && (
				<>
					Went to AWS <RelativeTime at={actedAt} now={now} />.{" "}
				</>
			)}
			{link.state === "expired" ? "Expired " : "Expires "}
			<RelativeTime at={expiresAt} now={now} />.
		</>
	);
}

function Revoke({ link, acts, onChanged }: Omit<LinkRowProps, "now">) {
	const [isAsked, setIsAsked] = useState(false);
	const { press, isPending, failure } = usePress();
	const revoke = () =>
		press(
			() => acts.revoke(targetOf(link)),
			() => {
				setIsAsked(false);
				onChanged();
			},
		);
	return (
		<>
			<Button tone="quiet" size="small" onClick={() => setIsAsked(true)}>
				Revoke…
			</Button>
			<Dialog
				open={isAsked}
				onClose={() => setIsAsked(false)}
				title="Revoke this link?"
				actions={
					<>
						<Button onClick={() => setIsAsked(false)}>Cancel</Button>
						<Button tone="danger" pending={isPending} pendingLabel="Revoking…" onClick={revoke}>
							Revoke
						</Button>
					</>
				}
			>
				<p>
					It opens nothing from then on, and a page that is open says that the request has ended. What was
					made in AWS stays.
				</p>
				<div className="mt-3 empty:hidden">
					<ActionFailureNotice failure={failure} />
				</div>
			</Dialog>
		</>
	);
}

function targetOf({ id, connectorId, rolloutId }: SenderLinkView) {
	return rolloutId === null ? { connectorId, linkId: id } : { rolloutId, linkId: id };
}
